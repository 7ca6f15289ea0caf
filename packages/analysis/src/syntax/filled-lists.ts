/** Arrays that always have something in them: one that is written out, or a constant that nobody shortens. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { isOnlyIterated } from './list-uses.js';
import { accessedKey, keyOf } from './members.js';
import { isAssigned } from './patterns.js';
import { remembered } from './remembered.js';
import { constantInitOf, variableOf, type Variable } from './scopes.js';
import { isFrozen, unwrap } from './unwrap.js';

/** For the lists of a file: is there something in one, whenever it is evaluated? Of what another file holds nobody knows. */
export function filledIn(scopes: ScopeManager): (list: TSESTree.Node) => boolean {
  return (list) => hasElement(list) || isFilledConstant(scopes, list);
}

function isFilledConstant(scopes: ScopeManager, list: TSESTree.Node): boolean {
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

const isNeverShortened = remembered((list: Variable): boolean =>
  isOnlyIterated(list, (around) => {
    if (around.type !== 'MemberExpression' || isAssigned(around)) return false;
    const isElement = around.computed && keyOf(around) === undefined;
    return isElement || keeping.has(accessedKey(around) ?? '');
  }),
);

/** What takes nothing out of an array. */
const keeping: ReadonlySet<string> = new Set([
  ...['length', 'forEach', 'map', 'flatMap', 'filter', 'find', 'some', 'every', 'reduce', 'concat'],
  ...['push', 'unshift', 'includes', 'indexOf', 'join', 'slice', 'at', 'entries', 'keys'],
  ...['values'],
]);
