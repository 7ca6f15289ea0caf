/** What a method does with its own object: only what it names of it by `this` is known, and not when. */
import type { TSESTree } from '@typescript-eslint/types';
import { nodesWithin, type Index } from '../../syntax/index-file.js';
import { keyOf } from '../../syntax/members.js';
import { partsOf, project, type Closure, type Value } from './value.js';

/** The parts of an object that a method of it may call or hand on, once it is called. */
export type OwnUses = (method: Closure, object: Value | undefined) => readonly Value[];

/** Makes the answers for one file. */
export function makeOwnUses(index: Index): OwnUses {
  const known = new Map<Closure, readonly (string | undefined)[]>();
  return usesOf;

  function usesOf(method: Closure, object: Value | undefined): readonly Value[] {
    if (object?.kind !== 'record') return [];
    const keys = keysOf(method);
    // Who has the object has all of it.
    if (keys.includes(undefined)) return partsOf(object);
    return keys.flatMap((key) => project(object, key) ?? []);
  }

  function keysOf(method: Closure): readonly (string | undefined)[] {
    let keys = known.get(method);
    if (keys === undefined) {
      keys = nodesWithin(index.of('ThisExpression'), method.range)
        .filter((own) => ownerOf(own) === method)
        .map(({ parent }) => (parent.type === 'MemberExpression' ? keyOf(parent) : undefined));
      known.set(method, keys);
    }
    return keys;
  }
}

/** What has the `this` that is meant: a function that is no arrow, a field, a static block. */
function ownerOf(own: TSESTree.ThisExpression): TSESTree.Node | undefined {
  for (let at: TSESTree.Node | undefined = own.parent; at != null; at = at.parent) {
    switch (at.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'StaticBlock':
        return at;
      default:
    }
  }
  return undefined;
}
