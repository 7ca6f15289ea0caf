/**
 * Lists that a function makes for itself and fills: an array, set or map in a constant. What is put there is held by the
 * constant, not handed over, as long as nobody else has the list and nothing has asked how much is in it:
 *
 *     const stops = [];
 *     for (const url of urls) { const [c, cancel] = withCancel(ctx); stops.push(cancel); await open(c, url); }
 *     for (const stop of stops) stop();
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Item } from '../../flow/graph.js';
import { accessedKey, keyOf } from '../../syntax/members.js';
import { isTarget } from '../../syntax/patterns.js';
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
import { isCalling, isIndex, looking } from './held.js';
import { isCalled } from './own-objects.js';
import { carries, keyOfValue, partsOf, type Value } from './value.js';

/** The list that a call puts its arguments into, where nobody else may have it then. */
export function listFilledBy(scopes: ScopeManager, call: TSESTree.Node): Variable | undefined {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  if (call.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return undefined;
  if (!filling.has(accessedKey(callee) ?? '')) return undefined;
  if (call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const list = variableOf(scopes, unwrap(callee.object));
  if (list === undefined || !isNewList(scopes, constantInitOf(list))) return undefined;
  const { givenAway, hasPlaces } = usesOf(list);
  const isOwn = !hasPlaces && !givenAway.some((place) => mayBeBefore(place, call, list));
  return isOwn ? list : undefined;
}

/** Does what an item uses ask how much is in this list? */
export function asksAbout(list: Variable, item: Item): boolean {
  const used = usedBy(item);
  if (used === undefined) return false;
  return usesOf(list).asked.some((place) => contains(used, place));
}

/** Does somebody ask whether a certain one is in a list? `if (open.delete(cancel)) cancel();` is no less than taking it out. */
export const isSearched: (list: Variable) => boolean = remembered((list: Variable) =>
  list.references.some(({ identifier }) => {
    const member = wrapped(identifier).parent!;
    if (member.type !== 'MemberExpression' || !isCalled(member)) return false;
    const name = accessedKey(member) ?? '';
    return name !== 'clear' && looking.has(name) && !isThrownAway(wrapped(member).parent!);
  }),
);

/**
 * Is there room for this in a list? What is put into many lists, or in many ways into one, each time or not, is in as many
 * states as there are sets of these: it counts as handed over.
 */
export function hasRoom(
  list: Variable,
  element: Value,
  variables: ReadonlyMap<Variable, Value>,
): boolean {
  const known = partsOf(variables.get(list));
  const isThere = known.some((each) => keyOfValue(each) === keyOfValue(element));
  if (!isThere && known.length >= mostElements) return false;
  return ![...variables].some(([other, value]) => other !== list && holdsMany(value));
}

const mostElements = 4;

/** The expression whose value an item uses. */
function usedBy(item: Item): TSESTree.Node | undefined {
  switch (item.kind) {
    case 'call':
    case 'test':
    case 'throw':
    case 'yield':
      return item.node;
    case 'pass':
    case 'return':
    case 'write': {
      let origin = item.value;
      while (origin.kind === 'part' || origin.kind === 'rest') origin = origin.of;
      return origin.kind === 'expression' ? origin.node : undefined;
    }
    default:
      return undefined;
  }
}

/** A list with one more element, which may stand anywhere. Of equal ones there is one, for a loop may add them for ever. */
export function withElement(list: Value | undefined, element: Value): Value {
  const elements = new Map([...partsOf(list), element].map((each) => [keyOfValue(each), each]));
  const sorted = [...elements].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = new Map(sorted.map(([, each], index) => [String(index), each]));
  return { kind: 'record', parts, form: 'list' };
}

/** Is it a list, with something in it that matters? */
export function holdsMany(value: Value): boolean {
  return value.kind === 'record' && value.form === 'list' && carries(value);
}

function isNewList(scopes: ScopeManager, init: TSESTree.Node | undefined): boolean {
  const made = init && unwrap(init);
  if (made?.type === 'ArrayExpression') return true;
  if (made?.type !== 'NewExpression') return false;
  return classes.some((name) => isGlobal(scopes, made.callee, name));
}

/** What is done to a list but filling it, going through it and taking elements out. */
interface Uses {
  /** Where others get the list itself, or may. */
  readonly givenAway: readonly TSESTree.Node[];
  /** Where somebody asks how much is in it, or what stands where; or gives it another name, by which that may be asked. */
  readonly asked: readonly TSESTree.Node[];
  /** Are its elements named by their places where they are not called, or its length set? */
  readonly hasPlaces: boolean;
}

const usesOf: (list: Variable) => Uses = remembered((list: Variable) => {
  const givenAway: TSESTree.Node[] = [];
  const asked: TSESTree.Node[] = [];
  let hasPlaces = false;
  for (const reference of list.references) {
    if (!reference.isRead() || isInType(reference)) continue;
    const mention = wrapped(reference.identifier);
    const { parent } = mention;
    if (parent?.type === 'MemberExpression' && parent.object === mention) {
      const isCall = isCalled(parent);
      if (isCall && !keepsList(parent)) givenAway.push(mention);
      if (!isCall || accessedKey(parent) === 'at') asked.push(mention);
      hasPlaces ||= !isCall && !isSize(parent);
    } else if (parent?.type === 'ForInStatement') {
      hasPlaces = true;
    } else if (!isTakenApart(mention)) {
      givenAway.push(mention);
      // What a call does with its arguments is known there.
      if (!isArgument(mention)) asked.push(mention);
    }
  }
  return { givenAway, asked, hasPlaces };
});

/** Does a method give something else than its list, or nobody what it gives? Calling an element gives the list to nobody. */
function keepsList(member: TSESTree.MemberExpression): boolean {
  const name = keyOf(member);
  const call = wrapped(member).parent!;
  // Without a name it is mostly an element that is called.
  if (name === undefined) return isThrownAway(call);
  if (name === 'push' || name === 'unshift' || isIndex(name)) return true;
  if (reading.has(name)) return !isCalling(name) || !showsList(call, name);
  return filling.has(name) && isThrownAway(call);
}

/** May the function that is shown the elements get their list as well, after the element and its place? */
function showsList(call: TSESTree.Node, method: string): boolean {
  const callback = call.type === 'CallExpression' ? call.arguments[0] : undefined;
  if (callback?.type !== 'ArrowFunctionExpression') return true;
  const { params } = callback;
  return params.length > (method === 'reduce' ? 3 : 2) || params.at(-1)?.type === 'RestElement';
}

function isThrownAway(call: TSESTree.Node): boolean {
  const { parent } = call;
  const whole = parent?.type === 'ChainExpression' ? parent : call;
  const by = whole.parent;
  const isAwaited = by?.type === 'AwaitExpression';
  return (isAwaited ? by.parent : by)?.type === 'ExpressionStatement';
}

/** Is it the number of elements, read where an item of the flow has it: no `switch` says what it compares. */
function isSize(member: TSESTree.MemberExpression): boolean {
  const name = accessedKey(member);
  if ((name !== 'length' && name !== 'size') || isTarget(member)) return false;
  for (let at = member.parent; at.parent !== undefined; at = at.parent) {
    if (at.type === 'SwitchStatement' || at.type === 'SwitchCase') return false;
    if (/Statement$|Declarator$|Function/.test(at.type)) break;
  }
  return true;
}

/** `for (const x of list)`, `[...list]` */
function isTakenApart(mention: TSESTree.Node): boolean {
  const { parent } = mention;
  return (
    parent?.type === 'SpreadElement' ||
    (parent?.type === 'ForOfStatement' && parent.right === mention)
  );
}

function isArgument(mention: TSESTree.Node): boolean {
  const { parent } = mention;
  const isCall = parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
  return isCall && parent.callee !== mention;
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

/** Does this method of a set or map give the set or map itself? */
export function givesItself(method: string | undefined): boolean {
  return method === 'add' || method === 'set';
}

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
  'shift',
  'slice',
  'some',
  'splice',
  'toReversed',
]);
