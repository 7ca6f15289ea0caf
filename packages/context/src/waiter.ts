/** A leaf that is no context: a function that hears of the end, until it is taken off. */

import { attempt } from './attempt.js';
import type { Context } from './context.js';
import type { Branch, Due, End, Leaf } from './protocol.js';
import { attach, dueOf, tieOf } from './tie.js';
import { cut } from './tree.js';

/**
 * Calls `f` when `ctx` ends, inside of whatever ends it, or now where it has ended. Until then the
 * deadline of `ctx` is held.
 *
 * @param f our own code, which must not throw
 */
export function wait(ctx: Context, f: (end: End) => void): Waiter {
  const tie = tieOf(ctx);
  const due = dueOf(tie);
  // A context that is not ours may throw, and who called hears of that: so far nothing is held.
  const waiter = attach(new Waiter(f), tie);
  if (waiter.live) waiter.hold(due);
  return waiter;
}

/** As `wait`, for who only wants to know: it keeps no process alive. */
export function listen(ctx: Context, f: (end: End) => void): Waiter {
  return attach(new Waiter(f), tieOf(ctx));
}

export class Waiter implements Leaf {
  owner: Branch | undefined = undefined;
  prev: Leaf | undefined = undefined;
  next: Leaf | undefined = undefined;
  readonly last: undefined = undefined;
  private ended: End | undefined = undefined;
  /** Takes back, at the end or when stopped, what was registered elsewhere. */
  private undone: (() => unknown) | undefined = undefined;
  private due: Due | undefined = undefined;
  /** `undefined` once it was called or taken off. */
  private f: ((end: End) => void) | undefined;

  constructor(f: (end: End) => void) {
    this.f = f;
  }

  /** Holds `due` until it was called or taken off. */
  hold(due: Due | undefined): void {
    this.due = due;
    due?.hold(1);
  }

  get live(): boolean {
    return this.ended === undefined && this.f !== undefined;
  }

  undo(f: () => unknown): void {
    this.undone = f;
    if (!this.live) this.free();
  }

  mark(end: End): void {
    this.ended = end;
  }

  settle(): void {
    const { f, ended } = this;
    if (f === undefined || ended === undefined) return;
    this.free();
    f(ended);
  }

  /** Takes the function off. Returns whether that keeps it from being called. */
  stop(): boolean {
    if (!this.live) return false;
    cut(this);
    this.free();
    return true;
  }

  private free(): void {
    if (this.f !== undefined) this.due?.hold(-1);
    const { undone } = this;
    this.f = this.undone = undefined;
    if (undone !== undefined) attempt(undone);
  }
}
