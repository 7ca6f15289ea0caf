/** Who still holds the resource at a point: variables that live on, and what they keep alive. */
import type { TSESTree } from '@typescript-eslint/types';
import { contains, scopeNodeOf, type Variable } from '../../syntax/scopes.js';
import type { Reach } from './reach.js';
import type { State } from './state.js';
import { holds, type Closure, type Value } from './value.js';

/** Answers for one acquisition. */
export interface Holders {
  /**
   * Is the resource held by anything that lives on where `places` are: the scope of the point itself,
   * and those of the calls that led to it? `others` are values that callers have in hand.
   */
  isHeld(state: State, places: readonly TSESTree.Node[], others: Iterable<Value>): boolean;
}

/** Makes the answers. */
export function makeHolders(reach: Reach): Holders {
  const captures = new Map<TSESTree.Node, readonly Variable[]>();
  return { isHeld };

  function isHeld(
    state: State,
    places: readonly TSESTree.Node[],
    others: Iterable<Value>,
  ): boolean {
    const seen = new Set<TSESTree.Node>();
    for (const [variable, value] of state.variables) {
      const scope = scopeNodeOf(variable);
      const isLive = places.some((place) => contains(scope, place));
      if (isLive && keeps(value, state, seen)) return true;
    }
    for (const values of [state.temps.values(), state.pending.values(), others]) {
      for (const value of values) if (keeps(value, state, seen)) return true;
    }
    return false;
  }

  /** Does a value keep the resource alive, itself or through what closures in it have captured? */
  function keeps(value: Value, state: State, seen: Set<TSESTree.Node>): boolean {
    // As long as a guardian is there, the resource can still be released.
    if (holds(value) || value.kind === 'guardian') return true;
    if (value.kind === 'record') {
      return [...value.parts.values()].some((part) => keeps(part, state, seen));
    }
    if (value.kind !== 'closure' || seen.has(value.node)) return false;
    seen.add(value.node);
    return capturesOf(value.node).some((variable) => {
      const captured = heldBy(variable, state, reach);
      return captured !== undefined && keeps(captured, state, seen);
    });
  }

  /** The variables that a closure mentions and that are not its own. */
  function capturesOf(closure: TSESTree.Node): readonly Variable[] {
    let found = captures.get(closure);
    if (found === undefined) {
      found = [...reach.variables].filter(
        (variable) =>
          !contains(closure, scopeNodeOf(variable)) &&
          variable.references.some(({ identifier }) => contains(closure, identifier)),
      );
      captures.set(closure, found);
    }
    return found;
  }
}

/** What a variable holds: what it was last given, or the function that is declared under its name. */
function heldBy(variable: Variable, state: State, reach: Reach): Value | undefined {
  const known = state.variables.get(variable);
  if (known !== undefined) return known;
  const node = variable.defs[0]?.node as TSESTree.Node | undefined;
  return node !== undefined && reach.closures.has(node)
    ? { kind: 'closure', node: node as Closure }
    : undefined;
}
