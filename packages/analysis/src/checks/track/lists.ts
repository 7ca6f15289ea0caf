/**
 * Lists that a function makes for itself and fills: an array, set or map in a constant. What is put there is held by the
 * constant, not handed over, as long as nobody else has the list and nothing asks how much is in it:
 *
 *     const stops = [];
 *     for (const url of urls) { const [c, cancel] = withCancel(ctx); stops.push(cancel); await open(c, url); }
 *     for (const stop of stops) stop();
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import { accessedKey } from '../../syntax/members.js';
import { remembered } from '../../syntax/remembered.js';
import {
  constantInitOf,
  contains,
  isGlobal,
  isInType,
  scopeNodeOf,
  variableOf,
  type Variable,
} from '../../syntax/scopes.js';
import { isLoop } from '../../syntax/statements.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import { isCalled } from './own-objects.js';
import { keyOfValue, partsOf, type Value } from './value.js';

/** The list that a call puts its arguments into, where nobody else may have it then. */
export function listFilledBy(scopes: ScopeManager, call: TSESTree.Node): Variable | undefined {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  if (call.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return undefined;
  if (!filling.has(accessedKey(callee) ?? '')) return undefined;
  if (call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const list = variableOf(scopes, unwrap(callee.object));
  if (list === undefined || !isNewList(scopes, constantInitOf(list))) return undefined;
  const given = givenAwayAt(list);
  return given?.some((place) => mayBeBefore(place, call, list)) === false ? list : undefined;
}

/** A list with one more element, which may stand anywhere. Of equal ones there is one, for a loop may add them for ever. */
export function withElement(list: Value | undefined, element: Value): Value {
  const elements = new Map([...partsOf(list), element].map((each) => [keyOfValue(each), each]));
  const sorted = [...elements].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = new Map(sorted.map(([, each], index) => [String(index), each]));
  return { kind: 'record', parts, form: 'list' };
}

function isNewList(scopes: ScopeManager, init: TSESTree.Node | undefined): boolean {
  const made = init && unwrap(init);
  if (made?.type === 'ArrayExpression') return true;
  if (made?.type !== 'NewExpression') return false;
  return classes.some((name) => isGlobal(scopes, made.callee, name));
}

/** Where others get the list itself, or may; `undefined` where it is asked how much it has, or for an element by its place. */
const givenAwayAt: (list: Variable) => readonly TSESTree.Node[] | undefined = remembered(
  (list: Variable) => {
    const places: TSESTree.Node[] = [];
    for (const reference of list.references) {
      if (!reference.isRead() || isInType(reference)) continue;
      const mention = wrapped(reference.identifier);
      const { parent } = mention;
      if (parent?.type === 'MemberExpression' && parent.object === mention) {
        if (!isCalled(parent)) return undefined;
        if (!keepsList(parent)) places.push(mention);
      } else if (!isTakenApart(mention)) {
        places.push(mention);
      }
    }
    return places;
  },
);

/** Does a method give something else than its list, or nobody what it gives? */
function keepsList(member: TSESTree.MemberExpression): boolean {
  const name = accessedKey(member) ?? '';
  if (name === 'push' || name === 'unshift' || reading.has(name)) return true;
  return filling.has(name) && wrapped(member).parent?.parent?.type === 'ExpressionStatement';
}

/** `for (const x of list)`, `[...list]` */
function isTakenApart(mention: TSESTree.Node): boolean {
  const { parent } = mention;
  return (
    parent?.type === 'SpreadElement' ||
    (parent?.type === 'ForOfStatement' && parent.right === mention)
  );
}

/** May others have got the list at `place` before this call fills it? */
function mayBeBefore(place: TSESTree.Node, call: TSESTree.Node, list: Variable): boolean {
  const scope = scopeNodeOf(list);
  const home = rootOf(list.defs[0]!.node);
  // Nobody says how often functions run, nor when.
  if (rootOf(place) !== home || rootOf(call) !== home) return true;
  if (place.range[0] < call.range[0]) return true;
  for (let at = call.parent; at !== undefined && at !== scope; at = at.parent) {
    if (isLoop(at) && contains(at, place)) return true;
  }
  return false;
}

const classes = ['Array', 'Map', 'Set'];

/** Methods that put their arguments into the list. */
const filling: ReadonlySet<string> = new Set(['push', 'unshift', 'add', 'set']);

/** Methods that look at elements, or give them, in a list of their own or one by one. */
const reading: ReadonlySet<string> = new Set([
  'at',
  'clear',
  'delete',
  'every',
  'filter',
  'find',
  'findLast',
  'flatMap',
  'forEach',
  'get',
  'has',
  'includes',
  'indexOf',
  'map',
  'pop',
  'reduce',
  'reduceRight',
  'shift',
  'slice',
  'some',
  'splice',
  'toReversed',
  'toSorted',
]);
