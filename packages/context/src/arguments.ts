/** Checks of arguments. Each error names the function and the argument, and comes before any effect. */

import { isOurBranch } from './branch.js';
import type { Context } from './context.js';
import { isContext } from './is-context.js';

/** Where the argument `x` does not fit, throws an error that says what was wanted, and what it is. */
export function assertFits(
  fits: boolean,
  x: unknown,
  fn: string,
  arg: string,
  wanted: string,
  Kind: new (message: string) => Error = TypeError,
): asserts fits {
  if (fits) return;
  const kind = typeof x === 'object' ? 'another object' : typeof x;
  const found = x === null || typeof x === 'number' ? String(x) : kind;
  throw new Kind(`context.${fn}: ${arg} must be ${wanted}, not ${found}`);
}

export function assertContext(x: unknown, fn: string, arg: string): asserts x is Context {
  assertFits(isOurBranch(x) || isContext(x), x, fn, arg, 'a Context');
}

export function assertFunction(x: unknown, fn: string, arg: string): void {
  assertFits(typeof x === 'function', x, fn, arg, 'a function');
}

/** A number of milliseconds, which may be infinite. */
export function assertMilliseconds(
  x: unknown,
  fn: string,
  arg: string,
  wanted = 'a number',
): asserts x is number {
  assertFits(typeof x === 'number', x, fn, arg, wanted);
  assertFits(!Number.isNaN(x), x, fn, arg, wanted, RangeError);
}

/** Gives a moment as milliseconds since the epoch, which may be infinite. */
export function toMilliseconds(x: Date | number, fn: string, arg: string): number {
  const date = x as Partial<Date> | undefined | null;
  const ms = typeof date?.getTime === 'function' ? date.getTime() : x;
  assertMilliseconds(ms, fn, arg, 'a valid Date or a number');
  return ms;
}
