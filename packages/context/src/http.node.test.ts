import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { background } from './endless.js';
import { extract, inject } from './http.js';
import { contextKey, type ContextKey } from './key.js';
import { sleep } from './sleep.js';
import { build } from './test-kit/build.js';
import { withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

const userKey = contextKey<string>('user');
const colorKey = contextKey<string>('color');
const keys = [userKey, colorKey];

const built = build();

afterAll(() => {
  built.remove();
});

describe('two processes', () => {
  it('a deadline and a value set in one reach work in the other', async () => {
    const url = JSON.stringify(built.url.replace('index.js', ''));
    const server = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { createServer } from 'node:http';
      const base = ${url};
      const context = await import(base + 'index.js');
      const { extract } = await import(base + 'http.js');
      const { fromRequest } = await import(base + 'node.js');
      const userKey = context.contextKey('user');
      const server = createServer(async (req, res) => {
        const [ctx, cancel] = extract(fromRequest(req, res), req.headers, [userKey]);
        try {
          await context.sleep(ctx, 60_000);
        } catch (err) {
          res.end(ctx.value(userKey) + ': ' + String(err));
        } finally {
          cancel();
        }
      }).listen(0, '127.0.0.1', () => console.log(server.address().port));`,
    ]);
    try {
      const [port] = (await once(server.stdout, 'data')) as [Buffer];
      const [ctx, cancel] = withTimeout(withValue(background(), userKey, 'ada'), 80);
      const headers = new Headers();
      inject(ctx, headers, keys);
      const response = await fetch(`http://127.0.0.1:${String(port).trim()}`, { headers });
      expect(await response.text()).toBe('ada: TimeoutError: context deadline exceeded');
      cancel();
    } finally {
      server.kill();
    }
  });

  it('headers of a real request are those of node:http', async () => {
    const names: (readonly [ContextKey<string>, unknown])[] = [];
    const server = createServer((req: IncomingMessage, res) => {
      const [ctx, cancel] = extract(background(), req.headers, keys);
      for (const key of keys) names.push([key, ctx.value(key)]);
      cancel();
      res.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { baggage: ['user=ada', 'color=red'], 'X-Timeout-Ms': '60000' };
    const sent = request({ port, host: '127.0.0.1', headers }).end();
    await once(sent, 'response');
    sent.destroy();
    server.close();
    await sleep(background(), 0);
    expect(names).toEqual([
      [userKey, 'ada'],
      [colorKey, 'red'],
    ]);
  });
});
