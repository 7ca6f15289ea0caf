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

/** Everybody who waits for one signal, and the one listener through which they hear. */
interface Audience {
  readonly all: Set<() => void>;
  readonly listener: () => void;
}

const audiences = new WeakMap<AbortSignal, Audience>();

/**
 * Calls `f` when `signal` aborts, or now where it has. Returns a function that unregisters it.
 *
 * All share one listener: hosts warn of many on one signal, and search through them to take one
 * off, which takes long where thousands of contexts listen to the signal of a whole program.
 */
export function onAbort(signal: AbortSignal, f: () => void): () => void {
  if (signal.aborted) {
    f();
    return () => undefined;
  }
  const audience = audiences.get(signal) ?? gather(signal);
  audience.all.add(f);
  return () => {
    audience.all.delete(f);
    if (audience.all.size > 0) return;
    audiences.delete(signal);
    signal.removeEventListener('abort', audience.listener);
  };
}

function gather(signal: AbortSignal): Audience {
  const all = new Set<() => void>();
  const listener = (): void => {
    audiences.delete(signal);
    for (const f of all) f();
  };
  const audience = { all, listener };
  audiences.set(signal, audience);
  signal.addEventListener('abort', listener, { once: true });
  return audience;
}
