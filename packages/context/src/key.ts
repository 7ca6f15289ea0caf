/** Keys for values: made once, compared by identity, typed by what they hold. */

import { unexpected } from './arguments.js';

/**
 * A key under which contexts hold a value of type `T`. Only `contextKey` makes one.
 *
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const attemptKey: context.ContextKey<number> = context.contextKey('attempt');
 *
 * console.log(attemptKey.name); // attempt
 * ```
 */
export interface ContextKey<T> {
  /** What the key is called when a context is printed. It plays no part in finding values. */
  readonly name: string;
  /** Carries `T` for the type checker. It does not exist at run time. */
  readonly '~type': (value: T) => T;
  /** The name. */
  toString(): string;
}

/**
 * Makes a key for values of type `T`. Each call makes a new key that equals no other, whatever
 * its name, so packages cannot collide; keep it in a module constant.
 *
 * @param name what to call the key when a context is printed
 * @throws TypeError if `name` is not a string
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const userKey = context.contextKey<string>('user');
 * const ctx = context.withValue(context.background(), userKey, 'ada');
 *
 * console.log(ctx.value(userKey)?.toUpperCase()); // ADA
 * console.log(ctx.value(context.contextKey('user'))); // undefined
 * ```
 */
export function contextKey<T>(name: string): ContextKey<T> {
  if (typeof name !== 'string') throw unexpected(name, 'contextKey', 'name', 'a string');
  return Object.freeze(new Key(name)) as unknown as ContextKey<T>;
}

class Key {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  toString(): string {
    return this.name;
  }
}
