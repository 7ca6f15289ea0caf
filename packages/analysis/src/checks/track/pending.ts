/**
 * What a `return` or `throw` carries while `finally` blocks run. It is kept by the region (or graph) that the
 * statement stands in; an abrupt completion of a `finally` puts itself in the place of what was pending.
 */
import type { Block, Edge, Graph } from '../../flow/graph.js';
import { change, withEntry, type State } from './state.js';
import type { Value } from './value.js';

/** What a completion that is under way in a block carries. */
export function pendingIn(state: State, block: Block, graph: Graph): Value | undefined {
  return state.pending.get(keyOf(block, graph));
}

/** Puts a value under way, in the place of what was. */
export function suspend(value: Value | undefined, state: State, block: Block, graph: Graph): State {
  const key = keyOf(block, graph);
  if (value === undefined && !state.pending.has(key)) return state;
  return change(state, { pending: withEntry(state.pending, key, value) });
}

/** An exception cuts the expression short, and carries what we know only where a `throw` raised it. */
export function takeException(edge: Edge, state: State, graph: Graph): State {
  const { from, to } = edge;
  const cut = state.temps.size === 0 ? state : change(state, { temps: new Map() });
  const isRaised = from.runs !== undefined || from.items.at(-1)?.kind === 'throw';
  const isTaken = to.scope.type === 'CatchClause' && to.kind === 'catch' && !to.scope.param;
  return isRaised && !isTaken ? cut : suspend(undefined, cut, from, graph);
}

/** Leaves the regions between the two ends of an edge: what was pending outside them is overridden. */
export function leaveRegions(edge: Edge, state: State, graph: Graph): State {
  const { from, to } = edge;
  if (from.region === to.region || from.region === undefined) return state;
  const carried = state.pending.get(from.region);
  let after = state;
  for (let region = from.region; region !== to.region;) {
    after = change(after, { pending: withEntry(after.pending, region, undefined) });
    if (region.parent === undefined) break;
    region = region.parent;
  }
  const key = to.region ?? graph;
  const carries = edge.kind === 'return' || edge.kind === 'throw';
  return change(after, {
    pending: withEntry(after.pending, key, carries ? carried : undefined),
  });
}

function keyOf(block: Block, graph: Graph): object {
  return block.region ?? graph;
}
