/**
 * A deadline with its timer. Clock and timers are looked up when used, so that fake ones work;
 * once a timer is set, only the timer decides, whatever a clock says.
 */

import type { Due } from './protocol.js';

/** The longest delay that hosts honour: beyond it they fire at once. */
const LONGEST = 2 ** 31 - 1;

/** What a host's timer may be able to do besides being a number. */
interface Timer {
  ref?: () => void;
  unref?: () => void;
  close?: () => void;
}

export class Alarm implements Due {
  readonly at: number;
  /** The same moment on the clock that nobody can set. */
  private readonly tick: number;
  private holds = 0;
  private timer: Timer | undefined = undefined;
  /** The `clearTimeout` that belonged to the `setTimeout` that set the timer. */
  private clear: typeof clearTimeout | undefined = undefined;

  constructor(at: number, ms: number) {
    this.at = at;
    this.tick = steady() + ms;
  }

  /**
   * Clocks can be set, and fake ones replaced, after this was made; then they say nothing about
   * when its timer fires. So both must agree, and find it still to come.
   */
  precedes(ms: number): boolean {
    const left = this.at - Date.now();
    const ticks = this.tick - steady();
    return left > 0 && left < ms && ticks > 0 && ticks < ms;
  }

  /** Calls `f` once, in `ms` milliseconds and never before. Only for one that was not started. */
  start(ms: number, f: () => void): void {
    const delay = Math.min(Math.ceil(ms), LONGEST);
    this.clear = clearTimeout;
    this.timer = setTimeout(() => {
      if (delay < ms) this.start(ms - delay, f);
      else f();
    }, delay);
    if (this.holds === 0) this.timer.unref?.();
  }

  /** Frees the timer. Does nothing where there is none. */
  stop(): void {
    const { timer, clear } = this;
    if (timer === undefined) return;
    this.timer = this.clear = undefined;
    // Fake timers came or went since: the `clearTimeout` of one clock cannot clear, and may
    // break, a timer of another. Node's own timers know how to close.
    if (clear !== clearTimeout && typeof timer.close === 'function') timer.close();
    else clearTimeout(timer as NodeJS.Timeout);
  }

  hold(): void {
    this.holds += 1;
    if (this.holds === 1) this.timer?.ref?.();
  }

  release(): void {
    this.holds -= 1;
    if (this.holds === 0) this.timer?.unref?.();
  }
}

function steady(): number {
  const clock = (globalThis as { performance?: Pick<Performance, 'now'> }).performance;
  return clock === undefined ? Date.now() : clock.now();
}
