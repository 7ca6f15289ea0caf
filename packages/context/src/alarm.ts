/**
 * A moment at which something happens, on the clock it was set by. Clock and timers are looked up
 * when it is set, so that fake ones work.
 */

import type { Due, End } from './protocol.js';
import { queue, type Bell, type Queue } from './queue.js';

/**
 * What the host had when we came: its own timers, as far as anybody can know, and its clocks. Fake
 * ones of Vitest, Jest and Sinon have a `clock`, and go when a test ends. Cloudflare's go with the
 * request that made them. No other alarm may rely on one of those.
 */
const hostSet = 'clock' in setTimeout || 'WebSocketPair' in globalThis ? undefined : setTimeout;
const { clearTimeout: hostClear } = globalThis;
const hostNow: () => number = steadyClock();
const { now: hostDate } = Date;

/** The queue of the host's own timers, which go by its own clock. Not used where none may be shared. */
const hostQueue: Queue = queue(hostSet!, hostClear, hostNow);

/** Dates reach no further than this from the epoch. */
const FURTHEST = 8.64e15;

/** Who is woken by an alarm. `wake` never throws. */
export interface Sleeper {
  wake(): void;
}

export class Alarm implements Due, Bell {
  /** When it rings, on the clock that nobody can set, in whole milliseconds: they take no memory. */
  readonly tick: number;
  below: Bell | undefined = undefined;
  prev: Bell | undefined = undefined;
  next: Bell | undefined = undefined;
  sleeper: Sleeper | undefined = undefined;
  readonly end: End | undefined;
  private moment: number | undefined;
  /** Where it is set. */
  private queue: Queue | undefined = undefined;
  private holds = 0;

  /**
   * An alarm in `ms` milliseconds from now, which is `at` on the calendar where that is known. It
   * is not set yet.
   */
  constructor(ms: number, at?: number, end?: End) {
    // To read a clock takes as long as all the rest, so the host's calendar is read when asked for;
    // to the millisecond it is the same. A fake one, with or without timers, may be gone by then.
    this.moment = at ?? (ms > 0 && Date.now === hostDate && isHost() ? undefined : Date.now() + ms);
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
    if (ms <= 0 || ticks > ms) return false;
    if (at !== undefined && at <= this.at) return false;
    if (this.queue === hostQueue && isHost()) return true;
    const left = this.at - Date.now();
    return ticks > 0 && left > 0 && left < ms;
  }

  /** Wakes its sleeper, once, in `ms` milliseconds. Only for one that was not set before. */
  set(ms: number): void {
    const queue = (this.queue = isHost() ? hostQueue : ownQueue());
    if (this.holds > 0) queue.hold(this.holds);
    queue.add(this, ms);
  }

  /** Does nothing where it is not set. */
  stop(): void {
    const { queue } = this;
    if (queue === undefined) return;
    this.queue = undefined;
    if (this.holds > 0) queue.hold(-this.holds);
    queue.remove(this);
  }

  ring(): void {
    this.stop();
    this.sleeper?.wake();
  }

  hold(more: number): void {
    this.holds += more;
    this.queue?.hold(more);
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
 * A queue for one alarm, of fake timers or such as cannot be shared. They may go by a clock that nobody
 * can read (node:test's move neither `Date` nor `performance` unless told to), so its delay is all
 * there is to know.
 */
function ownQueue(): Queue {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  return queue(set, (timer) => {
    // Once fake timers are gone, theirs never fire; to clear one may break the next ones.
    if (clear === hostClear || clear === globalThis.clearTimeout) clear(timer);
  });
}

function isHost(): boolean {
  return setTimeout === hostSet;
}

function steadyNow(): number {
  return isHost() ? hostNow() : steadyClock()();
}

function steadyClock(): () => number {
  const clock = (globalThis as { performance?: Pick<Performance, 'now'> }).performance ?? Date;
  return clock.now.bind(clock);
}
