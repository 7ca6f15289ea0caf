/** Where somebody may hear of every context that is handed out with a cancel function. */

import type { Context } from './context.js';

/** `undefined` while nobody listens, which is all that it then costs. */
export const watcher: { heard: ((ctx: Context, cancel: () => void) => void) | undefined } = {
  heard: undefined,
};

/** What a function hands out: a context and its cancel function. */
export function handOut<F extends () => void>(ctx: Context, cancel: F): [Context, F] {
  watcher.heard?.(ctx, cancel);
  return [ctx, cancel];
}
