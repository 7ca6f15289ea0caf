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

/** The reason of a foreign context's signal, unless nobody gave one, or there is no signal. */
export function givenReason(foreign: Context): Error | undefined {
  try {
    const reason = foreign.signal.reason as (Error & { code?: unknown }) | undefined;
    // `abort()` without a reason makes a DOMException, whose old code for AbortError is 20.
    return reason?.code === 20 ? undefined : reason;
  } catch {
    return undefined;
  }
}

/** Calls `f` when `foreign` ends. Returns a function that unregisters it. */
export function watch(foreign: Context & Watchable, f: () => void): () => unknown {
  if (typeof foreign.afterFunc !== 'function') return onAbort(foreign.signal, f);
  const stop = foreign.afterFunc(f);
  return () => stop?.();
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
  if (signal.aborted) f();
  const { all, listener } = audiences.get(signal) ?? gather(signal);
  if (all.size === 0) signal.addEventListener('abort', listener);
  all.add(f);
  return () => {
    all.delete(f);
    if (all.size === 0) signal.removeEventListener('abort', listener);
  };
}

function gather(signal: AbortSignal): Audience {
  const all = new Set<() => void>();
  const listener = (): void => {
    for (const f of all) f();
  };
  const audience = { all, listener };
  audiences.set(signal, audience);
  return audience;
}
