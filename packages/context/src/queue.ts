/**
 * All alarms of one clock, on one native timer: that of the earliest. When it fires, everything
 * due at the time it was set for rings, whatever a clock says.
 */

import { Heap, type Placed } from './heap.js';

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

export class Queue {
  private readonly host: Host;
  private readonly bells = new Heap<Bell>();
  private timer: Timer | undefined = undefined;
  /** What the timer was set for, which may have been canceled since: then it wakes us for nothing. */
  private armed = Infinity;
  /** How many wait for a bell of this queue. */
  private holds = 0;

  constructor(host: Host) {
    this.host = host;
  }

  /** Makes `bell` ring in `ms` milliseconds from now, which is its tick. */
  add(bell: Bell, ms: number): void {
    this.bells.add(bell, bell.tick);
    if (bell.tick < this.armed) this.arm(bell.tick, ms);
  }

  /** Keeps `bell`, which is in this queue, from ringing. */
  remove(bell: Bell): void {
    this.bells.remove(bell);
    if (this.bells.size > 0) return;
    if (!this.host.spare || this.timer?.unref === undefined) this.disarm();
  }

  /** One more waits: until each has let go, or all bells have rung, the process stays alive. */
  hold(): void {
    this.holds += 1;
    if (this.holds === 1) this.timer?.ref?.();
  }

  release(): void {
    this.holds -= 1;
    if (this.holds === 0) this.timer?.unref?.();
  }

  private arm(tick: number, ms: number): void {
    this.disarm();
    const delay = Math.min(Math.ceil(ms - DUST), LONGEST);
    this.armed = delay < ms - DUST ? tick - (ms - delay) : tick;
    const { set } = this.host;
    this.timer = set(() => {
      this.fire();
    }, delay) as Timer;
    if (this.holds === 0) this.timer.unref?.();
  }

  private disarm(): void {
    this.armed = Infinity;
    const { timer } = this;
    if (timer === undefined) return;
    this.timer = undefined;
    const { clear } = this.host;
    clear(timer as never);
  }

  private fire(): void {
    const { bells, host } = this;
    const due = Math.max(this.armed, host.now());
    this.timer = undefined;
    this.armed = Infinity;
    while (bells.next() <= due) bells.take()?.ring();
    const next = bells.next();
    if (next < this.armed) this.arm(next, next - due);
  }
}
