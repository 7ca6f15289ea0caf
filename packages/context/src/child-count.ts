/** How much hangs on a context. */

import { assertContext } from './arguments.js';
import type { Context } from './context.js';
import { isBranch } from './protocol.js';
import { tieOf } from './tie.js';

/**
 * How many contexts and functions hang directly on `ctx`: those that end with it and have neither
 * ended nor been stopped. Contexts that only add a value hang nowhere: what is made from one counts
 * for the context above it. Zero for a context that never ends, and for one that is not of this
 * package and has an end of its own.
 *
 * It takes time in proportion to the number, so it is for tests.
 *
 * @throws TypeError if `ctx` is not a context
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 * import { childCount } from '@ctxvet/context/testing';
 *
 * const [ctx, cancel] = context.withCancel(context.background());
 * const [, cancelChild] = context.withCancel(ctx);
 * console.log(childCount(ctx)); // 1
 * cancelChild();
 * console.log(childCount(ctx)); // 0
 * cancel();
 * ```
 */
export function childCount(ctx: Context): number {
  assertContext(ctx, 'childCount', 'ctx');
  const branch = tieOf(ctx);
  if (!isBranch(branch)) return 0;
  let count = 0;
  for (let leaf = branch.last; leaf !== undefined; leaf = leaf.prev) count += 1;
  return count;
}
