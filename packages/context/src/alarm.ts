/**
 * A moment at which something happens, on the clock it was set by. Clock and timers are looked up
 * when it is set, so that fake ones work.
 */

import type { Due, End } from './protocol.js';
import { Queue, type Bell } from './queue.js';

/** What the host had when we came: its own timers, as far as anybody can know. */
const { setTimeout: hostSet, clearTimeout: hostClear } = globalThis;
const hostNow: () => number = steadyClock();

/** The queue of the host's own timers, which go by its own clock. */
const hostQueue = new Queue({
  set: hostSet,
  clear: hostClear,
  now: hostNow,
  spare: true,
});

/** Who is woken by an alarm. `wake` never throws. */
export interface Sleeper {
  wake(): void;
}

export class Alarm implements Due, Bell {
  readonly at: number;
  /** The same moment on the clock that nobody can set, in whole milliseconds: they take no memory. */
  readonly tick: number;
  place = 0;
  sleeper: Sleeper | undefined = undefined;
  readonly end: End | undefined;
  private holds = 0;
  /** Where this is set; `undefined` before and after. */
  private queue: Queue | undefined = undefined;

  /** An alarm at `at` on the calendar, in `ms` milliseconds from now. It is not set yet. */
  constructor(at: number, ms: number, end?: End) {
    this.at = at;
    this.end = end;
    this.tick = Math.ceil(steadyNow() + ms);
  }

  /**
   * Clocks can be set, and fake ones replaced, after this was made; then they say nothing about
   * when its timer fires. So both must agree, and find it still to come.
   */
  precedes(ms: number): boolean {
    const left = this.at - Date.now();
    const ticks = this.tick - steadyNow();
    return left > 0 && left < ms && ticks > 0 && ticks < ms;
  }

  /** Wakes its sleeper, once, in `ms` milliseconds. Only for one that was not set before. */
  set(ms: number): void {
    this.queue = queueNow();
    if (this.holds > 0) this.queue.hold();
    this.queue.add(this, ms);
  }

  /** Does nothing where it is not set. */
  stop(): void {
    const { queue } = this;
    if (queue === undefined) return;
    this.leave(queue);
    queue.remove(this);
  }

  ring(): void {
    if (this.queue !== undefined) this.leave(this.queue);
    this.sleeper?.wake();
  }

  hold(): void {
    this.holds += 1;
    if (this.holds === 1) this.queue?.hold();
  }

  release(): void {
    this.holds -= 1;
    if (this.holds === 0) this.queue?.release();
  }

  private leave(queue: Queue): void {
    this.queue = undefined;
    if (this.holds > 0) queue.release();
  }
}

/**
 * The queue to be set in. Fake timers may go by a clock that nobody can read (node:test's move
 * neither `Date` nor `performance` unless told to), so there each alarm is a queue of its own:
 * its delay is all there is to know.
 */
function queueNow(): Queue {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  if (set === hostSet) return hostQueue;
  const clearIfThere = (timer: never): void => {
    // Once fake timers are gone, theirs never fire; to clear one may break the next ones.
    if (clear === hostClear || clear === globalThis.clearTimeout) clear(timer);
  };
  return new Queue({ set, clear: clearIfThere, now: steadyNow, spare: false });
}

function steadyNow(): number {
  return globalThis.setTimeout === hostSet ? hostNow() : steadyClock()();
}

function steadyClock(): () => number {
  const clock = (globalThis as { performance?: Pick<Performance, 'now'> }).performance;
  return clock === undefined ? Date.now : clock.now.bind(clock);
}
