/// <reference lib="esnext.disposable" preserve="true" />
/**
 * The two kinds of cancel function. They are interfaces, not aliases, so that they keep their
 * names in every declaration that mentions them.
 */

import { DISPOSE } from './dispose.js';

/**
 * Ends the context it was made with, and every context below that one.
 *
 * When it returns, `err()` is set on all of them and their signals have aborted. (Where a listener
 * of a context above calls it while that ends, signals below may still be about to.) It does not
 * wait for the work itself to stop. Calls after the first do nothing. It needs no `this`, and ignores
 * arguments. It is `Disposable`: `using _ = cancel;` calls it at the end of the scope, as Go's
 * `defer cancel()` does.
 *
 * @see https://pkg.go.dev/context#CancelFunc
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * function run(stop: context.CancelFunc): void {
 *   using _ = stop;
 *   console.log('working'); // working
 * }
 *
 * const [ctx, cancel] = context.withCancel(context.background());
 * run(cancel);
 * console.log(ctx.err()?.message); // context canceled
 * ```
 */
export interface CancelFunc extends Disposable {
  (): void;
  [Symbol.dispose](): void;
}

/**
 * A cancel function that also says why.
 *
 * The first cause wins: calls after the first do nothing, and neither does a cause given to a
 * context that is already done. Without a cause (none, `undefined`, `null`; also when disposed of
 * by `using`), the cause is `Canceled`. `err()` is `Canceled` in either case.
 *
 * @see https://pkg.go.dev/context#CancelCauseFunc
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancelCause(context.background());
 * cancel(new Error('the user left'));
 * cancel(new Error('too late to matter'));
 * console.log(context.cause(ctx)?.message); // the user left
 * ```
 */
export interface CancelCauseFunc extends Disposable {
  (cause?: Error): void;
  [Symbol.dispose](): void;
}

/**
 * Gives `f` its dispose method: `f` itself. A plain assignment, because that is six times as fast
 * as `Object.defineProperty`; the price is that the method shows where a function is inspected.
 */
export function disposable<F extends () => void>(f: F): F & Disposable {
  const made = f as F & Disposable;
  made[DISPOSE] = f;
  return made;
}
