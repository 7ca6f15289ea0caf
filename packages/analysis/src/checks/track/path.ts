/**
 * A shortest path on which the resource is lost, as a reader counts, by decisions and exceptions: breadth first over
 * blocks, states and the landings whose `finally` is running. Walked only where something is lost, to show how. What goes on inside the closures that are called
 * on the way is searched for once the way is found; nobody asks whether another way would be shorter inside.
 */
import type { Block, Edge } from '../../flow/graph.js';
import type { Entered, Exit, Frame, Loss, Vain } from './frame.js';
import { differenceOf, setOf, type Facts, type State, type States } from './state.js';
import type { Tracker } from './tracker.js';

/** A path from the acquisition to the loss. */
export interface LostPath {
  /** The edges that were taken since the acquisition, in order. */
  readonly edges: readonly Edge[];
  /** The same with what was taken inside the closures that were called on the way. */
  readonly steps: readonly Step[];
  readonly loss: Loss;
  /** Where it was put, or given, in vain on the way, in order. */
  readonly vain: readonly Vain[];
  /** The edges that were taken in the graph where the loss is: a closure may lose. */
  readonly beside: readonly Edge[];
}

/** A step of a path. */
export interface Step {
  readonly from: Block;
  /** The edge that was taken; `undefined` where it does not matter, or the resource was lost inside. */
  readonly edge: Edge | undefined;
  /** The steps inside the closure that the block calls. */
  readonly inside: readonly Step[];
}

