/**
 * A shortest path on which the resource is lost: breadth first over blocks, states and the landings whose
 * `finally` is running. Walked only where something is lost, to show how.
 */
import type { Block, Edge } from '../../flow/graph.js';
import { differenceOf, setOf, type Facts, type State, type States } from './state.js';
import type { Frame, Loss, Tracker } from './tracker.js';

/** A path from the acquisition to the loss. */
export interface LostPath {
  /** The edges that were taken since the acquisition, in order. */
  readonly edges: readonly Edge[];
  readonly loss: Loss;
}

/** A point of a path, with the way that led to it. */
interface Point {
  readonly block: Block;
  readonly state: State;
  readonly landings: Landings;
  readonly before: Point | undefined;
  /** The edge that was taken; `undefined` where it does not matter, for every other leads here as well. */
  readonly by: Edge | undefined;
}

/** The landings whose region is running, the innermost first. */
type Landings = { readonly landing: Block; readonly outer: Landings } | undefined;

/** Finds a shortest path; `undefined` where nothing is lost, or where telling takes more than `mostSteps`. */
export function shortestLoss(tracker: Tracker, mostSteps: number): LostPath | undefined {
  const frame = tracker.open();
  const seen = new Map<string, Facts[]>();
  let steps = 0;
  let points: Point[] = [];
  for (const [block, state] of tracker.seeds) {
    add(points, { block, state, landings: undefined, before: undefined, by: undefined });
  }
  while (points.length > 0 && steps < mostSteps) {
    const next: Point[] = [];
    for (const point of points) {
      for (const after of stepsFrom(frame, point)) add(next, after);
      const [loss] = frame.losses;
      if (loss !== undefined) return { edges: edgesTo(point), loss };
    }
    points = next;
  }
  return undefined;

  function add(to: Point[], point: Point): void {
    const block = frame.problem.skip?.(point.block) ?? point.block;
    let key = `${String(block.id)} ${point.state.base}`;
    for (let at = point.landings; at !== undefined; at = at.outer)
      key += ` ${String(at.landing.id)}`;
    const known = seen.get(key);
    const { facts } = point.state;
    // Who came here sooner and knows less goes wherever this one can.
    if (known?.some((others) => differenceOf(facts, others) === 'less')) return;
    if (known === undefined) seen.set(key, [facts]);
    else known.push(facts);
    to.push({ ...point, block });
    steps++;
  }
}

function* stepsFrom(frame: Frame, point: Point): Generator<Point> {
  const { block, state, landings } = point;
  if (block.runs !== undefined) {
    const inside = { landing: block, outer: landings };
    yield { block: block.runs.entry, state, landings: inside, before: point, by: undefined };
    return;
  }
  const isEnd = block === block.region?.end;
  const from = isEnd && landings !== undefined ? landings.landing : block;
  const out = isEnd ? undefined : frame.problem.transfer(block, setOf([state]));
  for (const edge of from.succs) {
    const taken = out === undefined ? setOf([state]) : out(edge);
    if (taken === undefined) continue;
    const by = out !== undefined && isIdle(frame, edge, out) ? undefined : edge;
    const crossed = frame.problem.cross?.(edge, taken) ?? taken;
    // An edge that loses gives nothing to go on with.
    if (frame.losses.length > 0) return;
    if (edge.to === frame.graph.exit) continue;
    for (const after of crossed.values()) {
      yield {
        block: edge.to,
        state: after,
        landings: landingsAt(point, edge),
        before: point,
        by,
      };
    }
  }
}

/** Does a decision come to nothing, as that of `this.log?.(x)`, because both ways meet before anything of ours happens? */
function isIdle({ problem }: Frame, edge: Edge, out: (edge: Edge) => States | undefined): boolean {
  const to = problem.skip?.(edge.to);
  if ((edge.kind !== 'true' && edge.kind !== 'false') || to === undefined) return false;
  return edge.from.succs.every((other) => {
    const states = out(other);
    const here = out(edge);
    const isSame = states !== undefined && here !== undefined && problem.equals(states, here);
    return isSame && problem.skip?.(other.to) === to && other.to.scope === edge.to.scope;
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

function edgesTo(point: Point): Edge[] {
  const edges: Edge[] = [];
  for (let at: Point | undefined = point; at !== undefined; at = at.before) {
    if (at.by !== undefined && at.before?.state.open === true) edges.push(at.by);
  }
  return edges.reverse();
}
