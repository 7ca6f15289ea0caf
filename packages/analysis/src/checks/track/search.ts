/**
 * The search for a path: breadth first over blocks, states and the landings whose `finally` is running. Near is what takes few
 * steps to tell.
 */
import { isFailure } from '../../flow/reachable.js';
import type { Block, Edge } from '../../flow/graph.js';
import type { Entered, Frame } from './frame.js';
import { differenceOf, setOf, type Facts, type State, type States } from './state.js';

/** A point of a path, with the way that led to it. */
export interface Point {
  readonly block: Block;
  readonly state: State;
  readonly landings: Landings;
  readonly before: Point | undefined;
  readonly by: Way | undefined;
}

/** How a point was left. */
interface Way {
  readonly edge: Edge;
  /** What came to the edge. */
  readonly state: State;
  /** Does it make a difference that this edge was taken, and no other? */
  readonly matters: boolean;
  /** How many steps it takes to tell, about. */
  readonly cost: number;
}

/** The landings whose region is running, the innermost first. */
export type Landings = { readonly landing: Block; readonly outer: Landings } | undefined;

/** How many steps may still be taken. */
export interface Budget {
  left: number;
}

export type Seeds = readonly (readonly [Block, State])[];

/** The point of which the search is over, on a way that takes the fewest steps to tell, and of those a shortest. */
export function search(
  frame: Frame,
  seeds: Seeds,
  budget: Budget,
  isOver: () => boolean,
): Point | undefined {
  const isNew = makeSeen();
  const start = { landings: undefined, before: undefined, by: undefined };
  /** The points to come, by their distance from those that are looked at. */
  const rounds: Point[][] = [
    seeds.map(([block, state]) => ({ ...start, block: skipped(frame, block), state })),
  ];
  for (let points = rounds.shift(); points !== undefined; points = rounds.shift()) {
    // Those at no distance come to the ones that the loop goes through.
    for (const point of points) {
      if (budget.left <= 0) return undefined;
      if (!isNew(point)) continue;
      budget.left--;
      for (const after of stepsFrom(frame, point)) {
        const { cost = 0 } = after.by ?? {};
        while (rounds.length < cost) rounds.push([]);
        (cost === 0 ? points : rounds[cost - 1]!).push(after);
      }
      if (isOver()) return point;
    }
  }
  return undefined;
}

/** The points of a path, in order. */
export function pathTo(last: Point): Point[] {
  const path: Point[] = [];
  for (let at: Point | undefined = last; at !== undefined; at = at.before) path.push(at);
  return path.reverse();
}

function* stepsFrom(frame: Frame, point: Point): Generator<Point> {
  for (const { to } of leavings(frame, point)) yield* to;
}

/** Tells whether a point is the first of its kind: who came there sooner and knew less went wherever it can. */
export function makeSeen(): (point: Point) => boolean {
  const seen = new Map<string, Facts[]>();
  return ({ block, state, landings }) => {
    let key = `${String(block.id)} ${state.base}`;
    for (let at = landings; at !== undefined; at = at.outer) key += ` ${String(at.landing.id)}`;
    const known = seen.get(key);
    if (known?.some((others) => differenceOf(state.facts, others) === 'less')) return false;
    if (known === undefined) seen.set(key, [state.facts]);
    else known.push(state.facts);
    return true;
  };
}

/** A decision or an exception is told; so is the call of a closure, with what is decided inside. */
function costOf(edge: Edge, matters: boolean, entered: readonly Entered[]): number {
  const isPlain = edge.kind === 'normal' || edge.kind === 'return';
  const isTold = matters && (!isPlain || isFailure(edge));
  return (isTold ? 1 : 0) + (entered.length > 0 ? 2 : 0);
}

/** An edge by which a point may be left. */
interface Leaving {
  /** `undefined` into a region, which is no edge. */
  readonly edge: Edge | undefined;
  /** Does it make a difference that this edge is taken, and no other? */
  readonly matters: boolean;
  /** Can it be taken from here? */
  readonly isOpen: boolean;
  /** Where it leads; empty where it cannot be taken, leaves the graph, or ends what is followed, well or not. */
  readonly to: readonly Point[];
}

/** How a point may be left. */
export function* leavings(frame: Frame, point: Point): Generator<Leaving> {
  const { block, state, landings } = point;
  if (block.runs !== undefined) {
    const inside = { landing: block, outer: landings };
    const to = {
      block: skipped(frame, block.runs.entry),
      state,
      landings: inside,
      before: point,
      by: undefined,
    };
    yield { edge: undefined, matters: false, isOpen: true, to: [to] };
    return;
  }
  const isEnd = block === block.region?.end;
  const from = isEnd && landings !== undefined ? landings.landing : block;
  const entered: Entered[] = [];
  frame.watch = { entered, only: undefined };
  const out = isEnd ? undefined : frame.problem.transfer(block, setOf([state]));
  frame.watch = undefined;
  for (const edge of from.succs) {
    const taken = out === undefined ? setOf([state]) : out(edge);
    const matters = out === undefined || !isIdle(frame, edge, out);
    const to: Point[] = [];
    for (const each of taken?.values() ?? []) {
      const crossed = crossing(frame, edge, setOf([each]));
      // An edge that loses gives nothing to go on with.
      if (crossed === undefined || edge.to === frame.graph.exit) continue;
      const by = { edge, state: each, matters, cost: costOf(edge, matters, entered) };
      for (const after of crossed.values()) {
        const landed = landingsAt(point, edge);
        to.push({
          block: skipped(frame, edge.to),
          state: after,
          landings: landed,
          before: point,
          by,
        });
      }
    }
    yield { edge, matters, isOpen: (taken?.size ?? 0) > 0, to };
  }
}

/** Where nothing of ours happens, all ways are one. */
function skipped({ problem }: Frame, block: Block): Block {
  return problem.skip?.(block) ?? block;
}

function crossing({ problem }: Frame, edge: Edge, states: States): States | undefined {
  return problem.cross === undefined ? states : problem.cross(edge, states);
}

/**
 * Does a decision come to nothing, as that of `this.log?.(x)`, because both ways meet before anything of ours happens, or would
 * meet if both could be taken?
 */
function isIdle(frame: Frame, edge: Edge, out: (edge: Edge) => States | undefined): boolean {
  if (edge.kind !== 'true' && edge.kind !== 'false') return false;
  const to = skipped(frame, edge.to);
  return edge.from.succs.every((other) => {
    const states = out(other);
    const here = out(edge);
    const isSame =
      states === undefined || (here !== undefined && frame.problem.equals(states, here));
    return isSame && skipped(frame, other.to) === to && other.to.scope === edge.to.scope;
  });
}

/** Leaving a region, by its end or by a jump, leaves its landing. */
function landingsAt(point: Point, edge: Edge): Landings {
  let { landings } = point;
  for (let region = point.block.region; region !== edge.to.region && region !== undefined;) {
    landings = landings?.outer;
    region = region.parent;
  }
  return landings;
}
