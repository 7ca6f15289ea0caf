/**
 * All alarms of one clock, on one native timer: that of the earliest. When it fires, everything
 * due at the time it was set for rings, whatever a clock says.
 */

import { meld, without, type Placed } from './heap.js';

/** The longest delay that hosts honour: beyond it they fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Something that rings at its tick, a whole number of milliseconds. */
export interface Bell extends Placed<Bell> {
  /** Called when it is due; takes it out of the queue. */
  ring(): void;
}

/** What a host's timer may be able to do besides being a number. */
interface Timer {
  ref?: () => void;
  unref?: () => void;
}

export interface Queue {
  /** Makes `bell` ring in `ms` milliseconds from now, which is its tick. */
  add(bell: Bell, ms: number): void;
  /** Keeps `bell`, which is in this queue, from ringing. */
  remove(bell: Bell): void;
  /** So many more wait, or fewer: while any does, the process stays alive until its bell. */
  hold(more: number): void;
}

/**
 * @param now the clock, which nobody can set. Where there is none, what the timer was set for is
 *   all there is to know; and no timer may stay when there is nothing left to wake, as one that
 *   keeps no process alive else may: the next one is then often set for nothing
 */
export function queue(
  set: (f: () => void, ms: number) => unknown,
  clear: (timer: never) => void,
  now?: () => number,
): Queue {
  let first: Bell | undefined;
  /** The one that came last. It often goes first, and so is among the others only once more come. */
  let fresh: Bell | undefined;
  /** Stands in for the first where that was taken away: who comes next is seen once it is due. */
  let gap: Bell | undefined;
  let timer: Timer | undefined;
  /** What the timer was set for, which may have been canceled since: then it wakes us for nothing. */
  let armed = Infinity;
  /** How many wait for a bell of this queue. */
  let holds = 0;

  const hold = (more: number): void => {
    const held = holds > 0;
    holds += more;
    if (holds > 0 !== held) refer();
  };

  const refer = (): void => {
    timer?.[holds > 0 ? 'ref' : 'unref']?.();
  };

  const disarm = (): void => {
    if (timer !== undefined) clear(timer as never);
    timer = undefined;
    armed = Infinity;
  };

  /** Sets the timer for `tick`, in `ms` milliseconds, or for as near to it as it can be. */
  const arm = (tick: number, ms: number): void => {
    disarm();
    const left = Math.max(Math.ceil(ms), 0);
    const delay = Math.min(left, LONGEST);
    armed = tick - left + delay;
    timer = set(fire, delay) as Timer;
    refer();
  };

  const fire = (): void => {
    const due = Math.max(armed, now?.() ?? 0);
    timer = undefined;
    armed = Infinity;
    while (top() && first!.tick <= due) first!.ring();
    // To ring may have taken a while.
    if (first && first.tick < armed) arm(first.tick, first.tick - Math.max(due, now?.() ?? 0));
  };

  // Often the oldest goes first, and to find the next each time takes longer than all the rest.
  const standIn = (bell: Bell): Bell => {
    const { tick, below } = bell;
    const ring = (): void => {
      first = without(first, made);
    };
    const made: Bell = { tick, below, prev: undefined, next: undefined, ring };
    if (below) below.prev = made;
    bell.below = undefined;
    return made;
  };

  /** The first of all. */
  const top = (): Bell | undefined => {
    const bell = fresh;
    if (!bell) return first;
    fresh = undefined;
    if (first && first === gap && bell.tick < gap.tick) gap.ring();
    return (first = meld(first, bell));
  };

  return {
    hold,
    add(bell, ms) {
      top();
      fresh = bell;
      if (bell.tick < armed) arm(bell.tick, ms);
    },
    remove(bell) {
      if (bell === fresh) fresh = undefined;
      else if (bell === first && bell.below && armed < Infinity) first = gap = standIn(bell);
      else first = without(first, bell);
      if (first && first === gap && !gap.below) first = undefined;
      if (!first && !fresh && !(now && timer?.unref)) disarm();
    },
  };
}
