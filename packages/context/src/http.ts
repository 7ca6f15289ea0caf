/// <reference lib="esnext.disposable" preserve="true" />
/**
 * Contexts across processes, in the headers of a request: the time that is left, and chosen values.
 * What a stranger may send is read with care: what does not fit the bounds below is ignored.
 */

import { assertContext, unexpected } from './arguments.js';
import { addBaggage, parseBaggage } from './baggage.js';
import type { CancelFunc } from './cancel-func.js';
import type { Context } from './context.js';
import { Carrier, type HeadersLike } from './carrier.js';
import type { ContextKey } from './key.js';
import { withCancel } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

export type { HeadersLike } from './carrier.js';

/** Milliseconds that are left. Not a moment: the clocks of two machines differ. */
const TIMEOUT = 'x-timeout-ms';
const GRPC_TIMEOUT = 'grpc-timeout';
const BAGGAGE = 'baggage';

/** How many milliseconds the units of gRPC are. */
const UNITS: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

/**
 * Writes into `headers` the time that `ctx` has left, as `x-timeout-ms`, and the values that it
 * holds for `keys`, as members of the W3C's `baggage`. Members that are there under other names
 * stay as they are, and come first. A context without a deadline adds no time; a key without a
 * value adds no member.
 *
 * A value that is not a string is left out, and so is what would make the header longer than 8,192
 * characters or give it more than 64 members. Where a string is left out, a member that was there
 * under its name goes too.
 *
 * @param headers a `Headers` object, or a plain object from names to values
 * @param keys whose values travel, under the names of the keys
 * @throws TypeError if `ctx` is not a context, `headers` not an object, or `keys` no array of keys
 *   whose names can stand in a header
 * @see https://www.w3.org/TR/baggage/
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 * import { inject } from '@ctxvet/context/http';
 *
 * const userKey = context.contextKey<string>('user');
 * const ctx = context.withValue(context.background(), userKey, 'ada lovelace');
 * const [timed, cancel] = context.withTimeout(ctx, 60_000);
 * const headers = new Headers();
 * inject(timed, headers, [userKey]);
 * console.log(headers.get('baggage')); // user=ada%20lovelace
 * console.log(Number(headers.get('x-timeout-ms')) > 30_000); // true
 * cancel();
 * ```
 */
export function inject(
  ctx: Context,
  headers: HeadersLike,
  keys: readonly ContextKey<string>[] = [],
): void {
  assertContext(ctx, 'inject', 'ctx');
  const carrier = new Carrier(headers, 'inject');
  assertKeys(keys, 'inject');
  const at = ctx.deadline()?.getTime();
  if (at !== undefined) carrier.set(TIMEOUT, String(Math.max(Math.ceil(at - Date.now()), 0)));
  const members = new Map<string, string>();
  for (const key of keys) {
    const value: unknown = ctx.value(key);
    if (typeof value === 'string') members.set(key.name, value);
  }
  if (members.size === 0) return;
  const before = carrier.get(BAGGAGE) ?? '';
  const baggage = addBaggage(before, members);
  if (baggage !== before) carrier.set(BAGGAGE, baggage);
}

/**
 * Makes a context from what came with a request: it ends with `parent`, when the time that `inject`
 * wrote is over, or when the returned function is called, and it holds the values that came for
 * `keys`. The earlier deadline of the two rules. gRPC's `grpc-timeout` counts too.
 *
 * Nothing in `headers` makes it throw. Ignored are: a time that is not a whole number of at most 12
 * digits, or for gRPC of at most 8 digits and a unit; one that came twice; a `baggage` of more than
 * 8,192 characters, its members after the 64th, and those that are malformed; the second of two
 * members of one name; properties of a member. What nobody asked for by a key is not kept.
 *
 * Call the function once the work is over, as that of `withTimeout`.
 *
 * @param headers a `Headers` object, the `headers` of a request of `node:http`, or a plain object
 * @throws TypeError if `parent` is not a context, `headers` not an object, or `keys` no array of
 *   keys whose names can stand in a header
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 * import { extract } from '@ctxvet/context/http';
 *
 * const userKey = context.contextKey<string>('user');
 * const headers = { 'x-timeout-ms': '250', baggage: 'user=ada,color=red' };
 * const [ctx, cancel] = extract(context.background(), headers, [userKey]);
 * console.log(ctx.value(userKey)); // ada
 * console.log(ctx.deadline() !== undefined); // true
 * cancel();
 * ```
 */
export function extract(
  parent: Context,
  headers: HeadersLike,
  keys: readonly ContextKey<string>[] = [],
): [ctx: Context, cancel: CancelFunc] {
  assertContext(parent, 'extract', 'parent');
  const carrier = new Carrier(headers, 'extract');
  assertKeys(keys, 'extract');
  const ms = Math.min(timeout(carrier.get(TIMEOUT)), grpcTimeout(carrier.get(GRPC_TIMEOUT)));
  const members = keys.length > 0 ? parseBaggage(carrier.get(BAGGAGE)) : new Map<string, string>();
  const [timed, cancel] = ms === Infinity ? withCancel(parent) : withTimeout(parent, ms);
  let ctx = timed;
  for (const key of keys) {
    const value = members.get(key.name);
    if (value !== undefined) ctx = withValue(ctx, key, value);
  }
  return [ctx, cancel];
}

function timeout(text: string | undefined): number {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : Infinity;
}

function grpcTimeout(text: string | undefined): number {
  const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(text ?? '') ?? [];
  return digits === undefined || unit === undefined ? Infinity : Number(digits) * UNITS[unit]!;
}

/** A name must be a token of HTTP, or two processes would not agree on how to write it. */
function assertKeys(keys: unknown, fn: string): void {
  const fits =
    Array.isArray(keys) &&
    keys.every((key: { name?: unknown } | null | undefined) => {
      const name = key?.name;
      return typeof name === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(name);
    });
  if (!fits) throw unexpected(keys, fn, 'keys', 'an array of keys with names for a header');
}
