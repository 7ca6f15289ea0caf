/** Signals of contexts in the hands of the platform: each operation ends when the context does. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { afterFunc } from './after-func.js';
import { background } from './endless.js';
import { Canceled, DeadlineExceeded } from './errors.js';
import { sleep } from './sleep.js';
import { build } from './test-kit/build.js';
import { withCancelCause } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withSignal } from './with-signal.js';

const why = new Error('because');
const built = build();
let server: Server | undefined;

afterAll(() => {
  built.remove();
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers nothing. */
async function silence(): Promise<string> {
  server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a signal', () => {
  it('ends fetch, with the cause', async () => {
    const url = await silence();
    const [ctx, cancel] = withCancelCause(background());
    const fetched = expect(fetch(url, { signal: ctx.signal })).rejects.toBe(why);
    cancel(why);
    await fetched;
    const [timed] = withTimeout(background(), 20);
    void timed.done();
    await expect(fetch(url, { signal: timed.signal })).rejects.toBe(DeadlineExceeded);
  });

  it.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['timers/promises', (signal) => delay(60_000, undefined, { signal })],
    ['events.once', (signal) => once(new EventEmitter(), 'never', { signal })],
    [
      'pipeline',
      (signal) => {
        const endless = new Readable({ read: () => undefined });
        return pipeline(endless, new Writable({ write: () => undefined }), { signal });
      },
    ],
  ])('ends %s, which says AbortError and knows the cause', async (_, start) => {
    const [ctx, cancel] = withCancelCause(background());
    const ended = expect(start(ctx.signal)).rejects.toMatchObject({
      name: 'AbortError',
      cause: why,
    });
    cancel(why);
    await ended;
  });

  it('follows and is followed by signals of the platform', () => {
    const [ctx, cancel] = withCancelCause(background());
    const any = AbortSignal.any([ctx.signal, new AbortController().signal]);
    const [below] = withSignal(background(), any);
    cancel(why);
    expect(any.reason).toBe(why);
    expect(below.err()).toBe(Canceled);
    expect(below.signal.reason).toBe(why);
  });
});

describe('a worker thread', () => {
  it('has contexts of its own, and cannot be given one', async () => {
    const code = `const { parentPort, workerData } = require('node:worker_threads');
      import(workerData).then(async (context) => {
        const [ctx] = context.withTimeout(context.background(), 5);
        await ctx.done();
        parentPort.postMessage([String(ctx.err()), context.isContext(ctx)]);
        parentPort.once('message', (clone) => parentPort.postMessage(context.isContext(clone)));
      });`;
    const worker = new Worker(code, { eval: true, workerData: built.url });
    const [first] = (await once(worker, 'message')) as [unknown];
    expect(first).toEqual(['TimeoutError: context deadline exceeded', true]);
    let clone: unknown = {};
    try {
      clone = structuredClone(background());
    } catch {
      // A context has functions, so it may not be cloned at all.
    }
    worker.postMessage(clone);
    const [second] = (await once(worker, 'message')) as [unknown];
    expect(second).toBe(false);
    await worker.terminate();
  });
});

it('keeps an AsyncLocalStorage in a bound function, and behind an await', async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  // Sets the timer, on which the other deadline waits too.
  const other = storage.run('other', () => sleep(background(), 1));
  const own = storage.run('own', async () => {
    const [ctx, cancel] = withTimeout(background(), 5);
    const note = (): number => seen.push(storage.getStore());
    afterFunc(ctx, AsyncLocalStorage.bind(note));
    await ctx.done();
    note();
    cancel();
  });
  await Promise.all([other, own]);
  expect(seen).toEqual(['own', 'own']);
});
