/**
 * What handlers of a promise do to the states of a function that waits for it, or returns it: `then` calls its first handler where
 * the promise is fulfilled, so where it is rejected that has not released anything.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block } from '../../flow/graph.js';
import { handlingOf, type Handling } from '../../syntax/promises.js';
import { unwrap } from '../../syntax/unwrap.js';
import { evaluate } from './evaluate.js';
import type { Outcome, Run } from './run.js';
import type { State } from './state.js';
import { carries, type Value } from './value.js';

/** Gives a value to somebody we do not see. */
type Give = (value: Value | undefined, state: State, block: Block, run: Run) => State[];

/** The states where this is fulfilled, and where it is rejected. Each handler is in the hands of others once it is called. */
export function settled(
  promise: TSESTree.Expression,
  states: readonly State[],
  block: Block,
  run: Run,
  give: Give,
): Outcome {
  const { first, handlings } = chainOf(promise);
  let normal = states;
  let thrown = handlings.length === 0 || run.exceptions.mayReject(first, block) ? states : [];
  for (const { fulfilled, rejected, goesOn } of handlings) {
    const called = after(fulfilled, normal);
    const caught = after(rejected, thrown);
    const fails = fulfilled !== undefined && run.exceptions.mayFail(fulfilled, block);
    const isRejected = goesOn || rejected === undefined;
    const failsAgain = isRejected || run.exceptions.mayFail(rejected, block);
    const isHandled = !isRejected && run.exceptions.mayComplete(rejected);
    normal = isHandled ? [...called, ...caught] : called;
    thrown = [...(fails ? called : []), ...(failsAgain ? caught : [])];
  }
  return { normal, thrown };

  function after(handler: TSESTree.Node | undefined, before: readonly State[]): readonly State[] {
    if (handler === undefined) return before;
    return before.flatMap((state) => {
      const value = evaluate(handler, state, run);
      return value !== undefined && carries(value) ? give(value, state, block, run) : [state];
    });
  }
}

/** The promise that a chain begins with, and what is given to it, in that order. */
function chainOf(promise: TSESTree.Expression): {
  readonly first: TSESTree.Expression;
  readonly handlings: readonly Handling[];
} {
  const handlings: Handling[] = [];
  let first = unwrap(promise);
  for (let next = handlingOf(first); next !== undefined; next = handlingOf(first)) {
    handlings.unshift(next);
    first = unwrap(next.promise);
  }
  return { first: first as TSESTree.Expression, handlings };
}
