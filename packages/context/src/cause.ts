/** Why a context ended. */

import { assertContext } from './arguments.js';
import type { Context } from './context.js';
import { branchWithin, givenReason } from './foreign.js';
import { isBranch, sourceOf } from './protocol.js';

/**
 * Why `ctx` is done: the first cause given to it or to a context above it, or `ctx.err()` where
 * none was given; `undefined` while it is live. A plain cancel function gives no cause.
 *
 * It is typed as Go types it. Who aborts a signal given to `withSignal` with something other than
 * an Error gets that very thing back from here, as from `fetch`.
 *
 * @throws TypeError if `ctx` is not a context
 * @see https://pkg.go.dev/context#Cause
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancelCause(context.background());
 * console.log(context.cause(ctx)); // undefined
 * cancel(new Error('shutting down'));
 * console.log(context.cause(ctx)?.message); // shutting down
 * console.log(ctx.err()?.message); // context canceled
 * ```
 */
export function cause(ctx: Context): Error | undefined {
  assertContext(ctx, 'cause', 'ctx');
  return causeOf(ctx);
}

/**
 * Throws `cause(ctx)` if `ctx` is done, and else does nothing: the check for a loop.
 *
 * It looks at no clock. A deadline passes when its timer fires, so a loop that never awaits
 * anything does not see one pass.
 *
 * @throws whatever the cause is, if `ctx` is done
 * @throws TypeError if `ctx` is not a context
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancel(context.background());
 * const seen: number[] = [];
 * try {
 *   for (let i = 0; ; i++) {
 *     context.throwIfDone(ctx);
 *     seen.push(i);
 *     if (i === 2) cancel();
 *   }
 * } catch (err) {
 *   console.log(seen.length, err === context.Canceled); // 3 true
 * }
 * ```
 */
export function throwIfDone(ctx: Context): void {
  assertContext(ctx, 'throwIfDone', 'ctx');
  const why = causeOf(ctx);
  if (why !== undefined) throw why;
}

/** The cause of a context that was checked before. */
export function causeOf(ctx: Context): Error | undefined {
  const source = sourceOf(ctx);
  if (isBranch(source)) return source.ended?.cause;
  const err = source.err();
  if (!err) return undefined;
  return branchWithin(source)?.ended?.cause ?? givenReason(source) ?? err;
}
