/** Contexts that also end with an AbortSignal. */

import { unexpected } from './arguments.js';
import type { CancelFunc } from './cancel-func.js';
import type { Context } from './context.js';
import { onAbort } from './foreign.js';
import { finish } from './tree.js';
import { childOf, canceled, withItsCancel } from './with-cancel.js';

/**
 * As `withCancel`, and the context also ends when `signal` aborts: `err()` is then `Canceled`
 * and `cause(ctx)` the signal's reason. This is how cancellation comes in from APIs of the web.
 *
 * Where `signal` has aborted already, the context is done when returned. Once it is done, by
 * whatever way, nothing of it stays registered with `signal`.
 *
 * @throws TypeError if `parent` is not a context, or `signal` not an AbortSignal
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const controller = new AbortController();
 * const [ctx, cancel] = context.withSignal(context.background(), controller.signal);
 * controller.abort(new Error('tab closed'));
 * console.log(ctx.err()?.message); // context canceled
 * console.log(context.cause(ctx)?.message); // tab closed
 * cancel();
 * ```
 */
export function withSignal(
  parent: Context,
  signal: AbortSignal,
): [ctx: Context, cancel: CancelFunc] {
  if (!isSignal(signal)) throw unexpected(signal, 'withSignal', 'signal', 'an AbortSignal');
  const ctx = childOf(parent, 'withSignal');
  ctx.named('.WithSignal');
  const aborted = (): void => {
    finish(ctx, canceled(signal.reason as Error | null | undefined));
  };
  ctx.undo(onAbort(signal, aborted));
  return withItsCancel(ctx);
}

function isSignal(x: unknown): boolean {
  const like = x as Partial<AbortSignal> | undefined | null;
  return typeof like?.aborted === 'boolean' && typeof like.addEventListener === 'function';
}
