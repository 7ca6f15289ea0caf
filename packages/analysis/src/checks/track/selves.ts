/** Where an object that a constant holds is called `this`: in its own methods. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyOf } from '../../syntax/members.js';
import type { Names } from '../../syntax/methods.js';
import { constantInitOf, type Variable } from '../../syntax/scopes.js';
import { isCalled, literalIn, membersAt, methodOf, thisWithin } from './own-objects.js';

/**
 * Every `this` that stands for what a variable holds. None in a method that is read in this file and not called there, for
 * it may run with another object.
 */
export function selvesOf({ index }: Names, variable: Variable): readonly TSESTree.Node[] {
  const object = literalIn(constantInitOf(variable));
  const within = object && thisWithin(index, object);
  if (within === undefined || within.mentions.length === 0) return [];
  const mentions = [...within.mentions, ...variable.references.map(({ identifier }) => identifier)];
  const taken = new Set(
    mentions
      .flatMap((mention) => [...membersAt(mention)])
      .filter(([, member]) => !isCalled(member))
      .map(([name]) => name),
  );
  return within.mentions.filter((mention) => !taken.has(keyOf(methodOf(mention)!)));
}
