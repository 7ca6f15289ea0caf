import { once } from 'node:events';
import { Agent, createServer, request, type RequestListener, type Server } from 'node:http';
import { createServer as createServer2, connect as connect2 } from 'node:http2';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { cause } from './cause.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { Canceled } from './errors.js';
import { fromRequest, withSignals } from './node.js';
import { sleep } from './sleep.js';
import { build } from './test-kit/build.js';
import { expectDone, expectLive, turn } from './test-kit/expect.js';
import { runNode } from './test-kit/node.js';
import { withCancelCause } from './with-cancel.js';

const built = build();
let server: Server | undefined;

afterAll(() => {
  built.remove();
});

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function listen(listener: RequestListener): Promise<number> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('withSignals', () => {
  it('ends when a signal comes, and names it', async () => {
    const [ctx, cancel] = withSignals(background(), ['SIGUSR2', 'SIGWINCH']);
    expectLive(ctx);
    expect(process.listenerCount('SIGUSR2')).toBe(1);
    process.kill(process.pid, 'SIGUSR2');
    await ctx.done();
    expectDone(ctx, Canceled, cause(ctx));
    expect(cause(ctx)).toEqual(new Error('received SIGUSR2'));
    for (const name of ['SIGUSR2', 'SIGWINCH']) expect(process.listenerCount(name)).toBe(0);
    cancel();
  });

  it('leaves no listener once it has ended otherwise', () => {
    const why = new Error('because');
    const [parent, cancelParent] = withCancelCause(background());
    const [one, cancelOne] = withSignals(parent, ['SIGUSR2']);
    const [two] = withSignals(parent, ['SIGUSR2']);
    cancelOne();
    expectDone(one);
    expect(process.listenerCount('SIGUSR2')).toBe(1);
    cancelParent(why);
    expectDone(two, Canceled, why);
    expect(process.listenerCount('SIGUSR2')).toBe(0);
    expectDone(withSignals(parent, ['SIGUSR2'])[0], Canceled, why);
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });

  it('many times has one listener for each signal', async () => {
    const all = Array.from({ length: 20 }, () => withSignals(background(), ['SIGUSR2', 'SIGUSR2']));
    expect(process.listenerCount('SIGUSR2')).toBe(1);
    const [[first, cancelFirst], [second]] = all as [(typeof all)[0], (typeof all)[0]];
    cancelFirst();
    const [late] = withSignals(background(), ['SIGUSR2']);
    process.kill(process.pid, 'SIGUSR2');
    await second.done();
    expect(cause(first)).toBe(Canceled);
    for (const [ctx] of all) expect(ctx.err()).toBe(Canceled);
    expect(cause(late)).toEqual(new Error('received SIGUSR2'));
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });

  it.each<[unknown, string]>([
    ['SIGINT', 'context.withSignals: signals must be an array of strings'],
    [[2], 'context.withSignals: signals must be an array of strings'],
    [['SIGUSR2', 'SIGFOO'], 'not SIGFOO'],
    [['SIGUSR2', 'SIGKILL'], 'not SIGKILL'],
    [['SIGUSR2', 'toString'], 'not toString'],
  ])('throws on %j, and registers nothing', (signals, text) => {
    expect(() => withSignals(background(), signals as string[])).toThrow(text);
    expect(process.listenerCount('SIGUSR2')).toBe(0);
    expect(() => withSignals(undefined as unknown as Context, [])).toThrow(
      'context.withSignals: parent must be a Context',
    );
  });

  it('keeps no process alive, and lets the second signal end it', async () => {
    const entry = JSON.stringify(built.url.replace('index.js', 'node.js'));
    const head = `import * as context from ${JSON.stringify(built.url)};
      import { withSignals } from ${entry};
      const [ctx] = withSignals(context.background(), ['SIGTERM']);`;
    expect(await runNode(head)).toEqual({ exit: 0, output: '' });
    const { exit, output } = await runNode(`${head}
      setTimeout(() => console.log('never'), 60_000);
      process.kill(process.pid, 'SIGTERM');
      context.afterFunc(ctx, () => {
        console.log(context.cause(ctx).message);
        process.kill(process.pid, 'SIGTERM');
      });`);
    expect({ exit, output }).toEqual({ exit: null, output: 'received SIGTERM\n' });
  });
});

