/** Checks of arguments. Each error names the function and the argument, and comes before any effect. */

import { isOurBranch } from './branch.js';
import type { Context } from './context.js';
import { isContext } from './is-context.js';

export function assertContext(x: unknown, fn: string, arg: string): asserts x is Context {
  if (!isOurBranch(x) && !isContext(x)) throw unexpected(x, fn, arg, 'a Context');
}

export function assertFunction(x: unknown, fn: string, arg: string): void {
  if (typeof x !== 'function') throw unexpected(x, fn, arg, 'a function');
}

/** A number, which may be infinite. */
export function assertNumber(
  x: unknown,
  fn: string,
  arg: string,
  wanted = 'a number',
): asserts x is number {
  if (typeof x !== 'number' || Number.isNaN(x)) {
    throw unexpected(x, fn, arg, wanted, true);
  }
}

/**
 * The error about an argument `x` that does not fit: it says what was wanted, and what it is.
 *
 * @param isNumeric was a number wanted? Then another one is out of range
 */
export function unexpected(
  x: unknown,
  fn: string,
  arg: string,
  wanted: string,
  isNumeric?: boolean,
): Error {
  const Kind = typeof x === 'number' && isNumeric ? RangeError : TypeError;
  let found: string | number | null = typeof x === 'object' ? 'another object' : typeof x;
  if (x === null || typeof x === 'number') found = x;
  return new Kind(`context.${fn}: ${arg} must be ${wanted}, not ${found}`);
}
