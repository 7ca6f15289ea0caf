/** Waiting for a while, or for the end. */

import { after, type Alarm } from './alarm.js';
import { assertContext, assertNumber } from './arguments.js';
import type { Context } from './context.js';
import { wait } from './waiter.js';

/**
 * Resolves in `ms` milliseconds, as exactly as the host's timers go: those of Node may come up to a
 * millisecond early. Zero or less is over at once. Rejects with `cause(ctx)` as soon as `ctx` is
 * done, or where it is done already.
 *
 * Whichever comes first, nothing stays behind: no timer, and nothing on `ctx`. While it waits it
 * keeps a process alive; with `Infinity`, which waits for the end of `ctx` alone, as `ctx.done()`
 * does. Pauses longer than a host's timers allow are honoured.
 *
 * @throws TypeError if `ctx` is not a context, or `ms` not a number: at once, not as a rejection
 * @throws RangeError if `ms` is `NaN`
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withTimeout(context.background(), 20);
 * try {
 *   await context.sleep(ctx, 1);
 *   console.log('rested'); // rested
 *   await context.sleep(ctx, 60_000);
 * } catch (err) {
 *   console.log(err === context.DeadlineExceeded); // true
 * } finally {
 *   cancel();
 * }
 * ```
 */
export function sleep(ctx: Context, ms: number): Promise<void> {
  assertContext(ctx, 'sleep', 'ctx');
  assertNumber(ms, 'sleep', 'ms');
  return new Promise((resolve, reject) => {
    let alarm: Alarm | undefined;
    const waiter = wait(ctx, ({ cause }) => {
      alarm?.stop();
      reject(cause);
    });
    if (!waiter.live || ms === Infinity) return;
    const wake = (): void => {
      if (waiter.stop()) resolve();
    };
    if (ms <= 0) wake();
    else alarm = after(ms, wake);
  });
}
