/**
 * All alarms of one clock, on one native timer: that of the earliest. When it fires, everything
 * due at the time it was set for rings, whatever a clock says.
 */

import { heap, type Placed } from './heap.js';

/** The longest delay that hosts honour: beyond it they fire at once. */
const LONGEST = 2 ** 31 - 1;

/** A sum of fractions of milliseconds may be off by this much, which is no reason to wait longer. */
const DUST = 1e-6;

/** Timers, and the clock that they go by. */
export interface Host {
  readonly set: (f: () => void, ms: number) => unknown;
  readonly clear: (timer: never) => void;
  /** Milliseconds since some moment. Nobody can set it. */
  readonly now: () => number;
  /**
   * Whether a timer that keeps no process alive may stay when there is nothing left to wake: the
   * next one is then often set for nothing, where deadlines come and go.
   */
  readonly spare: boolean;
}

/** Something that rings at its tick. */
export interface Bell extends Placed {
  readonly tick: number;
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

export function queue({ set, clear, now, spare }: Host): Queue {
  const bells = heap<Bell>();
  let timer: Timer | undefined;
  /** What the timer was set for, which may have been canceled since: then it wakes us for nothing. */
  let armed = Infinity;
  /** How many wait for a bell of this queue. */
  let holds = 0;

  const disarm = (): void => {
    armed = Infinity;
    if (timer !== undefined) clear(timer as never);
    timer = undefined;
  };

  const arm = (tick: number, ms: number): void => {
    disarm();
    const delay = Math.min(Math.ceil(ms - DUST), LONGEST);
    armed = delay < ms - DUST ? tick - (ms - delay) : tick;
    timer = set(fire, delay) as Timer;
    if (holds === 0) timer.unref?.();
  };

  const fire = (): void => {
    const due = Math.max(armed, now());
    timer = undefined;
    armed = Infinity;
    while (bells.next() <= due) bells.take()?.ring();
    const next = bells.next();
    if (next < armed) arm(next, next - due);
  };

  return {
    add(bell, ms) {
      bells.add(bell, bell.tick);
      if (bell.tick < armed) arm(bell.tick, ms);
    },
    remove(bell) {
      if (bells.remove(bell) > 0) return;
      if (!spare || timer?.unref === undefined) disarm();
    },
    hold(more) {
      const held = holds > 0;
      holds += more;
      if (holds > 0 === held) return;
      if (held) timer?.unref?.();
      else timer?.ref?.();
    },
  };
}
