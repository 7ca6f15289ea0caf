/** The one use of a context in Go's documentation that needs a connection. */

import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { afterFunc } from './after-func.js';
import { cause } from './cause.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { withTimeout } from './with-deadline.js';

describe('Example', () => {
  it('row 98: AfterFunc_connection ends a read', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    async function read(ctx: Context): Promise<unknown> {
      const stop = afterFunc(ctx, () => socket.destroy(cause(ctx)));
      try {
        return await once(socket, 'data');
      } finally {
        stop();
      }
    }
    const [ctx, cancel] = withTimeout(background(), 10);
    await expect(read(ctx)).rejects.toBe(DeadlineExceeded);
    cancel();
    server.close();
  });
});
