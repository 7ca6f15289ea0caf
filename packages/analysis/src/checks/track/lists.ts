/**
 * Lists that a function makes for itself: an array, set or map in a constant that the function fills, counts, takes from by
 * places that nobody knows, goes through as a whole and at most returns. What is put there is held by the constant, not handed over:
 *
 *     const stops = [];
 *     for (const url of urls) { const [c, cancel] = withCancel(ctx); stops.push(cancel); await open(c, url); }
 *     for (const stop of stops) stop();
 *
 * Of a list that is used in any other way nobody can say which element is where, nor who has it: what is put into one of these
 * is handed over.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import { isOnlyIterated } from '../../syntax/list-uses.js';
import { accessedKey, keyOf } from '../../syntax/members.js';
import { isAssigned } from '../../syntax/patterns.js';
import { remembered } from '../../syntax/remembered.js';
import { constantInitOf, isGlobal, variableOf, type Variable } from '../../syntax/scopes.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import { isCalled } from './own-objects.js';
import { carries, isLoose, keyOfValue, partsOf, tupleOf, type Value } from './value.js';

/** The list that a call puts its arguments into. */
export function listFilledBy(scopes: ScopeManager, call: TSESTree.Node): Variable | undefined {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  if (callee?.type !== 'MemberExpression' || !isFilling(callee)) return undefined;
  const list = variableOf(scopes, unwrap(callee.object));
  if (list === undefined || !isNewList(scopes, constantInitOf(list))) return undefined;
  return isOwn(list) ? list : undefined;
}

/**
 * A list with what a call that fills it gives in one argument, which may stand anywhere there; of equal elements there is one,
 * for a loop may add them for ever. `undefined` where that is not followed: what is put into many lists, or in many ways into
 * one, each time or not, would be in as many states as there are sets of these.
 */
export function withElement(
  scopes: ScopeManager,
  list: Variable,
  argument: number,
  value: Value,
  variables: ReadonlyMap<Variable, Value>,
): Value | undefined {
  const isMap = isNew(scopes, constantInitOf(list), 'Map');
  const element = isMap ? tupleOf(new Map([[String(argument), value]])) : value;
  const known = partsOf(variables.get(list));
  const elements = new Map([...known, element].map((each) => [keyOfValue(each), each]));
  if (elements.size > mostElements) return undefined;
  if ([...variables].some(([other, held]) => other !== list && holdsSome(held))) return undefined;
  const sorted = [...elements].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = new Map(sorted.map(([, each], index) => [String(index), each]));
  return { kind: 'record', parts, form: isMap ? 'map' : 'list' };
}

const mostElements = 4;

function holdsSome(value: Value): boolean {
  return value.kind === 'record' && isLoose(value) && carries(value);
}

function isNewList(scopes: ScopeManager, init: TSESTree.Node | undefined): boolean {
  const made = init && unwrap(init);
  return made?.type === 'ArrayExpression' || classes.some((name) => isNew(scopes, init, name));
}

function isNew(scopes: ScopeManager, init: TSESTree.Node | undefined, name: string): boolean {
  const made = init && unwrap(init);
  return made?.type === 'NewExpression' && isGlobal(scopes, made.callee, name);
}

const classes = ['Array', 'Map', 'Set'];

const isOwn: (list: Variable) => boolean = remembered((list: Variable) => {
  const home = rootOf(list.defs[0]!.node);
  return isOnlyIterated(list, (around) => {
    switch (around.type) {
      case 'MemberExpression':
        // Nobody says when functions run that others have, nor how often.
        if (isFilling(around)) return rootOf(around) === home;
        return isShowing(around) || isCounting(around) || isTaking(around);
      case 'ReturnStatement':
        return rootOf(around) === home;
      default:
        return false;
    }
  });
});

/** `stops.push(cancel);`, but `a = set.add(cancel)` has the set under another name. */
function isFilling(member: TSESTree.MemberExpression): boolean {
  const call = wrapped(member).parent!;
  return (
    isCalled(member) &&
    filling.has(accessedKey(member) ?? '') &&
    call.type === 'CallExpression' &&
    call.parent.type === 'ExpressionStatement' &&
    call.arguments.every(({ type }) => type !== 'SpreadElement')
  );
}

/** `stops.forEach((stop) => stop())`: a function with more parameters is given the list as well. */
function isShowing(member: TSESTree.MemberExpression): boolean {
  const call = wrapped(member).parent!;
  if (!isCalled(member) || !showing.has(accessedKey(member) ?? '')) return false;
  const [callback, ...others] = call.type === 'CallExpression' ? call.arguments : [];
  if (callback?.type !== 'ArrowFunctionExpression' || others.length > 0) return false;
  return callback.params.length <= 2 && callback.params.at(-1)?.type !== 'RestElement';
}

/** `stops.length` */
function isCounting(member: TSESTree.MemberExpression): boolean {
  return ['length', 'size'].includes(keyOf(member) ?? '') && !isAssigned(member);
}

/** `stops[i]` */
function isTaking(member: TSESTree.MemberExpression): boolean {
  return member.computed && keyOf(member) === undefined && !isAssigned(member);
}

/** Methods that put their arguments into the list. */
const filling: ReadonlySet<string> = new Set(['push', 'unshift', 'add', 'set']);

/** Methods that show each element to a function. */
const showing: ReadonlySet<string> = new Set(['forEach', 'map']);
