/**
 * A moment at which something happens, on the clock it was set by. Clock and timers are looked up
 * when it is set, so that fake ones work.
 */

import { NOWHERE } from './heap.js';
import type { Due, End } from './protocol.js';
import { queue, type Bell, type Queue } from './queue.js';

/** What the host had when we came: its own timers, as far as anybody can know, and its clocks. */
const { setTimeout: hostSet, clearTimeout: hostClear } = globalThis;
const hostNow: () => number = steadyClock();
const { now: hostDate } = Date;

/** The queue of the host's own timers, which go by its own clock. */
const hostQueue: Queue = queue({
  set: hostSet,
  clear: hostClear,
  now: hostNow,
  spare: true,
});

/** Dates reach no further than this from the epoch. */
const FURTHEST = 8.64e15;

/** Who is woken by an alarm. `wake` never throws. */
export interface Sleeper {
  wake(): void;
}

export class Alarm implements Due, Bell {
  /** When it rings, on the clock that nobody can set, in whole milliseconds: they take no memory. */
  readonly tick: number;
  place: number = NOWHERE;
  sleeper: Sleeper | undefined = undefined;
  readonly end: End | undefined;
  private readonly queue: Queue;
  private moment: number | undefined;
  private holds = 0;

  /**
   * An alarm in `ms` milliseconds from now, which is `at` on the calendar where that is known. It
   * is not set yet.
   */
  constructor(ms: number, at?: number, end?: End) {
    this.queue = queueNow();
    // To read a clock takes as long as all the rest, so the host's calendar is read when asked for;
    // to the millisecond it is the same. A fake one may be gone by then.
    const canWait = ms > 0 && this.queue === hostQueue;
    this.moment = at ?? (canWait ? undefined : Date.now() + ms);
    this.end = end;
    this.tick = Math.ceil(steadyNow() + ms);
  }

  get at(): number {
    const at = (this.moment ??= Math.floor(hostDate() + this.tick - hostNow()));
    return Math.min(Math.max(at, -FURTHEST), FURTHEST);
  }

  /**
   * Fake clocks can be replaced after this was made, and stand still; then they say nothing about
   * when its timer fires. So there calendar and clock must agree, and find it still to come.
   */
  precedes(ms: number, at: number | undefined): boolean {
    const ticks = this.tick - steadyNow();
    if (ticks <= 0 || ticks > ms) return false;
    if (at !== undefined && at <= this.at) return false;
    if (this.queue === hostQueue && setTimeout === hostSet) return true;
    const left = this.at - Date.now();
    return left > 0 && left < ms;
  }

  /** Wakes its sleeper, once, in `ms` milliseconds. Only for one that was not set before. */
  set(ms: number): void {
    if (this.holds > 0) this.queue.hold(this.holds);
    this.queue.add(this, ms);
  }

  /** Does nothing where it is not set. */
  stop(): void {
    if (this.place === NOWHERE) return;
    if (this.holds > 0) this.queue.hold(-this.holds);
    this.queue.remove(this);
  }

  ring(): void {
    if (this.holds > 0) this.queue.hold(-this.holds);
    this.sleeper?.wake();
  }

  hold(more: number): void {
    this.holds += more;
    if (this.place !== NOWHERE) this.queue.hold(more);
  }
}

/** Calls `wake` in `ms` milliseconds, and keeps the process alive until then or until stopped. */
export function after(ms: number, wake: () => void): Alarm {
  const alarm = new Alarm(ms);
  alarm.sleeper = { wake };
  alarm.hold(1);
  alarm.set(ms);
  return alarm;
}

/**
 * The queue to be set in. Fake timers may go by a clock that nobody can read (node:test's move
 * neither `Date` nor `performance` unless told to), so there each alarm is a queue of its own:
 * its delay is all there is to know.
 */
function queueNow(): Queue {
  if (setTimeout === hostSet) return hostQueue;
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const clearIfThere = (timer: never): void => {
    // Once fake timers are gone, theirs never fire; to clear one may break the next ones.
    if (clear === hostClear || clear === globalThis.clearTimeout) clear(timer);
  };
  return queue({ set, clear: clearIfThere, now: steadyNow, spare: false });
}

function steadyNow(): number {
  return setTimeout === hostSet ? hostNow() : steadyClock()();
}

function steadyClock(): () => number {
  const clock = (globalThis as { performance?: Pick<Performance, 'now'> }).performance;
  return clock === undefined ? Date.now : clock.now.bind(clock);
}
