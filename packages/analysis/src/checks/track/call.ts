/** What a call calls, and what running a closure does to a state. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block } from '../../flow/graph.js';
import { keyOf } from '../../syntax/members.js';
import { unwrap } from '../../syntax/unwrap.js';
import { enter, leave } from './captured.js';
import type { Outcome, Run } from './run.js';
import { evaluate } from './evaluate.js';
import type { Call } from './protocol.js';
import { change, withEntry, type State } from './state.js';
import { isReleaser, keyOfValue, project, type ClosureValue, type Value } from './value.js';

/** What a call does with the callee. */
type Target =
  | { readonly kind: 'release' }
  | { readonly kind: 'closure'; readonly closure: ClosureValue }
  /** Something that we do not know, called on an object that may hold the resource. */
  | { readonly kind: 'unknown'; readonly receiver: Value | undefined };

/** Finds what a call calls in a state. */
export function targetOf(
  callee: TSESTree.Node,
  args: readonly TSESTree.Node[],
  state: State,
  run: Run,
): Target {
  let called: Value | undefined;
  let receiver: Value | undefined;
  if (isReflectApply(callee)) {
    called = args[0] === undefined ? undefined : evaluate(args[0], state, run);
  } else if (callee.type === 'MemberExpression') {
    receiver = evaluate(callee.object, state, run);
    const method = keyOf(callee);
    if (releases(receiver, run) && run.protocol.releases(method)) return { kind: 'release' };
    called = method === 'call' || method === 'apply' ? receiver : project(receiver, method);
    // `bind` and `at` give a value and do nothing; see `evaluate`.
    if (method === 'bind' || method === 'at') receiver = undefined;
  } else {
    called = evaluate(callee, state, run);
  }
  if (releases(called, run) && run.protocol.releases(undefined)) return { kind: 'release' };
  if (called?.kind === 'closure') return { kind: 'closure', closure: called };
  const isHolder = receiver?.kind === 'record' || receiver?.kind === 'promise';
  return { kind: 'unknown', receiver: isHolder ? receiver : undefined };
}

/** Does calling this release the resource here? That others may call a guardian does not. */
export function releases(value: Value | undefined, run: Run): boolean {
  return run.isOnPath ? isReleaser(value) : value?.kind === 'resource';
}

/** A call of a closure: its result is the value of the call. */
export function runClosure(
  closure: ClosureValue,
  node: Call,
  states: readonly State[],
  block: Block,
  run: Run,
): Outcome {
  const given = countOf(node);
  const normal: State[] = [];
  const thrown: State[] = [];
  for (const state of states) {
    const after = callClosure(closure, state, block, given, run, node);
    for (const s of after.normal) {
      // What the closure returned is the value of the call.
      const value = s.temps.get(closure.node);
      const temps = withEntry(withEntry(s.temps, closure.node, undefined), node, value);
      normal.push(change(s, { temps }));
    }
    thrown.push(...after.thrown);
  }
  return { normal, thrown };
}

/** Runs a closure with what it took along. */
export function callClosure(
  closure: ClosureValue,
  state: State,
  block: Block,
  given: number,
  run: Run,
  by?: Call,
): Outcome {
  const entered = enter(state, closure);
  const after = run.call(closure.node, entered, block, given, keyOfValue(closure), by);
  const back = (states: readonly State[]): State[] =>
    states.flatMap((each) => followed(leave(each, state, closure, run.captures), run));
  return { normal: back(after.normal), thrown: back(after.thrown) };
}

/** What is too deep to be followed counts as handed over. */
export function followed(state: State | undefined, run: Run): State[] {
  if (state !== undefined) return [state];
  run.closed();
  return [];
}

/** The expressions that a call passes on. */
export function argumentsOf(node: Call): TSESTree.Node[] {
  if (node.type === 'TaggedTemplateExpression') return node.quasi.expressions;
  return node.arguments.map((argument) =>
    argument.type === 'SpreadElement' ? argument.argument : argument,
  );
}

/** How many parameters a call gives a value to; all, where a spread or another's arguments are among them. */
function countOf(node: Call): number {
  if (node.type === 'TaggedTemplateExpression') return node.quasi.expressions.length + 1;
  const callee = unwrap(node.callee);
  const passesOn =
    callee.type === 'MemberExpression' && ['call', 'apply'].includes(keyOf(callee) ?? '');
  const isSpread = node.arguments.some(({ type }) => type === 'SpreadElement');
  return passesOn || isSpread ? Infinity : node.arguments.length;
}

function isReflectApply(callee: TSESTree.Node): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Reflect' &&
    keyOf(callee) === 'apply'
  );
}
