/** The question whether something is a context. */

import type { Context } from './context.js';
import { isNode } from './protocol.js';

/**
 * Whether `x` is a context: one made by this package, in any copy, or any object with the five
 * members of `Context`. It does not read `signal`, so it makes none; it calls nothing either, and
 * does not find out whether the members keep their promises. A structured clone of a context is
 * none.
 *
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * console.log(context.isContext(context.background())); // true
 * console.log(context.isContext(new AbortController())); // false
 * ```
 */
export function isContext(x: unknown): x is Context {
  if ((typeof x !== 'object' && typeof x !== 'function') || x === null) return false;
  if (isNode(x)) return true;
  const like = x as Partial<Context>;
  return (
    typeof like.deadline === 'function' &&
    typeof like.done === 'function' &&
    typeof like.err === 'function' &&
    typeof like.value === 'function' &&
    'signal' in x
  );
}
