/** Who still holds the resource at a point: variables that live on, and what they keep alive. */
import { scopeNodeOf } from '../../syntax/scopes.js';
import type { Captures } from './captured.js';
import type { Living } from './living.js';
import type { State } from './state.js';
import { holds, partsOf, type Value } from './value.js';

/** Answers for one acquisition. */
export interface Holders {
  /**
   * Is the resource held by any variable of the scopes that live on? `others` are values that callers have in hand.
   */
  isHeld(state: State, living: Living, others: Iterable<Value>): boolean;
}

/** Makes the answers. */
export function makeHolders(captures: Captures): Holders {
  return { isHeld };

  function isHeld(state: State, living: Living, others: Iterable<Value>): boolean {
    const seen = new Set<object>();
    for (const [variable, value] of state.variables) {
      if (living.includes(scopeNodeOf(variable)) && keeps(value, state, seen)) return true;
    }
    for (const values of [state.temps.values(), state.pending.values(), others]) {
      for (const value of values) if (keeps(value, state, seen)) return true;
    }
    return false;
  }

  /** Does a value keep the resource alive, itself or through what closures in it have captured? */
  function keeps(value: Value, state: State, seen: Set<object>): boolean {
    // As long as a guardian is there, the resource can still be released.
    if (holds(value) || value.kind === 'guardian') return true;
    if (value.kind !== 'closure') return partsOf(value).some((part) => keeps(part, state, seen));
    const key = value.captured === undefined ? value.node : value;
    if (seen.has(key)) return false;
    seen.add(key);
    return captures.of(value.node).some((variable) => {
      const held = captures.held(value, variable, state);
      return held !== undefined && keeps(held, state, seen);
    });
  }
}
