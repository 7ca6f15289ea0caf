/** Contexts that are not ours, as users write them. */

import type { Context, ContextError } from '../context.js';
import { Canceled } from '../errors.js';
import type { ContextKey } from '../key.js';

/** Hands everything on to another context, so it has no end of its own. */
export class Wrapper implements Context {
  protected readonly inner: Context;

  constructor(inner: Context) {
    this.inner = inner;
  }

  get signal(): AbortSignal {
    return this.inner.signal;
  }

  deadline(): Date | undefined {
    return this.inner.deadline();
  }

  done(): Promise<void> {
    return this.inner.done();
  }

  err(): ContextError | undefined {
    return this.inner.err();
  }

  value<T>(key: ContextKey<T>): T | undefined;
  value(key: unknown): unknown;
  value(key: unknown): unknown {
    return this.inner.value(key);
  }
}

/** Has an end of its own, and values and deadline of another; counts who listens on its signal. */
export class Custom extends Wrapper {
  listeners = 0;
  readonly #controller = new AbortController();
  readonly #done: Promise<void>;
  #err: ContextError | undefined;

  constructor(inner: Context) {
    super(inner);
    const { signal } = this.#controller;
    this.#done = new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>): void => {
      this.listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>): void => {
      this.listeners -= 1;
      remove(...args);
    };
  }

  cancel(err: ContextError = Canceled, reason?: Error): void {
    this.#err ??= err;
    this.#controller.abort(reason);
  }

  override get signal(): AbortSignal {
    return this.#controller.signal;
  }

  override done(): Promise<void> {
    return this.#done;
  }

  override err(): ContextError | undefined {
    return this.#err;
  }
}

/** Has an `afterFunc` of its own, and a signal that nobody may need. */
export class Registry extends Custom {
  readonly registered: Set<() => void> = new Set<() => void>();

  override get signal(): AbortSignal {
    throw new Error('a context with afterFunc is not asked for its signal');
  }

  afterFunc(f: () => void): () => boolean {
    this.registered.add(f);
    return () => this.registered.delete(f);
  }

  override cancel(err: ContextError = Canceled): void {
    super.cancel(err);
    const all = [...this.registered];
    this.registered.clear();
    for (const f of all) queueMicrotask(f);
  }
}
