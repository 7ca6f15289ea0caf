/** Headers of any kind, read and written by name whatever the case. */

import { unexpected } from './arguments.js';

/**
 * Where a context can travel: a `Headers` object, the `headers` of a request of `node:http`, or a
 * plain object.
 *
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 * import { inject, type HeadersLike } from '@ctxvet/context/http';
 *
 * const headers: HeadersLike = {};
 * const [ctx, cancel] = context.withTimeout(context.background(), 0);
 * inject(ctx, headers);
 * console.log(headers); // { 'x-timeout-ms': '0' }
 * cancel();
 * ```
 */
export type HeadersLike = FieldsObject | FieldsRecord;

/** What we ask of a `Headers` object. */
interface FieldsObject {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

type FieldsRecord = Record<string, unknown>;

export class Carrier {
  private readonly headers: FieldsObject | FieldsRecord;

  constructor(headers: HeadersLike, fn: string) {
    const given: unknown = headers;
    if (typeof given !== 'object' || given === null) {
      throw unexpected(given, fn, 'headers', 'an object');
    }
    this.headers = headers;
  }

  /** One value; `undefined` where there is none, or one that is no text. */
  get(name: string): string | undefined {
    const value = this.find(name);
    if (typeof value === 'string') return value;
    const isTexts = Array.isArray(value) && value.every((each) => typeof each === 'string');
    return isTexts ? value.join(',') : undefined;
  }

  private find(name: string): unknown {
    const { headers } = this;
    if (isFieldsObject(headers)) return headers.get(name);
    const own = ownName(headers, name);
    return Object.hasOwn(headers, own) ? headers[own] : undefined;
  }

  set(name: string, value: string): void {
    const { headers } = this;
    if (isFieldsObject(headers)) headers.set(name, value);
    else headers[ownName(headers, name)] = value;
  }
}

function isFieldsObject(headers: HeadersLike): headers is FieldsObject {
  return typeof headers.get === 'function' && typeof headers.set === 'function';
}

/** How `name` is written in `headers`, or would be. */
function ownName(headers: FieldsRecord, name: string): string {
  if (Object.hasOwn(headers, name)) return name;
  return Object.keys(headers).find((key) => key.toLowerCase() === name) ?? name;
}
