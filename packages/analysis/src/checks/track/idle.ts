/**
 * Decisions on a path that come to nothing: whichever way is taken, and whatever is decided on it, it comes back to the path
 * further on, with nothing known that the path does not need.
 *
 *     const name = user.name ?? 'nobody';
 *     if (name === 'root') warn();
 *     if (isClosed) return;                 // only this one leads to the loss
 */
import type { Edge } from '../../flow/graph.js';
import type { Frame } from './frame.js';
import { leavings, makeSeen, pathTo, type Landings, type Point } from './search.js';
import { differenceOf } from './state.js';

/** How far on, in points, a path is looked at, and how many points may lie between. */
const farthest = 12;
const mostBetween = 60;
/** How many points may be looked at for one path. */
const mostPoints = 4_000;

/** The points of a path of which nobody need know how they were left. */
export function idleOn(frame: Frame, last: Point): ReadonlySet<Point> {
  const path = pathTo(last);
  const idle = new Set<Point>();
  let left = mostPoints;
  for (let i = 0; i < path.length - 1 && left > 0; i++) {
    const point = path[i]!;
    if (!point.state.open || !isDecision(path[i + 1]!)) continue;
    for (let j = i + 1; j < path.length && j <= i + farthest; j++) {
      if (!allComeTo(point, j)) continue;
      for (; i < j; i++) idle.add(path[i]!);
      i--;
      break;
    }
  }
  return idle;

  /** Do all ways from a point come to the rest of the path, which begins with its point number `at`, as far as nothing throws? */
  function allComeTo(from: Point, at: number): boolean {
    const isNew = makeSeen();
    const points = [from];
    restart(frame);
    for (const point of points) {
      if (!point.state.open || points.length > mostBetween) return false;
      if (!isNew(point)) continue;
      left--;
      const ways = [...leavings(frame, point)];
      if (frame.closed || frame.losses.length > 0) return false;
      for (const { edge, matters, isOpen, to } of ways) {
        if (edge !== undefined && isException(edge)) continue;
        // A way that ends, or that what is known already does not let anybody take, is what the decision is about.
        if (matters && to.length === 0 && (isOpen || point === from)) return false;
        points.push(...to.filter((next) => !joins(next, at)));
      }
    }
    return true;
  }

  /** Is the loss as near from a point as along the rest of the path, whatever was learned on the way? */
  function joins(point: Point, at: number): boolean {
    const to = path[at];
    if (to === undefined || !isWhere(point, to)) return false;
    return knowsNoMore(to, point) || canGo(point, at + 1);
  }

  /** Can the path be taken from a point on by its points from number `first` on, and is it lost at its end? */
  function canGo(from: Point, first: number): boolean {
    let at = from;
    for (let i = first; i < path.length; i++) {
      const next = path[i]!;
      left--;
      const ways = [...leavings(frame, at)].filter(({ edge }) => edge === next.by?.edge);
      const found = ways.flatMap(({ to }) => to).find((each) => isWhere(each, next));
      if (found === undefined) {
        restart(frame);
        return false;
      }
      at = found;
    }
    restart(frame);
    const isLost = [...leavings(frame, at)].length > 0 && frame.losses.length > 0;
    restart(frame);
    return isLost;
  }
}

function isDecision({ by }: Point): boolean {
  return by?.matters === true && (by.edge.kind === 'true' || by.edge.kind === 'false');
}

function restart(frame: Frame): void {
  frame.closed = false;
  frame.losses.length = 0;
}

/** What a call may throw, but no `throw` statement, nor an exception that is taken up again. */
function isException({ kind, from }: Edge): boolean {
  return kind === 'throw' && from.succs.some((other) => other.kind !== 'throw');
}

/** Are two points the same but for what was learned on the way? */
function isWhere(point: Point, other: Point): boolean {
  return (
    point.block === other.block &&
    point.state.base === other.state.base &&
    areSame(point.landings, other.landings)
  );
}

/** Does what is at the one go wherever the path goes from the other, which is where it is? */
function knowsNoMore(other: Point, point: Point): boolean {
  return differenceOf(other.state.facts, point.state.facts) === 'less';
}

function areSame(a: Landings, b: Landings): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.landing === b.landing && areSame(a.outer, b.outer);
}
