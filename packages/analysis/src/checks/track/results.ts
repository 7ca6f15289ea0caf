/** What functions that only this file calls give to their callers. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { rootOf } from '../../flow/build.js';
import { functionOf, type Callable } from '../../syntax/functions.js';
import { isGlobal } from '../../syntax/scopes.js';
import { wrapped } from '../../syntax/unwrap.js';
import { calling } from '../../types/parts.js';
import { elementsOf, isCalling, listOf, type Held } from './held.js';
import type { Kinds } from './kinds.js';
import { readsOf } from './own-objects.js';
import type { Taking } from './taking.js';
import type { Stores } from './stores.js';
import type { TrackFacts } from './track-facts.js';
import { promiseOf, type Value } from './value.js';

/** What takes a value from a function that gives it. */
type Giver = TSESTree.ReturnStatement | TSESTree.YieldExpression | TSESTree.ArrowFunctionExpression;

/** Answers for one file. */
export interface Results {
  /** Does a caller take what a function returns, or what an iterator of it yields? */
  readonly isResultTaken: (giver: Giver, held: Value) => boolean;
  /** Does whoever calls this function take this from it? */
  readonly isGivenByCalls: (fn: Callable, held: Value) => boolean;
  /** The call that makes a list of what this function returns. */
  readonly listedBy: (fn: TSESTree.Node) => TSESTree.CallExpression | undefined;
}

/** Makes the answers. */
export function makeResults(
  { scopes }: TrackFacts,
  stores: Stores,
  kinds: Kinds,
  { ask }: Taking,
  isTaken: (node: TSESTree.Node, held: Held) => boolean,
): Results {
  return { isResultTaken, isGivenByCalls, listedBy };

  function isResultTaken(giver: Giver, held: Value): boolean {
    const fn = rootOf(giver);
    // The body of an arrow function is its result, and its defaults are not.
    const root = giver.type === 'ArrowFunctionExpression' ? giver : fn;
    if (!('params' in root)) return true;
    if (giver.type !== 'YieldExpression') return !root.generator && isGivenByCalls(root, held);
    if (root.async) return true;
    if (!giver.delegate) return isGivenByCalls(root, listOf(held)!);
    const elements = elementsOf(held);
    return elements.length === 0 || elements.some(({ of }) => isGivenByCalls(root, listOf(of)!));
  }

  function isGivenByCalls(fn: Callable, held: Value): boolean {
    const result = fn.async ? promiseOf(held)! : held;
    return ask(`result ${fn.range.join('-')}`, result, () => {
      const place = wrapped(fn);
      const { parent } = place;
      switch (parent?.type) {
        case 'MethodDefinition':
          return isGivenByMethod(parent, result);
        case 'CallExpression':
          return parent.callee === place ? isTaken(parent, result) : isMapTaken(parent, result);
        case 'VariableDeclarator':
          return functionOf(scopes, parent.id) !== fn || isGivenByName(parent.id, result);
        default:
          return (
            fn.type !== 'FunctionDeclaration' || fn.id === null || isGivenByName(fn.id, result)
          );
      }
    });
  }

  function isGivenByName(name: TSESTree.Node, held: Value): boolean {
    const reads = functionOf(scopes, name) && readsOf(scopes, name);
    return reads === undefined || reads.some((read) => isGivenByCall(read, held));
  }

  function isGivenByMethod(method: TSESTree.MethodDefinition, held: Value): boolean {
    const { accesses, declared } = stores.methodAt(method) ?? {};
    if (
      accesses === undefined ||
      !declared!.every(({ kind }) => kind === method.kind || kind === 'set')
    )
      return true;
    return accesses.some((access) =>
      method.kind === 'get' ? isTaken(access, held) : isGivenByCall(access, held),
    );
  }

  /** Where a function is named otherwise than to be called, somebody else may call it. */
  function isGivenByCall(callee: TSESTree.Node, held: Value): boolean {
    const whole = wrapped(callee);
    const { parent } = whole;
    return parent?.type !== 'CallExpression' || parent.callee !== whole || isTaken(parent, held);
  }

  /** `jobs.map((job) => …)`: of other methods, nobody gets what the function returns. */
  function isMapTaken(call: TSESTree.CallExpression, held: Value): boolean {
    if (isMakingList(call)) return isTaken(call, listOf(held));
    const method = calledMember(call);
    if (method === undefined || !isCalling(method.name) || method.name === 'reduce') return true;
    return !kinds.isContainer(method.object) || method.name === 'flatMap';
  }

  function listedBy(fn: TSESTree.Node): TSESTree.CallExpression | undefined {
    const call = showingCall(fn);
    return call !== undefined && isMakingList(call) ? call : undefined;
  }

  /** `jobs.map(…)`, `Array.from(jobs, …)` */
  function isMakingList(call: TSESTree.CallExpression): boolean {
    const method = calledMember(call);
    if (method?.name === 'map') return kinds.isContainer(method.object);
    return method?.name === 'from' && isGlobal(scopes, method.object, 'Array');
  }
}

/** The call of a method of an array that runs this function on each element, by how it is written. */
export function showingCall(fn: TSESTree.Node): TSESTree.CallExpression | undefined {
  if (fn.type !== 'ArrowFunctionExpression' && fn.type !== 'FunctionExpression') return undefined;
  const { parent: call } = fn;
  if (fn.async || fn.generator || call.type !== 'CallExpression') return undefined;
  const name = calledMember(call)?.name;
  if (name === 'from') return call.arguments[1] === fn ? call : undefined;
  const isShown = name !== undefined && name !== 'flatMap' && calling.has(name);
  return isShown && call.arguments[0] === fn ? call : undefined;
}
