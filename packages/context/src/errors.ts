/**
 * The two sentinel errors. Every copy of the package in a realm shares them, so that
 * `err === Canceled` holds whichever copy made the context.
 */

import type { ContextError } from './context.js';

/** Invariant: what stands under this symbol on globalThis is `shared` of the first copy, for ever. */
const SHARED: unique symbol = Symbol.for('@ctxvet/context/errors/1');

type Sentinels = readonly [canceled: ContextError, exceeded: ContextError];

const holder = globalThis as { [SHARED]?: Sentinels | undefined };

const shared: Sentinels = (holder[SHARED] ??= Object.freeze<Sentinels>([
  sentinel('AbortError', 'context canceled', false),
  sentinel('TimeoutError', 'context deadline exceeded', true),
]));

/**
 * What `err()` gives for a context that was canceled, by its own cancel function or by one above.
 * Its `name` is `AbortError`, so code that knows the web's names knows it. Compare by identity.
 *
 * @see https://pkg.go.dev/context#pkg-variables
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withCancel(context.background());
 * cancel();
 * console.log(ctx.err() === context.Canceled); // true
 * console.log(String(context.Canceled)); // AbortError: context canceled
 * ```
 */
export const Canceled: ContextError = shared[0];

/**
 * What `err()` gives for a context whose deadline passed. Its `name` is `TimeoutError`, so code
 * that knows the web's names knows it, and its `timeout` is true. Compare by identity.
 *
 * @see https://pkg.go.dev/context#pkg-variables
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const [ctx, cancel] = context.withTimeout(context.background(), 0);
 * console.log(ctx.err() === context.DeadlineExceeded); // true
 * console.log(String(ctx.err())); // TimeoutError: context deadline exceeded
 * cancel();
 * ```
 */
export const DeadlineExceeded: ContextError = shared[1];

/** The stack of a shared error would point at whoever imported the package first: it has none. */
function sentinel(name: ContextError['name'], message: string, timeout: boolean): ContextError {
  return Object.defineProperties(new Error(), {
    name: { value: name },
    message: { value: message },
    timeout: { value: timeout },
    stack: { value: `${name}: ${message}`, writable: false },
  }) as ContextError;
}
