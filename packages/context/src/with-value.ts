/** Contexts that carry a value. */

import { assertContext, unexpected } from './arguments.js';
import { Base } from './base.js';
import type { Context, ContextError } from './context.js';
import type { ContextKey } from './key.js';
import { printKey, printValue } from './print.js';
import { sourceOf, type Node } from './protocol.js';

/** What is no key, also under a brand, by which it passes for an object. */
type Primitive = string | number | bigint | boolean;

/**
 * Makes a context that holds `value` for `key`, and else does as `parent` does. It hides a value
 * of the same key further up, even where `value` is `undefined` or `null`.
 *
 * Values are for data of a request that crosses processes and APIs, not for optional parameters.
 * Keys are compared by identity. A string, number or other primitive as a key does not compile,
 * because two packages could choose the same one: use `contextKey`, or a symbol or object.
 *
 * @param key what `ctx.value(key)` is asked with; one of `contextKey` also fixes the value's type
 * @throws TypeError if `parent` is not a context, or `key` is `null` or `undefined`
 * @see https://pkg.go.dev/context#WithValue
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const userKey = context.contextKey<string>('user');
 * const ctx = context.withValue(context.background(), userKey, 'ada');
 *
 * console.log(ctx.value(userKey)); // ada
 * console.log(String(ctx)); // context.Background.WithValue(user, ada)
 * ```
 */
export function withValue<T>(parent: Context, key: ContextKey<T>, value: NoInfer<T>): Context;
export function withValue<K extends symbol | object>(
  parent: Context,
  key: K extends { readonly '~type': unknown } | Primitive ? never : K,
  value: unknown,
): Context;
export function withValue(parent: Context, key: unknown, value: unknown): Context {
  assertContext(parent, 'withValue', 'parent');
  // Any key but nil will do at run time; the types ask for more.
  if (key === undefined || key === null) throw unexpected(key, 'withValue', 'key', 'a key');
  return new ValueContext(parent, key, value);
}

class ValueContext extends Base implements Node {
  declare readonly parent: Context;
  readonly source: Context;
  readonly key: unknown;
  readonly held: unknown;

  constructor(parent: Context, key: unknown, held: unknown) {
    super(parent);
    this.source = sourceOf(parent);
    this.key = key;
    this.held = held;
  }

  get signal(): AbortSignal {
    return this.self.source.signal;
  }

  deadline(): Date | undefined {
    return this.self.source.deadline();
  }

  done(): Promise<void> {
    return this.self.source.done();
  }

  err(): ContextError | undefined {
    return this.self.source.err();
  }

  label(): string {
    return `.WithValue(${printKey(this.key)}, ${printValue(this.held)})`;
  }
}
