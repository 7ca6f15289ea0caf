/** Waiting for a promise, or for the end. */

import { assertContext } from './arguments.js';
import type { Context } from './context.js';
import { wait, type Waiter } from './waiter.js';

/**
 * Settles as `promise` does, or rejects with `cause(ctx)` where `ctx` ends first or is done
 * already. It does not stop the work behind `promise`: hand `ctx` or its signal to that.
 *
 * Nothing stays on `ctx` once this has settled, however long it lives, which cannot be had from
 * `Promise.race`. If `promise` rejects after that, nobody hears of it. While it waits it keeps a
 * process alive until the deadline of `ctx`.
 *
 * @param promise a promise, anything with a `then`, or a plain value
 * @throws TypeError if `ctx` is not a context: at once, not as a rejection
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withTimeout(context.background(), 5);
 * const never = new Promise<string>(() => undefined);
 * try {
 *   console.log(await context.race(ctx, Promise.resolve('in time'))); // in time
 *   await context.race(ctx, never);
 * } catch (err) {
 *   console.log(err === context.DeadlineExceeded); // true
 * } finally {
 *   cancel();
 * }
 * ```
 */
export function race<T>(ctx: Context, promise: T | PromiseLike<T>): Promise<T>;
/** The same where `promise` is now one promise and now another, or a plain value. */
export function race<T>(ctx: Context, promise: T): Promise<Awaited<T>>;
export function race<T>(ctx: Context, promise: T | PromiseLike<T>): Promise<T> {
  assertContext(ctx, 'race', 'ctx');
  return new Promise((resolve, reject) => {
    let waiter: Waiter | undefined = undefined;
    const stopping =
      <V>(settle: (value: V) => void) =>
      (value: V): void => {
        waiter?.stop();
        settle(value);
      };
    // First, for a context that is not ours may throw, and then nobody must hear of the promise.
    Promise.resolve(promise).then(stopping(resolve), stopping(reject));
    waiter = wait(ctx, ({ cause }) => {
      reject(cause);
    });
  });
}
