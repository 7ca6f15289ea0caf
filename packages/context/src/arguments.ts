/** Checks of arguments. Each error names the function and the argument, and comes before any effect. */

import { isOurBranch } from './branch.js';
import type { Context } from './context.js';
import { isContext } from './is-context.js';

export function assertContext(x: unknown, fn: string, arg: string): asserts x is Context {
  if (!isOurBranch(x) && !isContext(x)) throw unexpected(x, fn, arg, 'a Context');
}

/** Any key but nil will do at run time; the types ask for more. */
export function assertKey(x: unknown, fn: string, arg: string): void {
  if (x === undefined || x === null) throw unexpected(x, fn, arg, 'a key');
}

export function assertFunction(x: unknown, fn: string, arg: string): void {
  if (typeof x !== 'function') throw unexpected(x, fn, arg, 'a function');
}

export function assertString(x: unknown, fn: string, arg: string): void {
  if (typeof x !== 'string') throw unexpected(x, fn, arg, 'a string');
}

export function assertSignal(x: unknown, fn: string, arg: string): void {
  const signal = x as Partial<AbortSignal> | undefined | null;
  if (typeof signal?.aborted !== 'boolean' || typeof signal.addEventListener !== 'function') {
    throw unexpected(x, fn, arg, 'an AbortSignal');
  }
}

/** A number of milliseconds, which may be infinite. */
export function assertMilliseconds(x: unknown, fn: string, arg: string): void {
  if (typeof x !== 'number') throw unexpected(x, fn, arg, 'a number');
  if (Number.isNaN(x)) throw new RangeError(`context.${fn}: ${arg} must not be NaN`);
}

/** A number of things, which may be infinite. */
export function assertLimit(x: unknown, fn: string, arg: string): void {
  if (typeof x !== 'number') throw unexpected(x, fn, arg, 'a number');
  if (x === Infinity || (Number.isSafeInteger(x) && x >= 0)) return;
  throw new RangeError(`context.${fn}: ${arg} must be a whole number or Infinity, not ${x}`);
}

/** Gives a moment as milliseconds since the epoch, which may be infinite. */
export function toMilliseconds(x: Date | number, fn: string, arg: string): number {
  if (typeof x === 'number') {
    assertMilliseconds(x, fn, arg);
    return x;
  }
  const date = x as Partial<Date> | undefined | null;
  if (typeof date?.getTime !== 'function') throw unexpected(x, fn, arg, 'a Date or a number');
  const ms = date.getTime();
  if (Number.isNaN(ms)) throw new RangeError(`context.${fn}: ${arg} must not be an invalid Date`);
  return ms;
}

function unexpected(x: unknown, fn: string, arg: string, wanted: string): TypeError {
  const found = x === null ? 'null' : typeof x === 'object' ? 'another object' : typeof x;
  return new TypeError(`context.${fn}: ${arg} must be ${wanted}, not ${found}`);
}
