/**
 * What functions of the same file do with what they are given: one that releases it, or hands it over, on some
 * path has taken it; one that only mentions it has not. Every other callee takes what it gets.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { solve } from '../../flow/solve.js';
import { functionOf } from '../../syntax/functions.js';
import { isFunction } from '../../syntax/returns.js';
import type { Places } from './places.js';
import type { Call } from './protocol.js';
import { reachOfPattern } from './reach.js';
import { makeRecursive } from './recursive.js';
import { setOf } from './state.js';
import type { Exceptions } from './throws.js';
import { makeTracker, type TrackFacts } from './tracker.js';
import { keyOfValue, type Value } from './value.js';

/** Does a call take the value of its argument number `index`? */
export type Receives = (call: Call, index: number, value: Value) => boolean;

/** Makes the answers for one file. Functions that call each other are asked until the answers stand. */
export function makeReceives(facts: TrackFacts, exceptions: Exceptions, places: Places): Receives {
  const memory = makeRecursive<string>();
  return receives;

  function receives(call: Call, index: number, value: Value): boolean {
    if (call.type !== 'CallExpression') return true;
    // Whoever gets a closure may keep it.
    if (value.kind !== 'resource' && value.kind !== 'record') return true;
    const fn = functionOf(facts.scopes, call.callee);
    if (fn === undefined || !isFunction(fn) || usesArguments(fn)) return true;
    if (call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement'))
      return true;
    const [first] = fn.params;
    const hasThis = first?.type === 'Identifier' && first.name === 'this';
    const at = hasThis ? index + 1 : index;
    const parameter = fn.params[at];
    if (parameter === undefined) return fn.params.at(-1)?.type === 'RestElement';
    if (parameter.type === 'RestElement') return true;
    const key = `${fn.range.join('-')} ${String(at)} ${keyOfValue(value)}`;
    return memory.ask(key, () => {
      const reach = reachOfPattern(facts.scopes, parameter, fn);
      const start = { root: fn, parameters: new Map([[at, value]]) };
      const tracker = makeTracker(facts, start, reach, {
        exceptions: exceptions.elsewhere(),
        receives,
        places,
      });
      const frame = tracker.open();
      const seeds = tracker.seeds.map(([block, state]) => [block, setOf([state])] as const);
      solve({ ...frame.problem, isAnswered: () => frame.closed }, seeds);
      return frame.closed;
    });
  }

  function usesArguments(fn: TSESTree.Node): boolean {
    if (fn.type === 'ArrowFunctionExpression') return false;
    const scope = facts.scopes.acquire(fn, true);
    return (scope?.set.get('arguments')?.references.length ?? 0) > 0;
  }
}
