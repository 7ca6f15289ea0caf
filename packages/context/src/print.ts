/** Contexts as text, in Go's style. Never the contents of a value. */

import type { Context } from './context.js';
import { isNode } from './protocol.js';

/** Prints `ctx` and everything above it, as the chain from the root. */
export function printContext(ctx: Context): string {
  let text = '';
  let at: Context | undefined = ctx;
  while (at !== undefined && isNode(at)) {
    text = at.label() + text;
    at = at.parent;
  }
  return at === undefined ? text : printKey(at) + text;
}

/** Prints a key or a foreign context by its name, or by what its own `toString` says. */
export function printKey(key: unknown): string {
  let name: string | undefined;
  if (typeof key === 'symbol') name = key.description;
  else name = typeof key === 'function' ? key.name || undefined : ownText(key);
  return name ?? printValue(key);
}

/** Prints a string as it is, nil as `<nil>`, and anything else by its type or class. */
export function printValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '<nil>';
  if (typeof value !== 'object') return typeof value;
  try {
    const { name } = (Object.getPrototypeOf(value) as object).constructor;
    if (typeof name === 'string' && name !== '') return name;
  } catch {
    // What throws when asked has no name to give.
  }
  return 'Object';
}

/** Prints a moment, and how far from now it is. */
export function printMoment(at: number): string {
  return `${new Date(at).toISOString()} [${printDuration(Math.trunc(at - Date.now()))}]`;
}

/** Prints `ms` milliseconds as Go prints a duration: `1h0m0.5s`, `250ms`, `0s`. */
function printDuration(ms: number): string {
  if (ms < 0) return `-${printDuration(-ms)}`;
  if (ms > 0 && ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const text = `${Math.floor(minutes / 60)}h${minutes % 60}m${(ms % 60_000) / 1000}s`;
  // As Go does, without the large units that are zero.
  return text.replace(/^0h(0m)?/, '');
}

/**
 * What an object's own `toString` says; not a built-in one, for those print contents: an array's
 * elements, an error's message. Some engines write the text of those over several lines.
 */
function ownText(x: unknown): string | undefined {
  try {
    const own = (x as { readonly toString: () => unknown }).toString;
    return /\[native code]\s*}$/.test(String(own)) ? undefined : String(own.call(x));
  } catch {
    return undefined;
  }
}
