/**
 * What functions of the same file do with what they are given: one that releases it, or hands it over, on some
 * path has taken it; one that only mentions it has not. Every other callee takes what it gets.
 */
import { solve } from '../../flow/solve.js';
import { firstParameter, usesArguments } from '../../syntax/functions.js';
import { constructorInFile, functionInFile } from '../../syntax/methods.js';
import type { Places } from './places.js';
import type { Call } from './protocol.js';
import { reachOfPattern } from './reach.js';
import { makeRecursive } from './recursive.js';
import type { Receives } from './run.js';
import { setOf } from './state.js';
import type { Exceptions } from './throws.js';
import type { TrackFacts } from './track-facts.js';
import { makeTracker } from './tracker.js';
import { keyOfValue, promiseOf, tupleOf, type Value } from './value.js';

/** Makes the answers for one file. Functions that call each other are asked until the answers stand. */
export function makeReceives(facts: TrackFacts, exceptions: Exceptions, places: Places): Receives {
  const memory = makeRecursive<string>();
  return receives;

  function receives(call: Call, index: number, value: Value): boolean {
    if (call.type === 'TaggedTemplateExpression') return true;
    const token = tokenOf(value);
    const find = call.type === 'NewExpression' ? constructorInFile : functionInFile;
    const fn = find(facts, call.callee);
    if (token === undefined || fn === undefined || usesArguments(facts.scopes, fn)) return true;
    if (call.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement'))
      return true;
    const at = index + firstParameter(fn.params);
    const last = fn.params.length - 1;
    const isRest = at >= last && fn.params[last]?.type === 'RestElement';
    const parameter = fn.params[isRest ? last : at];
    if (parameter === undefined) return false;
    const given = isRest ? tupleOf(new Map([[String(at - last), token]])) : token;
    const place = isRest ? last : at;
    const key = `${fn.range.join('-')} ${String(place)} ${keyOfValue(given)}`;
    return memory.ask(key, () => {
      const reach = reachOfPattern(facts, parameter, fn);
      const start = { root: fn, parameters: new Map([[place, given]]) };
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
}

/**
 * What is followed through the callee in the place of a value: a closure is taken where it is called or handed over,
 * as a resource is. `undefined` for what cannot be followed so.
 */
function tokenOf(value: Value): Value | undefined {
  switch (value.kind) {
    case 'resource':
      return value;
    case 'promise':
      return promiseOf(tokenOf(value.of));
    case 'closure':
      return 'params' in value.node ? { kind: 'resource' } : undefined;
    case 'record': {
      const parts = new Map<string, Value>();
      for (const [key, part] of value.parts) {
        const token = tokenOf(part);
        if (token === undefined) return undefined;
        parts.set(key, token);
      }
      return { ...value, parts };
    }
    default:
      return value;
  }
}
