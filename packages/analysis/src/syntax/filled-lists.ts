/**
 * Arrays that always have something in them: one that is written out, or a constant that nobody shortens; and what
 * `Object.keys` and its like list of such an object.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { isOnlyIterated } from './list-uses.js';
import { calledMember, calleeName } from './callee.js';
import { accessedKey, keyOf, memberKey } from './members.js';
import { isAssigned } from './patterns.js';
import { remembered } from './remembered.js';
import { constantInitOf, isGlobal, variableOf, type Variable } from './scopes.js';
import { isFrozen, unwrap } from './unwrap.js';

/** For the lists of a file: is there something in one, whenever it is evaluated? Of what another file holds nobody knows. */
export function filledIn(scopes: ScopeManager): (list: TSESTree.Node) => boolean {
  return (list) => hasElement(list) || isFilledConstant(scopes, list) || isListing(scopes, list);
}

function isFilledConstant(scopes: ScopeManager, list: TSESTree.Node): boolean {
  const variable = variableOf(scopes, unwrap(list));
  const init = constantInitOf(variable);
  if (variable === undefined || init === undefined || !hasElement(init)) return false;
  return isFrozen(init) || isNeverShortened(variable);
}

/** `Object.keys(handlers)` */
function isListing(scopes: ScopeManager, list: TSESTree.Node): boolean {
  const call = unwrap(list);
  const method = call.type === 'CallExpression' ? calledMember(call) : undefined;
  if (method === undefined || !listing.has(method.name)) return false;
  if (!isGlobal(scopes, method.object, 'Object')) return false;
  const [listed] = (call as TSESTree.CallExpression).arguments;
  const variable = listed && variableOf(scopes, unwrap(listed));
  const init = constantInitOf(variable);
  return init !== undefined && hasProperty(init) && isNeverEmptied(variable!);
}

const listing: ReadonlySet<string> = new Set(['entries', 'keys', 'values']);

/** Is it an object that is written out, with something in it? */
function hasProperty(node: TSESTree.Node): boolean {
  const object = unwrap(node);
  if (object.type !== 'ObjectExpression') return false;
  return object.properties.some(
    (each) => each.type === 'Property' && memberKey(each) !== '__proto__',
  );
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

/** Is no property of an object deleted, by whoever has it? Others may have what is done with it in another way. */
const isNeverEmptied = remembered((object: Variable): boolean =>
  isOnlyIterated(object, (around) => {
    if (around.type === 'CallExpression') return listing.has(calleeName(around) ?? '');
    return around.type === 'MemberExpression' && !isAssigned(around);
  }),
);

/** What takes nothing out of an array. */
const keeping: ReadonlySet<string> = new Set([
  ...['length', 'forEach', 'map', 'flatMap', 'filter', 'find', 'some', 'every', 'reduce', 'concat'],
  ...['push', 'unshift', 'includes', 'indexOf', 'join', 'slice', 'at', 'entries', 'keys'],
  ...['values'],
]);
