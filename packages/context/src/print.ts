/** Contexts as text: the chain from the root, in Go's style. Never the contents of a value. */

import type { Context } from './context.js';
import { isNode } from './protocol.js';

/** Prints `ctx` and everything above it. */
export function printContext(ctx: Context): string {
  const labels: string[] = [];
  let at: Context | undefined = ctx;
  while (at !== undefined && isNode(at)) {
    labels.push(at.label());
    at = at.parent;
  }
  if (at !== undefined) labels.push(ownText(at) ?? typeName(at));
  return labels.reverse().join('');
}

/** Prints a key by its name: that of a symbol or function, or what its own `toString` says. */
export function printKey(key: unknown): string {
  if (typeof key === 'string') return key;
  if (typeof key === 'symbol') return key.description ?? 'symbol';
  if (typeof key === 'function') return key.name === '' ? 'function' : key.name;
  return ownText(key) ?? typeName(key);
}

/** Prints a string as it is, nil as `<nil>`, and anything else by its type or class. */
export function printValue(value: unknown): string {
  return typeof value === 'string' ? value : typeName(value);
}

/** Prints a moment, and how far from now it is. */
export function printMoment(at: number): string {
  return `${new Date(at).toISOString()} [${printDuration(at - Date.now())}]`;
}

/** Prints `ms` milliseconds as Go prints a duration: `1h0m0.5s`, `250ms`, `0s`. */
function printDuration(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const total = Math.abs(Math.trunc(ms));
  if (total === 0) return '0s';
  if (total < 1000) return `${sign}${total}ms`;
  const hours = Math.trunc(total / 3_600_000);
  const minutes = Math.trunc((total % 3_600_000) / 60_000);
  const seconds = (total % 60_000) / 1000;
  const long = hours > 0 ? `${hours}h${minutes}m` : minutes > 0 ? `${minutes}m` : '';
  return `${sign}${long}${seconds}s`;
}

/** What an object's own `toString` says; `undefined` where it has only a built-in one. */
function ownText(x: unknown): string | undefined {
  if (typeof x !== 'object' || x === null) return undefined;
  try {
    const own = (x as { readonly toString: unknown }).toString;
    if (typeof own !== 'function' || isBuiltIn(own)) return undefined;
    return String(own.call(x));
  } catch {
    return undefined;
  }
}

/** The built-in ones print contents: an array's elements, an error's message. */
function isBuiltIn(f: object): boolean {
  return Function.prototype.toString.call(f).endsWith('{ [native code] }');
}

function typeName(x: unknown): string {
  if (x === undefined || x === null) return '<nil>';
  if (typeof x !== 'object') return typeof x;
  try {
    const { name } = x.constructor;
    return typeof name === 'string' && name !== '' ? name : 'Object';
  } catch {
    return 'Object';
  }
}
