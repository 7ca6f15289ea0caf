/** Contexts that end at a moment, or after a while. */

import { Alarm } from './alarm.js';
import { assertContext, assertNumber } from './arguments.js';
import { BranchContext, isOurBranch } from './branch.js';
import type { CancelFunc } from './cancel-func.js';
import type { Context } from './context.js';
import { DeadlineExceeded } from './errors.js';
import { withItsCancel } from './with-cancel.js';
import { attach, dueOf, follow, tieOf } from './tie.js';

/**
 * Makes a context that ends at `d`, when the returned function is called, or when `parent` ends,
 * whichever comes first. Where the deadline comes first, `err()` is `DeadlineExceeded`.
 *
 * A deadline that has passed ends the context before it is returned. Where `parent` has an
 * earlier one, that one counts, and no timer is made. A deadline that is set stays where it is
 * when somebody sets the clock.
 *
 * Call the function once the work is over: until then the timer runs. The timer keeps a process
 * alive only while somebody waits for the end with `done()` or `afterFunc`, here or below.
 *
 * @param d a Date, or milliseconds since the epoch; `Infinity` is no deadline
 * @throws TypeError if `parent` is not a context, or `d` neither a Date nor a number
 * @throws RangeError if `d` is an invalid Date or `NaN`
 * @see https://pkg.go.dev/context#WithDeadline
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const noon = new Date('2020-01-01T12:00:00Z');
 * const [ctx, cancel] = context.withDeadline(context.background(), noon);
 * console.log(ctx.err()?.message); // context deadline exceeded
 * console.log(ctx.deadline()?.toISOString()); // 2020-01-01T12:00:00.000Z
 * cancel();
 * ```
 */
export function withDeadline(
  parent: Context,
  d: Date | number,
): [ctx: Context, cancel: CancelFunc] {
  return byDeadline('withDeadline', parent, d);
}

/**
 * As `withDeadline`, and `cause` says why it ended if the deadline comes first. The returned
 * function gives no cause: canceled, the cause is `Canceled`.
 *
 * @param cause what `cause(ctx)` gives once the deadline has passed; nil for `DeadlineExceeded`
 * @throws as `withDeadline`
 * @see https://pkg.go.dev/context#WithDeadlineCause
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const closed = new Error('the shop is closed');
 * const [ctx, cancel] = context.withDeadlineCause(context.background(), Date.now(), closed);
 * console.log(ctx.err()?.message); // context deadline exceeded
 * console.log(context.cause(ctx)?.message); // the shop is closed
 * cancel();
 * ```
 */
export function withDeadlineCause(
  parent: Context,
  d: Date | number,
  cause: Error | undefined,
): [ctx: Context, cancel: CancelFunc] {
  return byDeadline('withDeadlineCause', parent, d, cause);
}

/**
 * As `withDeadline`, `ms` milliseconds from now. `Infinity` is no deadline; zero or less is
 * exceeded at once. Timeouts longer than a host's timers allow are honoured.
 *
 * @param ms milliseconds, of which fractions count
 * @throws TypeError if `parent` is not a context, or `ms` not a number
 * @throws RangeError if `ms` is `NaN`
 * @see https://pkg.go.dev/context#WithTimeout
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withTimeout(context.background(), 5);
 * try {
 *   await ctx.done();
 *   console.log(ctx.err()?.message); // context deadline exceeded
 * } finally {
 *   cancel();
 * }
 * ```
 */
export function withTimeout(parent: Context, ms: number): [ctx: Context, cancel: CancelFunc] {
  return byTimeout('withTimeout', parent, ms);
}

/**
 * As `withTimeout`, and `cause` says why it ended if the timeout comes first. The returned
 * function gives no cause: canceled, the cause is `Canceled`.
 *
 * @param cause what `cause(ctx)` gives once the timeout is over; nil for `DeadlineExceeded`
 * @throws as `withTimeout`
 * @see https://pkg.go.dev/context#WithTimeoutCause
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const slow = new Error('the cache is slow');
 * const [ctx, cancel] = context.withTimeoutCause(context.background(), 5, slow);
 * try {
 *   await ctx.done();
 *   console.log(context.cause(ctx)?.message); // the cache is slow
 * } finally {
 *   cancel();
 * }
 * ```
 */
export function withTimeoutCause(
  parent: Context,
  ms: number,
  cause: Error | undefined,
): [ctx: Context, cancel: CancelFunc] {
  return byTimeout('withTimeoutCause', parent, ms, cause);
}

function byDeadline(
  fn: string,
  parent: Context,
  d: Date | number,
  cause?: Error | null,
): [Context, CancelFunc] {
  assertContext(parent, fn, 'parent');
  // Dates of another realm are no instances of ours.
  const date = d as Partial<Date> | undefined | null;
  const at = typeof date?.getTime === 'function' ? date.getTime() : d;
  assertNumber(at, fn, 'd', 'a valid Date or a number');
  return ending(parent, at - Date.now(), at, cause);
}

function byTimeout(
  fn: string,
  parent: Context,
  ms: number,
  cause?: Error | null,
): [Context, CancelFunc] {
  assertContext(parent, fn, 'parent');
  assertNumber(ms, fn, 'ms');
  return ending(parent, ms, undefined, cause);
}

/**
 * A context that ends in `ms` milliseconds, which is `at` where that is known, if not with `parent`
 * or canceled before.
 */
function ending(
  parent: Context,
  ms: number,
  at: number | undefined,
  cause: Error | null | undefined,
): [Context, CancelFunc] {
  // The usual parent, which answers all three questions at a glance: that saves a quarter of the time.
  const usual = isOurBranch(parent);
  const tie = usual ? parent : tieOf(parent);
  const due = usual ? parent.due : dueOf(parent);
  if (ms === Infinity || due?.precedes(ms, at) === true) {
    return withItsCancel(attach(new BranchContext(parent, due), tie));
  }
  const isNil = cause === undefined || cause === null;
  const end = isNil ? undefined : { err: DeadlineExceeded, cause };
  const alarm = new Alarm(ms, at, end);
  const ctx = new BranchContext(parent, alarm);
  alarm.sleeper = ctx;
  if (usual) follow(ctx, parent);
  else attach(ctx, tie);
  if (ms <= 0) ctx.wake();
  else if (ctx.live) alarm.set(ms);
  return withItsCancel(ctx);
}