describe('fromRequest', () => {
  it('is live after a response that ends well, on a connection that goes on', async () => {
    const made: Context[] = [];
    const port = await listen((req, res) => {
      made.push(fromRequest(req, res));
      res.end('x'.repeat(100_000));
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 4; i++) {
      const headers = { connection: i < 3 ? 'keep-alive' : 'close' };
      const sent = request({ port, host: '127.0.0.1', agent, headers }).end();
      const [response] = await once(sent, 'response');
      response.resume();
      await once(response, 'end');
    }
    agent.destroy();
    await sleep(background(), 10);
    expect(made).toHaveLength(4);
    for (const ctx of made) expectLive(ctx);
  });

  it.each<[string, RequestListener, string]>([
    ['before the response begins', () => undefined, ''],
    ['in the middle of the response', (_, res) => res.write('x'.repeat(1000)), ''],
    ['while the request comes in', (req) => req.resume(), 'content-length: 1000\r\n'],
    [
      'while a long response goes out',
      (_, res) => {
        res.end('x'.repeat(50_000_000));
      },
      '',
    ],
  ])('is done when the socket is cut %s', async (_, handle, header) => {
    let arrived: (ctx: Context) => void;
    const ready = new Promise<Context>((resolve) => (arrived = resolve));
    const port = await listen((req, res) => {
      arrived(fromRequest(req, res));
      handle(req, res);
    });
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${header}\r\n`);
    const ctx = await ready;
    await turn();
    expectLive(ctx);
    socket.resetAndDestroy();
    await ctx.done();
    expect(ctx.err()).toBe(Canceled);
    expect(cause(ctx)?.message).toBe('the client went away');
  });

  it('is done when the socket is cut, also where it waits for an earlier response', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => {
      warnings.push(warning);
    };
    process.on('warning', note);
    const made: Context[] = [];
    let late: Context | undefined;
    const port = await listen((req, res) => {
      made.push(fromRequest(req, res));
      if (req.url !== '/2') return;
      res.end('ended');
      req.socket.on('close', () => {
        late = fromRequest(req, res);
      });
    });
    const socket = connect(port, '127.0.0.1');
    for (let i = 0; i < 20; i++) socket.write(`GET /${i} HTTP/1.1\r\nhost: x\r\n\r\n`);
    while (made.length < 20) await turn();
    for (const ctx of made) expectLive(ctx);
    socket.resetAndDestroy();
    await Promise.all(made.map((ctx) => ctx.done()));
    for (const ctx of made) expect(cause(ctx)?.message).toBe('the client went away');
    expect(late?.err()).toBe(Canceled);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('is live after responses that end well, of requests that were sent at once', async () => {
    const made: Context[] = [];
    let ended = 0;
    let socket: Socket | undefined;
    const port = await listen((req, res) => {
      made.push(fromRequest(req, res));
      socket = req.socket;
      setImmediate(() => res.end('well'));
      res.on('close', () => (ended += 1));
    });
    const client = connect(port, '127.0.0.1').resume();
    for (let i = 0; i < 4; i++) client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    while (ended < 4) await turn();
    const listeners = socket?.listenerCount('close');
    client.destroy();
    await sleep(background(), 20);
    expect(made).toHaveLength(4);
    for (const ctx of made) expectLive(ctx);
    expect(listeners).toBeLessThan(4);
  });

  it('leaves no listener on the response', async () => {
    const counts: number[] = [];
    const count = (res: Parameters<RequestListener>[1]): void => {
      counts.push(res.listenerCount('close') + res.listenerCount('finish'));
    };
    const port = await listen((req, res) => {
      count(res);
      fromRequest(req, res);
      res.on('close', () => {
        count(res);
      });
      res.end();
    });
    await (await fetch(`http://127.0.0.1:${port}`)).text();
    await sleep(background(), 10);
    expect(counts).toEqual([counts[0], counts[0]! + 1]);
  });

  it('is done when made, where the client is gone already', async () => {
    let made: Context | undefined;
    const port = await listen((req, res) => {
      res.on('close', () => {
        made = fromRequest(req, res);
      });
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await sleep(background(), 30);
    socket.resetAndDestroy();
    await sleep(background(), 30);
    expect(made?.err()).toBe(Canceled);
  });

  it.each<[string, string, (socket: Socket) => unknown, ReturnType<Context['err']>]>([
    ['live, where the client had all', 'all', (socket) => socket.end(), undefined],
    ['done, where it left before', 'x'.repeat(50_000_000), (socket) => socket.destroy(), Canceled],
  ])('is %s, when made long after the answer', async (_, answer, leave, err) => {
    let made: Context | undefined;
    const port = await listen((req, res) => {
      req.socket.on('close', () => {
        made = fromRequest(req, res);
      });
      res.end(answer);
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'readable');
    leave(socket.resume());
    while (made === undefined) await turn();
    expect(made.err()).toBe(err);
  });

  it('knows HTTP/2', async () => {
    const made: Context[] = [];
    const late: Context[] = [];
    const server2 = createServer2((req, res) => {
      made.push(fromRequest(req, res));
      res.on('close', () => setImmediate(() => late.push(fromRequest(req, res))));
      if (req.url === '/well') res.end('well');
    }).listen(0, '127.0.0.1');
    await once(server2, 'listening');
    const client = connect2(`http://127.0.0.1:${(server2.address() as AddressInfo).port}`);
    const well = client.request({ ':path': '/well' });
    well.resume();
    await once(well, 'close');
    const cut = client.request({ ':path': '/cut' });
    cut.on('error', () => undefined);
    while (made.length < 2) await turn();
    cut.close(8);
    while (late.length < 2) await turn();
    client.destroy();
    server2.close();
    for (const all of [made, late]) {
      expect(all.map((ctx) => ctx.err())).toEqual([undefined, Canceled]);
    }
  });

  it.each([
    [undefined, {}, 'context.fromRequest: req must be a request'],
    [{}, undefined, 'context.fromRequest: res must be a response'],
    [{}, {}, 'context.fromRequest: res must be a response'],
  ])('throws on %s, %s', (req, res, text) => {
    expect(() => fromRequest(req as never, res as never)).toThrow(text);
  });
});
