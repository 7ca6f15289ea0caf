/// <reference lib="esnext.disposable" preserve="true" />
/** Contexts that end with what only a server process sees: its signals, and clients that leave. */

import { constants } from 'node:os';
import process from 'node:process';
import { unexpected } from './arguments.js';
import type { BranchContext } from './branch.js';
import type { CancelFunc } from './cancel-func.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { onAbort } from './foreign.js';
import { listen } from './waiter.js';
import { childOf, canceled, withItsCancel } from './with-cancel.js';

/** Signals that no process can catch. */
const UNCATCHABLE: readonly string[] = ['SIGKILL', 'SIGSTOP'];

/** What ends when a signal comes, by its name: all who wait for it hang on that. */
const arrivals = new Map<string, BranchContext>();

/** What aborts when a connection closes. */
const closings = new WeakMap<Socket, AbortSignal>();

/**
 * As `withCancel`, and the context also ends when the process receives one of `signals`: its cause
 * is then an error that names the signal.
 *
 * Until the context has ended, the signals do not end the process. Then nothing stays registered,
 * so the next Ctrl-C does what it always does. Waiting for a signal keeps no process alive. In a
 * worker thread no signal arrives.
 *
 * @param signals names such as `SIGINT` and `SIGTERM`; an empty list is no signal, not all as in Go
 * @throws TypeError if `parent` is not a context, or `signals` no array of strings
 * @throws RangeError if a signal is unknown here or cannot be caught
 * @see https://pkg.go.dev/os/signal#NotifyContext
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 * import { withSignals } from '@ctxvet/context/node';
 *
 * const [ctx, cancel] = withSignals(context.background(), ['SIGINT', 'SIGTERM']);
 * try {
 *   process.kill(process.pid, 'SIGTERM');
 *   await context.sleep(ctx, 60_000); // in earnest: whatever the program does, and lives for
 * } catch (err) {
 *   console.log(String(err)); // Error: received SIGTERM
 * } finally {
 *   cancel();
 * }
 * ```
 */
export function withSignals(
  parent: Context,
  signals: readonly string[],
): [ctx: Context, cancel: CancelFunc] {
  assertSignals(signals);
  const ctx = childOf(parent, 'withSignals');
  const waiting = signals.map((name) => {
    const arrival = arrivalOf(name);
    const waiter = listen(arrival, (end) => {
      ctx.cancel(end);
    });
    return { arrival, waiter };
  });
  listen(ctx, () => {
    for (const { arrival, waiter } of waiting) {
      waiter.stop();
      if (arrival.last === undefined) arrival.cancel(canceled(undefined));
    }
  });
  return withItsCancel(ctx);
}

/** What ends when the signal `name` comes. One for all who wait: Node warns of many listeners. */
function arrivalOf(name: string): BranchContext {
  const known = arrivals.get(name);
  if (known !== undefined) return known;
  const arrival = childOf(background(), 'withSignals');
  const received = (): void => {
    arrival.cancel(canceled(new Error(`received ${name}`)));
  };
  process.on(name, received);
  arrivals.set(name, arrival);
  arrival.undo(() => {
    process.off(name, received);
    arrivals.delete(name);
  });
  return arrival;
}

/** What we ask of a request: that of `node:http`, or of the compatible API of `node:http2`. */
interface Request {
  readonly errored?: Error | null;
  readonly socket?: Socket | null;
}

interface Socket {
  readonly destroyed: boolean;
  readonly errored?: Error | null;
  on(event: 'close', listener: () => void): unknown;
}

/** What we ask of its response. Only that of `node:http2` has a stream. */
interface Response {
  readonly destroyed?: boolean;
  /** `null` where the client sent several requests at once, until those before were answered. */
  readonly socket?: object | null;
  readonly writableEnded: boolean;
  readonly writableFinished?: boolean;
  readonly stream?:
    { readonly rstCode?: number | undefined; readonly destroyed: boolean } | undefined;
  on(event: 'close' | 'finish', listener: () => void): unknown;
  off(event: 'close' | 'finish', listener: () => void): unknown;
}

/**
 * The context of a request to a server: done when the client goes away before it has the whole
 * response, with an error as its cause that says so. A response that ends well does not end it,
 * and there is nothing to cancel: it hangs on nothing, and nothing stays registered
 * with the response.
 *
 * It has no deadline and no values. `extract` of `@ctxvet/context/http` adds those that came with
 * the request.
 *
 * @throws TypeError if `req` is not an object, or `res` no response
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import * as context from '@ctxvet/context';
 * import { fromRequest } from '@ctxvet/context/node';
 *
 * const server = createServer((req, res) => {
 *   const ctx = fromRequest(req, res);
 *   context.sleep(ctx, 5).then(
 *     () => res.end('rested'),
 *     () => undefined, // nobody is there to be answered
 *   );
 * });
 * await new Promise<void>((resolve) => server.listen(0, resolve));
 * const { port } = server.address() as { port: number };
 * const response = await fetch(`http://localhost:${port}`);
 * console.log(await response.text()); // rested
 * server.close();
 * ```
 */
export function fromRequest(req: Request, res: Response): Context {
  assertStream(req, 'req', 'a request', []);
  assertStream(res, 'res', 'a response', ['on', 'off']);
  const ctx = childOf(background(), 'fromRequest');
  // A response that has no socket yet does not hear when the client goes away.
  const socket = res.socket === null ? req.socket : undefined;
  const late = [res, res.stream, socket].some((each) => each?.destroyed === true);
  let stop: (() => void) | undefined = undefined;
  const over = (): void => {
    stop?.();
    res.off('finish', over);
    res.off('close', over);
    if (endedWell(req, res, late)) return;
    ctx.cancel(canceled(new Error('the client went away', { cause: req.errored ?? undefined })));
  };
  if (late) {
    over();
  } else {
    stop = socket ? onAbort(closing(socket), over) : undefined;
    res.on('finish', over);
    res.on('close', over);
  }
  return ctx;
}

/** What aborts when `socket` closes. One for all who wait: Node warns of many listeners. */
function closing(socket: Socket): AbortSignal {
  const known = closings.get(socket);
  if (known !== undefined) return known;
  const controller = new AbortController();
  const { signal } = controller;
  socket.on('close', () => {
    controller.abort();
  });
  closings.set(socket, signal);
  return signal;
}

/**
 * Hosts say `finish` also where the client left while the last of the response went out. Asked
 * late, the connection may have closed since: what cut it off is then an error.
 */
function endedWell(req: Request, res: Response, late: boolean): boolean {
  if (!res.writableEnded) return false;
  if (res.stream !== undefined) return (res.stream.rstCode ?? 0) === 0;
  if (late && res.writableFinished === true) return !req.errored && !req.socket?.errored;
  return req.socket?.destroyed !== true;
}

function assertSignals(x: unknown): asserts x is readonly string[] {
  if (!Array.isArray(x) || !x.every((name) => typeof name === 'string')) {
    throw unexpected(x, 'withSignals', 'signals', 'an array of strings');
  }
  for (const name of x) {
    if (Object.hasOwn(constants.signals, name) && !UNCATCHABLE.includes(name)) continue;
    throw new RangeError(
      `context.withSignals: signals must be those that can be caught here, not ${name}`,
    );
  }
}

function assertStream(x: unknown, arg: string, wanted: string, methods: readonly string[]): void {
  const like = x as Record<string, unknown> | null | undefined;
  const fits = typeof like === 'object' && like !== null;
  if (fits && methods.every((name) => typeof like[name] === 'function')) return;
  throw unexpected(x, 'fromRequest', arg, wanted);
}
