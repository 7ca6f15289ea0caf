/**
 * What a context is: the one interface that the rest of the package makes, passes and accepts.
 * Nothing in here exists at run time.
 */

import type { ContextKey } from './key.js';

declare global {
  /**
   * Whoever compiles without the library of a host and without its types finds the name here all the
   * same. What it means is for those to say: every object has this method.
   */
  interface AbortSignal {
    toString(): string;
  }
}

/**
 * A deadline, a cancellation signal and values that belong to one piece of work, handed from
 * function to function as the first parameter.
 *
 * A context never changes what it has said: once `err()` is set it stays set, to the same error.
 * Nobody who holds a context can end it; that takes the cancel function that was made with it.
 *
 * Any object with these five members is a context and may be a parent. Where such an object also
 * has a method `afterFunc(f: () => void): () => boolean`, its children register with that;
 * otherwise they listen on its `signal`.
 *
 * @see https://pkg.go.dev/context#Context
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * async function greet(ctx: context.Context, name: string): Promise<string> {
 *   context.throwIfDone(ctx);
 *   return `hello ${name}`;
 * }
 *
 * console.log(await greet(context.background(), 'ada')); // hello ada
 * ```
 */
export interface Context {
  /**
   * The moment at which this context ends by itself, or `undefined` where no deadline is set.
   * Each call returns a fresh Date, so changing it changes nothing here.
   */
  deadline(): Date | undefined;

  /**
   * A promise that resolves once this context is done, and never rejects.
   *
   * A context that can end hands out one promise, always the same. One that cannot end hands out
   * promises that never settle, a fresh one each call, so that racing against it in a loop
   * retains nothing. Asking keeps a process alive until this context's deadline.
   */
  done(): Promise<void>;

  /**
   * Why this context is done: `Canceled` or `DeadlineExceeded`; `undefined` while it is live.
   * It is set before `done()` resolves and before `signal` aborts.
   */
  err(): ContextError | undefined;

  /**
   * The value that this context or the nearest one above it holds for `key`; `undefined` where
   * none does. A value of `undefined` hides those further up.
   */
  value<T>(key: ContextKey<T>): T | undefined;
  value(key: unknown): unknown;

  /**
   * This context for APIs of the web, such as `fetch(url, { signal: ctx.signal })`: aborted once
   * the context is done, with its cause as the reason. Made when first read, then always the same
   * object. Reading it does not keep a process alive.
   */
  readonly signal: AbortSignal;

  /**
   * How this context prints: for those of this package the chain from the root, such as
   * `context.Background.WithCancel`, never the contents of a value. Every object has this method,
   * so it asks nothing of whoever implements the interface.
   */
  toString(): string;
}

/**
 * The error that `err()` gives: one of the two sentinels `Canceled` and `DeadlineExceeded`,
 * to be compared by identity.
 *
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const describe = (err: context.ContextError): string => (err.timeout ? 'too slow' : 'called off');
 *
 * console.log(describe(context.DeadlineExceeded)); // too slow
 * ```
 */
export interface ContextError extends Error {
  /** The name under which the web knows this kind of error. */
  readonly name: 'AbortError' | 'TimeoutError';
  /** Whether a deadline has passed: true for `DeadlineExceeded` alone. */
  readonly timeout: boolean;
}
