/** Arrays that always have something in them: one that is written out, or a constant that nobody shortens. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey, keyOf } from './members.js';
import { isAssigned } from './patterns.js';
import { remembered } from './remembered.js';
import { constantInitOf, isInType, variableOf, type Variable } from './scopes.js';
import { isConst, unwrap, wrapped } from './unwrap.js';

/** Is there something in a list, whenever this is evaluated? Of a list in another file nobody knows. */
export function isFilled(scopes: ScopeManager, list: TSESTree.Node): boolean {
  if (hasElement(list)) return true;
  const variable = variableOf(scopes, unwrap(list));
  const init = constantInitOf(variable);
  if (variable === undefined || init === undefined || !hasElement(init)) return false;
  return isFrozen(init) || isNeverShortened(variable);
}

/** Is it an array that is written out, with something in it? */
export function hasElement(node: TSESTree.Node): boolean {
  const list = unwrap(node);
  if (list.type !== 'ArrayExpression') return false;
  return list.elements.some((each) => each?.type !== 'SpreadElement');
}

function isFrozen(init: TSESTree.Node): boolean {
  return init.type === 'TSAsExpression' && isConst(init.typeAnnotation);
}

const isNeverShortened = remembered(({ references }: Variable): boolean =>
  references.every((reference) => {
    if (!reference.isRead() || isInType(reference)) return true;
    const mention = wrapped(reference.identifier);
    const parent = mention.parent!;
    switch (parent.type) {
      case 'ForOfStatement':
        return parent.right === mention;
      case 'SpreadElement':
        return true;
      case 'MemberExpression': {
        if (isAssigned(parent)) return false;
        const isElement = parent.computed && keyOf(parent) === undefined;
        return isElement || keeping.has(accessedKey(parent) ?? '');
      }
      default:
        return false;
    }
  }),
);

/** What takes nothing out of an array. */
const keeping: ReadonlySet<string> = new Set([
  ...['length', 'forEach', 'map', 'flatMap', 'filter', 'find', 'some', 'every', 'reduce', 'concat'],
  ...['push', 'unshift', 'includes', 'indexOf', 'join', 'slice', 'at', 'entries', 'keys'],
  ...['values'],
]);
