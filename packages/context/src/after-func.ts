/** Functions that run after a context has ended. */

import { assertContext, assertFunction } from './arguments.js';
import type { Context } from './context.js';
import { wait } from './waiter.js';

/**
 * Arranges for `f` to run once, after `ctx` is done; soon, where it is done already. It never
 * runs inside this call, nor inside the one that cancels.
 *
 * Several functions on one context run each for itself, in order of registration, save that one
 * which a listener of the signal registers during the end may come first. One that throws stops no
 * other, and what it throws surfaces as an uncaught exception. What `f` returns is ignored.
 * Registering keeps a process alive until `ctx`'s deadline, or until stopped.
 *
 * Where `ctx` is not of this package and has a method `afterFunc` of its own, that is used.
 *
 * @returns `stop`, which takes the function off again. It returns true where that keeps `f` from
 * running; false where `ctx` is done, so that `f` has run or will, or where it was stopped before
 * @throws TypeError if `ctx` is not a context or `f` not a function
 * @see https://pkg.go.dev/context#AfterFunc
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancel(context.background());
 * const stop = context.afterFunc(ctx, () => {
 *   console.log('cleaned up'); // cleaned up
 * });
 * cancel();
 * console.log(stop()); // false
 * await ctx.done();
 * ```
 */
export function afterFunc(ctx: Context, f: () => void): () => boolean {
  assertContext(ctx, 'afterFunc', 'ctx');
  assertFunction(f, 'afterFunc', 'f');
  const waiter = wait(ctx, () => {
    queueMicrotask(f);
  });
  return () => waiter.stop();
}
