/** Contexts that end when told to. */

import { assertContext } from './arguments.js';
import { BranchContext, isOurBranch } from './branch.js';
import { disposable, type CancelCauseFunc, type CancelFunc } from './cancel-func.js';
import type { Context } from './context.js';
import { Canceled } from './errors.js';
import { handOut } from './made.js';
import type { End } from './protocol.js';
import { attach, dueOf, follow, tieOf } from './tie.js';

/**
 * Makes a context that ends when the returned function is called or when `parent` ends,
 * whichever comes first.
 *
 * Call the function once the work is over, whatever became of it: until then the context hangs
 * on its parent. Where `parent` is done already, so is the new context.
 *
 * @throws TypeError if `parent` is not a context
 * @see https://pkg.go.dev/context#WithCancel
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancel(context.background());
 * try {
 *   console.log(ctx.err()); // undefined
 * } finally {
 *   cancel();
 * }
 * console.log(ctx.err()?.message); // context canceled
 * ```
 */
export function withCancel(parent: Context): [ctx: Context, cancel: CancelFunc] {
  return withItsCancel(childOf(parent, 'withCancel'));
}

/**
 * As `withCancel`, but the function takes the reason: `cancel(new Error('…'))`. `cause(ctx)` and
 * `ctx.signal.reason` give it back, here and in every context below; `ctx.err()` is `Canceled`.
 * The first cause wins.
 *
 * @throws TypeError if `parent` is not a context
 * @see https://pkg.go.dev/context#WithCancelCause
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancelCause(context.background());
 * cancel(new Error('disk full'));
 * console.log(ctx.err()?.message); // context canceled
 * console.log(context.cause(ctx)?.message); // disk full
 * ```
 */
export function withCancelCause(parent: Context): [ctx: Context, cancel: CancelCauseFunc] {
  const ctx = childOf(parent, 'withCancelCause');
  const cancel = (cause?: Error | null): void => {
    ctx.cancel(canceled(cause));
  };
  return handOut(ctx, disposable(cancel));
}

/** The end of what is canceled, for a reason or without one. */
export function canceled(cause: Error | null | undefined): End {
  return { err: Canceled, cause: cause ?? Canceled };
}

const CANCELED: End = canceled(undefined);

/**
 * A new context that ends with `parent`, and else only when canceled.
 *
 * @throws TypeError if `parent` is not a context, which names `fn`
 */
export function childOf(parent: Context, fn: string): BranchContext {
  // The usual parent. What is asked of any other takes as long as making the child.
  if (isOurBranch(parent)) return follow(new BranchContext(parent, parent.due), parent);
  assertContext(parent, fn, 'parent');
  const tie = tieOf(parent);
  return attach(new BranchContext(parent, dueOf(parent)), tie);
}

/** Hands out `ctx` with the function that cancels it without a cause. */
export function withItsCancel(ctx: BranchContext): [Context, CancelFunc] {
  const cancel = (): void => {
    ctx.cancel(CANCELED);
  };
  return handOut(ctx, disposable(cancel));
}
