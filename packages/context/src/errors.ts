/**
 * The two sentinel errors. Every copy of the package in a realm shares them, so that
 * `err === Canceled` holds whichever copy made the context.
 */

import type { ContextError } from './context.js';

interface Sentinels {
  readonly canceled: ContextError;
  readonly exceeded: ContextError;
}

/** Invariant: what stands under this symbol on globalThis has the shape of `Sentinels`, for ever. */
const SHARED: unique symbol = Symbol.for('@ctxvet/context/errors/1');

const shared: Sentinels = sentinels();

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
export const Canceled: ContextError = shared.canceled;

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
export const DeadlineExceeded: ContextError = shared.exceeded;

function sentinels(): Sentinels {
  const holder = globalThis as { [SHARED]?: Sentinels };
  const found = holder[SHARED];
  if (found !== undefined) return found;
  const made: Sentinels = Object.freeze({
    canceled: sentinel('AbortError', 'context canceled', false),
    exceeded: sentinel('TimeoutError', 'context deadline exceeded', true),
  });
  Object.defineProperty(holder, SHARED, { value: made });
  return made;
}

/** The stack of a shared error would point at whoever imported the package first: it has none. */
function sentinel(name: ContextError['name'], message: string, timeout: boolean): ContextError {
  return Object.defineProperties(new Error(message), {
    name: { value: name },
    message: { value: message, writable: false },
    timeout: { value: timeout },
    stack: { value: `${name}: ${message}`, writable: false },
  }) as ContextError;
}
