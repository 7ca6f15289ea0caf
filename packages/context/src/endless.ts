/** Contexts that never end: the two roots, and what is cut loose from its parent. */

import { assertContext } from './arguments.js';
import { BranchContext } from './branch.js';
import type { Context } from './context.js';

function endless(parent: Context | undefined, text: string): Context {
  const ctx = new BranchContext(parent, undefined);
  ctx.named(text);
  ctx.ended = null;
  return ctx;
}

const backgroundContext: Context = endless(undefined, 'context.Background');
const todoContext: Context = endless(undefined, 'context.TODO');

/**
 * The root of all contexts: never done, without values and without a deadline. It is where a
 * program's entry point, its tests and its top-level work begin. Always the same object.
 *
 * @see https://pkg.go.dev/context#Background
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * console.log(String(context.background())); // context.Background
 * console.log(context.background().err()); // undefined
 * ```
 */
export function background(): Context {
  return backgroundContext;
}

/**
 * A root like `background()`, for code that should be handed a context but is not yet. Its name
 * shows up in print, so such places are found again. Always the same object, and another than
 * `background()`.
 *
 * @see https://pkg.go.dev/context#TODO
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancel(context.TODO());
 * console.log(String(ctx)); // context.TODO.WithCancel
 * cancel();
 * ```
 */
export function TODO(): Context {
  return todoContext;
}

/**
 * Makes a context that has the values of `parent` but does not end with it: no cancellation, no
 * cause and no deadline come through. For work that outlives the request that started it, such
 * as writing a log record after the answer was sent.
 *
 * @throws TypeError if `parent` is not a context
 * @see https://pkg.go.dev/context#WithoutCancel
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [request, cancel] = context.withTimeout(context.background(), 1000);
 * const audit = context.withoutCancel(request);
 * cancel();
 * console.log(request.err()?.message, audit.err()); // context canceled undefined
 * console.log(audit.deadline()); // undefined
 * ```
 */
export function withoutCancel(parent: Context): Context {
  assertContext(parent, 'withoutCancel', 'parent');
  return endless(parent, '.WithoutCancel');
}
