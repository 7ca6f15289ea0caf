/** What all services share: a database, a cache, an HTTP client …, and the wrappers around contexts. */

const result = `export type Result<T, E extends Error = Error> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

export function fail<E extends Error>(error: E): Result<never, E> {
  return { ok: false, error };
}

export function mapResult<T, U, E extends Error>(
  result: Result<T, E>,
  map: (value: T) => U,
): Result<U, E> {
  return result.ok ? ok(map(result.value)) : result;
}

export async function attempt<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    return fail(error instanceof Error ? error : new Error(String(error)));
  }
}

export function collect<T, E extends Error>(results: Iterable<Result<T, E>>): Result<T[], E> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}
`;

const logger = `export interface Logger {
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, error: unknown): void;
  child(name: string): Logger;
  start(label: string): () => void;
}

export function createLogger(name: string, write: (line: string) => void = () => undefined): Logger {
  return {
    info(message, details = {}) {
      write(JSON.stringify({ name, message, ...details }));
    },
    error(message, error) {
      write(JSON.stringify({ name, message, error: String(error) }));
    },
    child: (part) => createLogger(\`\${name}.\${part}\`, write),
    start(label) {
      const begun = Date.now();
      return () => write(JSON.stringify({ name, label, ms: Date.now() - begun }));
    },
  };
}
`;

const database = `import { createLogger } from './logger.js';

export interface QueryOptions {
  readonly signal?: AbortSignal | undefined;
  readonly limit?: number;
}

export class Transaction {
  private readonly log = createLogger('transaction');

  constructor(private readonly database: Database) {}

  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.database.query<Row>(sql, values);
  }

  async commit(): Promise<void> {
    this.log.info('commit');
    await this.database.query('commit');
  }

  async rollback(reason: unknown): Promise<void> {
    this.log.error('rollback', reason);
    await this.database.query('rollback');
  }
}

export class Database {
  private opened = false;

  constructor(private readonly run: (sql: string, values: readonly unknown[]) => Promise<object[]>) {}

  async open(): Promise<this> {
    if (!this.opened) await this.run('select 1', []);
    this.opened = true;
    return this;
  }

  async begin(): Promise<Transaction> {
    await this.run('begin', []);
    return new Transaction(this);
  }

  async query<Row extends object>(
    sql: string,
    values: readonly unknown[] = [],
    options: QueryOptions = {},
  ): Promise<Row[]> {
    options.signal?.throwIfAborted();
    const rows = await this.run(sql, values);
    return rows.slice(0, options.limit ?? rows.length) as Row[];
  }
}
`;

const cache = `export class Cache<Key, Value> {
  private readonly entries = new Map<Key, { readonly value: Value; readonly until: number }>();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly ttl: number) {}

  start(): this {
    this.timer ??= setInterval(() => this.sweep(), this.ttl);
    return this;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  get(key: Key): Value | undefined {
    const entry = this.entries.get(key);
    return entry !== undefined && entry.until > Date.now() ? entry.value : undefined;
  }

  set(key: Key, value: Value): void {
    this.entries.set(key, { value, until: Date.now() + this.ttl });
  }

  async load(key: Key, make: (key: Key) => Promise<Value>): Promise<Value> {
    const known = this.get(key);
    if (known !== undefined) return known;
    const value = await make(key);
    this.set(key, value);
    return value;
  }

  private sweep(): void {
    const now = Date.now();
    for (const [key, { until }] of this.entries) if (until <= now) this.entries.delete(key);
  }
}
`;

const events = `type Listener<Event> = (event: Event) => void | Promise<void>;

export class EventBus<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<Listener<never>>>();

  on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): () => void {
    const known = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, known.add(listener as Listener<never>));
    return () => known.delete(listener as Listener<never>);
  }

  async emit<Name extends keyof Events>(name: Name, event: Events[Name]): Promise<void> {
    for (const listener of this.listeners.get(name) ?? []) {
      await (listener as Listener<Events[Name]>)(event);
    }
  }
}
`;

const http = `export interface Response<Body> {
  readonly status: number;
  readonly body: Body;
}

export class HttpClient {
  constructor(
    private readonly base: string,
    private readonly signal?: AbortSignal,
  ) {}

  async get<Body>(path: string, signal?: AbortSignal): Promise<Response<Body>> {
    return this.send<Body>('GET', path, undefined, signal);
  }

  async post<Body>(path: string, body: unknown, signal?: AbortSignal): Promise<Response<Body>> {
    return this.send<Body>('POST', path, JSON.stringify(body), signal);
  }

  private async send<Body>(
    method: string,
    path: string,
    body: string | undefined,
    signal = this.signal,
  ): Promise<Response<Body>> {
    const response = await fetch(this.base + path, { method, body: body ?? null, signal: signal ?? null });
    return { status: response.status, body: (await response.json()) as Body };
  }
}
`;

const pool = `export class Pool<Resource> {
  private readonly free: Resource[] = [];
  private readonly waiting: ((resource: Resource) => void)[] = [];

  constructor(resources: readonly Resource[]) {
    this.free.push(...resources);
  }

  async acquire(): Promise<Resource> {
    const resource = this.free.pop();
    return resource ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  release(resource: Resource): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free.push(resource);
    else next(resource);
  }

  async use<T>(work: (resource: Resource) => Promise<T>): Promise<T> {
    const resource = await this.acquire();
    try {
      return await work(resource);
    } finally {
      this.release(resource);
    }
  }
}
`;

const lists = `export function groupBy<T, Key>(items: Iterable<T>, keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export function sumOf<T>(items: Iterable<T>, valueOf: (item: T) => number): number {
  let sum = 0;
  for (const item of items) sum += valueOf(item);
  return sum;
}

export async function* inBatches<T>(items: readonly T[], size: number): AsyncGenerator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

export async function mapAsync<T, U>(items: readonly T[], map: (item: T) => Promise<U>): Promise<U[]> {
  return Promise.all(items.map(async (item) => map(item)));
}
`;

/** The wrappers: declared types, inferred ones, a method, a promise, a default, and the runtime under another roof. */
const scopes = `import * as context from '@ctxvet/context';
import type { CancelFunc, Context } from '@ctxvet/context';

export { background, throwIfDone } from '@ctxvet/context';

export const requestKey = context.contextKey<string>('request');

export function start(parent: Context, ms: number): [ctx: Context, cancel: CancelFunc] {
  return context.withTimeout(parent, ms);
}

export function open(name: string) {
  const [ctx, cancel] = context.withCancel(context.background());
  return { ctx: context.withValue(ctx, requestKey, name), cancel, openedAt: Date.now() };
}

export const begin = (parent: Context, signal: AbortSignal) => context.withSignal(parent, signal);

export class Sessions {
  private count = 0;

  get size(): number {
    return this.count;
  }

  async acquire(name: string): Promise<{ ctx: Context; cancel: CancelFunc; id: string }> {
    await Promise.resolve();
    this.count += 1;
    return { ...open(name), id: \`\${name}-\${this.count}\` };
  }
}
`;

/** By path. */
export const libraryFiles = {
  'src/lib/result.ts': result,
  'src/lib/logger.ts': logger,
  'src/lib/database.ts': database,
  'src/lib/cache.ts': cache,
  'src/lib/events.ts': events,
  'src/lib/http.ts': http,
  'src/lib/pool.ts': pool,
  'src/lib/lists.ts': lists,
  'src/lib/scopes.ts': scopes,
};
