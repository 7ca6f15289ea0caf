/**
 * A shortest path on which the resource is lost, as a reader counts, by decisions and exceptions. Looked for only where
 * something is lost, to show how. What goes on inside the closures that are called on the way is searched for once the way is
 * found; nobody asks whether another way would be shorter inside.
 */
import type { Block, Edge } from '../../flow/graph.js';
import type { Entered, Exit, Frame, Loss, Vain } from './frame.js';
import { idleOn } from './idle.js';
import { pathTo, search, type Budget, type Point, type Seeds } from './search.js';
import { differenceOf, setOf, type State, type States } from './state.js';
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

/** How deep called closures are looked into, and how many steps that may take. */
const deepest = 4;
const mostInside = 2_000;

/** Finds a shortest path; `undefined` where nothing is lost, or where telling takes more than `mostSteps`. */
export function shortestLoss(tracker: Tracker, mostSteps: number): LostPath | undefined {
  return lossFrom(tracker.open(), tracker.seeds, { left: mostSteps }, deepest);
}

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
  frame.vain.clear();
  for (const { block, state } of pathTo(last)) {
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
  const idle = idleOn(frame, point);
  for (let at = point; at.before !== undefined; at = at.before) {
    const { before, by } = at;
    if (by === undefined || !before.state.open || idle.has(before)) continue;
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

function edgesTo(point: Point): Edge[] {
  return pathTo(point).flatMap(({ by, before }) =>
    by?.matters === true && before?.state.open === true ? [by.edge] : [],
  );
}
