/** What we can learn from a context that is not ours, and how we hear of its end. */

import type { Context } from './context.js';
import { isBranch, PROTOCOL, type Branch } from './protocol.js';

/** A foreign context may have this method of Go's; its children then register through it. */
interface Watchable {
  afterFunc?: (f: () => void) => (() => unknown) | undefined;
}

/** The nearest branch of ours within a foreign context, as far as its `value` lets us see. */
export function branchWithin(foreign: Context): Branch | undefined {
  const inner = foreign.value(PROTOCOL);
  return typeof inner === 'object' && inner !== null && isBranch(inner) ? inner : undefined;
}

/** Calls `f` when `foreign` ends. Returns a function that unregisters it. */
export function watch(foreign: Context & Watchable, f: () => void): () => void {
  if (typeof foreign.afterFunc !== 'function') return onAbort(foreign.signal, f);
  const stop = foreign.afterFunc(f);
  return () => {
    stop?.();
  };
}

/** Calls `f` when `signal` aborts, or now where it has. Returns a function that unregisters it. */
export function onAbort(signal: AbortSignal, f: () => void): () => void {
  if (signal.aborted) {
    f();
  } else {
    signal.addEventListener('abort', f, { once: true });
  }
  return () => {
    signal.removeEventListener('abort', f);
  };
}