/** A point of a path, with the way that led to it. */
interface Point {
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

/** How deep called closures are looked into, and how many steps that may take. */
const deepest = 4;
const mostInside = 2_000;

/** The landings whose region is running, the innermost first. */
type Landings = { readonly landing: Block; readonly outer: Landings } | undefined;

/** Finds a shortest path; `undefined` where nothing is lost, or where telling takes more than `mostSteps`. */
export function shortestLoss(tracker: Tracker, mostSteps: number): LostPath | undefined {
  return lossFrom(tracker.open(), tracker.seeds, { left: mostSteps }, deepest);
}

/** How many steps may still be taken. */
interface Budget {
  left: number;
}

type Seeds = readonly (readonly [Block, State])[];

function lossFrom(frame: Frame, seeds: Seeds, budget: Budget, depth: number): LostPath | undefined {
  const last = search(frame, seeds, budget, () => frame.losses.length > 0);
  const [loss] = frame.losses;
  if (last === undefined || loss === undefined) return undefined;
  const edges = edgesTo(last);
  const inside = { left: mostInside };
  const steps = stepsTo(frame, last, inside, depth);
  const deeper = lossInside(frame, last, inside, depth);
  if (deeper !== undefined) {
    const within = { from: last.block, edge: undefined, inside: deeper.steps };
    const { loss: lost, beside } = deeper;
    const vain = [...vainOn(frame, last), ...deeper.vain];
    return { edges, steps: [...steps, within], loss: lost, vain, beside };
  }
  if (loss.kind === 'edge') {
    const loses = (states: States): boolean => {
      frame.losses.length = 0;
      frame.problem.cross?.(loss.edge, states);
      return frame.losses.length > 0;
    };
    steps.push(...lastStep(frame, last, loss.edge, loses, inside, depth));
  }
  return { edges, steps, loss, vain: vainOn(frame, last, loss), beside: edges };
}

/** Where it was put, or given, in vain on the way to a point and at the loss there, and not on others that were tried. */
function vainOn(frame: Frame, last: Point, loss?: Loss): Vain[] {
  const points: Point[] = [];
  for (let at: Point | undefined = last; at !== undefined; at = at.before) points.push(at);
  frame.vain.clear();
  for (const { block, state } of points.reverse()) {
    if (block.runs === undefined) frame.problem.transfer(block, setOf([state]));
  }
  if (loss?.kind === 'edge') frame.problem.cross?.(loss.edge, statesAt(frame, last, loss.edge));
  return [...frame.vain.values()];
}

/** The states that come from a point to an edge. */
function statesAt({ problem }: Frame, { block, state }: Point, edge: Edge): States {
  const here = setOf([state]);
  return (edge.from === block ? problem.transfer(block, here)(edge) : undefined) ?? here;
}

/** Where a closure that is called at a point loses, the path inside. */
function lossInside(
  frame: Frame,
  { block, state }: Point,
  budget: Budget,
  depth: number,
): LostPath | undefined {
  const entered = enteredAt(frame, block, state);
  if (depth === 0 || entered === undefined || entered.body.losses.length === 0) return undefined;
  return lossFrom(entered.open(), [entered.seed], budget, depth - 1);
}

/** The steps to a point, with those inside what was called. */
function stepsTo(frame: Frame, point: Point, budget: Budget, depth: number): Step[] {
  const steps: Step[] = [];
  for (let at = point; at.before !== undefined; at = at.before) {
    const { before, by } = at;
    if (by === undefined || !before.state.open) continue;
    const { base, facts } = by.state;
    const comesTo = (states: States): boolean =>
      [...states.values()].some(
        (each) => each.base === base && differenceOf(each.facts, facts) === 'less',
      );
    const inside = stepsInside(frame, before, by.edge, comesTo, budget, depth);
    const edge = by.matters ? by.edge : undefined;
    if (edge !== undefined || inside.length > 0) steps.push({ from: before.block, edge, inside });
  }
  return steps.reverse();
}

/** The step that leaves a graph, if there is anything to tell inside. */
function lastStep(
  frame: Frame,
  point: Point,
  edge: Edge,
  isTaken: (states: States) => boolean,
  budget: Budget,
  depth: number,
): Step[] {
  if (edge.from !== point.block) return [];
  const inside = stepsInside(frame, point, edge, isTaken, budget, depth);
  return inside.length === 0 ? [] : [{ from: point.block, edge: undefined, inside }];
}

/** The steps inside a closure that is called at a point, to an exit from which the states that come to the edge are taken. */
function stepsInside(
  frame: Frame,
  { block, state }: Point,
  edge: Edge,
  isTaken: (states: States) => boolean,
  budget: Budget,
  depth: number,
): readonly Step[] {
  const entered = depth === 0 ? undefined : enteredAt(frame, block, state);
  if (entered === undefined) return [];
  const body = entered.open();
  let taken: Exit | undefined;
  const last = search(body, [entered.seed], budget, () => {
    taken = body.exits.splice(0).find((exit) => {
      frame.watch = { entered: [], only: exit };
      const states = frame.problem.transfer(block, setOf([state]))(edge);
      frame.watch = undefined;
      return states !== undefined && isTaken(states);
    });
    return taken !== undefined;
  });
  if (last === undefined || taken === undefined) return [];
  const { edge: exit, state: left } = taken;
  const comesTo = (states: States): boolean => {
    body.exits.length = 0;
    body.problem.cross?.(exit, states);
    return body.exits.some((each) => each.state.key === left.key);
  };
  const steps = stepsTo(body, last, budget, depth - 1);
  return [...steps, ...lastStep(body, last, exit, comesTo, budget, depth - 1)];
}

/** The closure that a block calls; `undefined` for none, and for several. */
function enteredAt(frame: Frame, block: Block, state: State): Entered | undefined {
  if (block.runs !== undefined || block.items.length === 0) return undefined;
  const entered: Entered[] = [];
  frame.watch = { entered, only: undefined };
  frame.problem.transfer(block, setOf([state]));
  frame.watch = undefined;
  return entered.length === 1 ? entered[0] : undefined;
}

/** The point of which the search is over, on a way that takes the fewest steps to tell, and of those a shortest. */
function search(
  frame: Frame,
  seeds: Seeds,
  budget: Budget,
  isOver: () => boolean,
): Point | undefined {
  const seen = new Map<string, Facts[]>();
  const start = { landings: undefined, before: undefined, by: undefined };
  /** The points to come, by their distance from those that are looked at. */
  const rounds: Point[][] = [
    seeds.map(([block, state]) => ({ ...start, block: skipped(block), state })),
  ];
  for (let points = rounds.shift(); points !== undefined; points = rounds.shift()) {
    // Those at no distance come to the ones that the loop goes through.
    for (const point of points) {
      if (budget.left <= 0) return undefined;
      if (!isNew(point)) continue;
      for (const after of stepsFrom(frame, point)) {
        const { cost = 0 } = after.by ?? {};
        while (rounds.length < cost) rounds.push([]);
        const round = cost === 0 ? points : rounds[cost - 1]!;
        round.push({ ...after, block: skipped(after.block) });
      }
      if (isOver()) return point;
    }
  }
  return undefined;

  function skipped(block: Block): Block {
    return frame.problem.skip?.(block) ?? block;
  }

  function isNew({ block, state, landings }: Point): boolean {
    let key = `${String(block.id)} ${state.base}`;
    for (let at = landings; at !== undefined; at = at.outer) key += ` ${String(at.landing.id)}`;
    const known = seen.get(key);
    // Who came here sooner and knows less goes wherever this one can.
    if (known?.some((others) => differenceOf(state.facts, others) === 'less')) return false;
    if (known === undefined) seen.set(key, [state.facts]);
    else known.push(state.facts);
    budget.left--;
    return true;
  }
}

/** A decision or an exception is told; so is the call of a closure, with what is decided inside. */
function costOf(edge: Edge, matters: boolean, entered: readonly Entered[]): number {
  const isTold = matters && edge.kind !== 'normal' && edge.kind !== 'return';
  return (isTold ? 1 : 0) + (entered.length > 0 ? 2 : 0);
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
  const entered: Entered[] = [];
  frame.watch = { entered, only: undefined };
  const out = isEnd ? undefined : frame.problem.transfer(block, setOf([state]));
  frame.watch = undefined;
  for (const edge of from.succs) {
    const taken = out === undefined ? setOf([state]) : out(edge);
    if (taken === undefined) continue;
    const matters = out === undefined || !isIdle(frame, edge, out);
    for (const each of taken.values()) {
      const only = setOf([each]);
      const crossed = crossing(frame, edge, only);
      // An edge that loses gives nothing to go on with.
      if (crossed === undefined || edge.to === frame.graph.exit) continue;
      const by = { edge, state: each, matters, cost: costOf(edge, matters, entered) };
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
}

function crossing({ problem }: Frame, edge: Edge, states: States): States | undefined {
  return problem.cross === undefined ? states : problem.cross(edge, states);
}

/**
 * Does a decision come to nothing, as that of `this.log?.(x)`, because both ways meet before anything of ours happens, or would
 * meet if both could be taken?
 */
function isIdle({ problem }: Frame, edge: Edge, out: (edge: Edge) => States | undefined): boolean {
  const to = problem.skip?.(edge.to);
  if ((edge.kind !== 'true' && edge.kind !== 'false') || to === undefined) return false;
  return edge.from.succs.every((other) => {
    const states = out(other);
    const here = out(edge);
    const isSame = states === undefined || (here !== undefined && problem.equals(states, here));
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
    if (at.by?.matters === true && at.before?.state.open === true) edges.push(at.by.edge);
  }
  return edges.reverse();
}
