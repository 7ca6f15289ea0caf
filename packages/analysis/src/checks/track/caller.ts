/** Calls of closures: what a body that runs knows of its caller, and what the caller knows when it comes back. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Graph } from '../../flow/graph.js';
import { firstParameter } from '../../syntax/functions.js';
import { contains, scopeNodeOf, type Variable } from '../../syntax/scopes.js';
import { wrapped } from '../../syntax/unwrap.js';
import type { Captures } from './captured.js';
import type { Conditions } from './conditions.js';
import type { Outcome } from './run.js';
import type { Living } from './living.js';
import { change, setOf, withEntry, type State } from './state.js';
import type { Exceptions } from './throws.js';
import type { Frame } from './frame.js';
import { promiseOf, undefinedValue, type Closure, type Value } from './value.js';

/** Who called a body: the scopes that live on meanwhile, and the values in the caller's hands. */
export interface Caller {
  /** What may throw in the body. */
  readonly exceptions: Exceptions;
  readonly living: Living;
  readonly temps: ReadonlyMap<TSESTree.Node, Value>;
  /** Does this run on a path of the function that acquires, and not when others please? Then a guardian releases. */
  readonly isOnPath: boolean;
  /** What is known of the arguments, by their places. */
  readonly parameters: ReadonlyMap<number, Value>;
}

/** The parameters of a body, from number `given` on: they are `undefined`. */
export function missingOf(body: TSESTree.Node, given: number): ReadonlyMap<number, Value> {
  const missing = new Map<number, Value>();
  if (!('params' in body)) return missing;
  const { params } = body as Closure & { params: TSESTree.Parameter[] };
  for (let index = given + firstParameter(params); index < params.length; index++) {
    if (params[index]!.type !== 'RestElement') missing.set(index, undefinedValue);
  }
  return missing;
}

/**
 * Does what an async function does go on while its caller does? What is left of it when it first awaits is like a function
 * that others have: `const done = drain(); stops.push(cancel); await done;`
 */
function goesOn(graph: Graph, call: TSESTree.Node | undefined): boolean {
  if (call === undefined || wrapped(call).parent?.type === 'AwaitExpression') return false;
  return graph.blocks.some(({ items }) => items.some(({ kind }) => kind === 'await'));
}

/**
 * The caller's states after a call: the callee's variables are gone, the caller's temporaries are back. While a body ran,
 * what others may do by calling it again was not asked: with closures of which they got more, `give` says what is left.
 */
export function outcomeOf(
  frame: Frame,
  caller: State,
  conditions: Conditions | undefined,
  captures: Captures,
  call: TSESTree.Node | undefined,
  give: (state: State) => State | undefined,
): Outcome {
  const body = frame.graph.root;
  const isAsync = 'params' in body && body.async;
  const isUnderWay = isAsync && captures.of(body).length > 0 && goesOn(frame.graph, call);
  const normal: State[] = [];
  const thrown: State[] = [];
  const isGone = (variable: Variable): boolean => contains(body, scopeNodeOf(variable));
  for (const exit of frame.exits) {
    const { edge } = exit;
    const state = captures.end(exit.state, isGone);
    // What is too deep to be followed counts as handed over.
    if (state === undefined) continue;
    const variables = [...state.variables].filter(([variable]) => !isGone(variable));
    const value = edge.kind === 'return' ? state.pending.get(frame.graph) : undefined;
    const returned = isAsync ? promiseOf(value) : value;
    const back = change(conditions?.outside(call, body, state) ?? state, {
      variables: new Map(variables),
      pending: withEntry(state.pending, frame.graph, undefined),
      temps: withEntry(caller.temps, body, returned),
    });
    const after = back.open && back.given.size > caller.given.size ? give(back) : back;
    if (after === undefined) continue;
    // An async function rejects: its caller goes on, and meets the exception where it awaits.
    (edge.kind === 'throw' && !isAsync ? thrown : normal).push(
      isUnderWay ? change(after, { given: new Set([...after.given, body]) }) : after,
    );
  }
  return { normal: [...setOf(normal).values()], thrown: [...setOf(thrown).values()] };
}
