// Ports of Go's context to JavaScript, each behind the names of this package. What a port does not have is left
// out here: rows that need it are not asked of it. `isDone` is what it says at once, `done` a promise of it.
// `wrap` makes a context of the user's own that hands all on to another, `custom` one with an end of its own.
import { getEventListeners } from 'node:events';
import * as context from '../../dist/index.js';
import { childCount } from '../../dist/testing.js';

/** Loads a port, which the others need not pay for. */
export const ports = {
  '@ctxvet/context': async () => ours,
  goscript: async (url) => goscript(await import(url)),
  '@loke/context': async () => loke((await import('@loke/context')).default),
  '@dxos/context': async () => dxos(await import('@dxos/context')),
  '@borderless/context': async () => borderless((await import('@borderless/context')).default),
};

const ours = {
  ...context,
  isDone: (ctx) => ctx.err() !== undefined,
  done: (ctx) => ctx.done(),
  err: (ctx) => ctx.err(),
  deadline: (ctx) => ctx.deadline()?.getTime(),
  value: (ctx, key) => ctx.value(key),
  signal: (ctx) => ctx.signal,
  childCount,
  listen: context.afterFunc,
  dispose: (cancel) => cancel[Symbol.dispose](),
  wrap: (inner, asked = () => undefined) => ({
    deadline: () => inner.deadline(),
    done: () => (asked(), inner.done()),
    err: () => inner.err(),
    value: (key) => inner.value(key),
    get signal() {
      return inner.signal;
    },
  }),
  custom: (inner) => {
    const [own, cancel] = context.withCancel(context.background());
    const { signal } = own;
    const ctx = { ...ours.wrap(inner), done: () => own.done(), err: () => own.err(), signal };
    return { ctx, cancel, listeners: () => getEventListeners(signal, 'abort').length };
  },
  registry: () => {
    const all = new Set();
    let err;
    const ctx = {
      ...ours.wrap(context.background()),
      err: () => err,
      afterFunc: (f) => (all.add(f), () => all.delete(f)),
    };
    const cancel = () => {
      err = context.Canceled;
      for (const f of [...all]) f();
    };
    return { ctx, cancel, count: () => all.size };
  },
};

function goscript(go) {
  const { time } = go;
  const nil = (x) => x ?? undefined;
  const ms = (n) => BigInt(Math.round(n * 1e6));
  const wrapper = (inner, own = {}) => ({
    Deadline: () => inner.Deadline(),
    Done: () => inner.Done(),
    Err: () => inner.Err(),
    Value: (key) => inner.Value(key),
    ...own,
  });
  return {
    background: go.Background,
    TODO: go.TODO,
    Canceled: go.Canceled,
    DeadlineExceeded: go.DeadlineExceeded,
    withCancel: go.WithCancel,
    withCancelCause: (parent) => {
      const [ctx, cancel] = go.WithCancelCause(parent);
      return [ctx, (cause) => cancel(cause ?? null)];
    },
    withDeadline: (parent, at) => go.WithDeadline(parent, time.UnixMilli(BigInt(Math.ceil(at)))),
    withDeadlineCause: (parent, at, cause) =>
      go.WithDeadlineCause(parent, time.UnixMilli(BigInt(Math.ceil(at))), cause),
    withTimeout: (parent, n) => go.WithTimeout(parent, ms(n)),
    withTimeoutCause: (parent, n, cause) => go.WithTimeoutCause(parent, ms(n), cause),
    withValue: go.WithValue,
    withoutCancel: go.WithoutCancel,
    afterFunc: go.AfterFunc,
    listen: go.AfterFunc,
    cause: (ctx) => nil(go.Cause(ctx)),
    err: (ctx) => nil(ctx.Err()),
    isDone: (ctx) => ctx.Err() !== null,
    done: async (ctx) =>
      void (await ctx
        .Done()
        .receive()
        .catch(() => undefined)),
    deadline: (ctx) => {
      const [at, ok] = ctx.Deadline();
      return ok ? Number(at.UnixMilli()) : undefined;
    },
    value: (ctx, key) => nil(ctx.Value(key)),
    childCount: (ctx) => ctx.children.size,
    wrap: (inner, asked = () => undefined) =>
      wrapper(inner, { Done: () => (asked(), inner.Done()) }),
    custom: (inner) => {
      const [own, cancel] = go.WithCancel(go.Background());
      let listeners = 0;
      const channel = own.Done();
      const receive = async () => {
        listeners += 1;
        await channel.receive().finally(() => (listeners -= 1));
      };
      const ctx = wrapper(inner, { Done: () => ({ receive }), Err: () => own.Err() });
      return { ctx, cancel, listeners: () => listeners };
    },
    registry: () => {
      const all = new Set();
      let err = null;
      const ctx = wrapper(go.Background(), {
        Err: () => err,
        AfterFunc: (f) => (all.add(f), () => all.delete(f)),
      });
      const cancel = () => {
        err = go.Canceled;
        for (const f of [...all]) f();
      };
      return { ctx, cancel, count: () => all.size };
    },
  };
}

function loke(port) {
  const pair = ({ ctx, abort }) => [ctx, abort];
  return {
    background: () => port.background,
    TODO: () => port.TODO,
    withCancel: (parent) => pair(port.withAbort(parent)),
    withDeadline: (parent, at) => pair(port.withDeadline(parent, at)),
    withTimeout: (parent, ms) => pair(port.withTimeout(parent, ms)),
    withValue: (parent, key, value) => port.withValues(parent, { [key]: value }),
    isDone: (ctx) => ctx.signal?.aborted ?? false,
    done: (ctx) =>
      new Promise((resolve) => {
        if (ctx.signal?.aborted) resolve();
        else ctx.signal?.addEventListener('abort', () => resolve());
      }),
    deadline: (ctx) => ctx.deadline,
    value: (ctx, key) => ctx[key],
    signal: (ctx) => ctx.signal,
    childCount: ({ signal }) => getEventListeners(signal, 'abort').length,
    listen: (ctx, f) => ctx.signal.addEventListener('abort', f),
  };
}

function dxos({ Context, cancelWithContext }) {
  return {
    background: () => Context.default(),
    withCancel: (parent) => {
      const ctx = parent.derive();
      return [ctx, () => void ctx.dispose()];
    },
    withValue: (parent, key, value) => parent.derive({ attributes: { [key]: value } }),
    isDone: (ctx) => ctx.disposed,
    done: (ctx) => new Promise((resolve) => ctx.onDispose(resolve)),
    value: (ctx, key) => ctx.getAttribute(key),
    // One of the callbacks takes it off its parent.
    childCount: (ctx) => Math.max(ctx.disposeCallbacksLength - 1, 0),
    listen: (ctx, f) => ctx.onDispose(f),
    race: cancelWithContext,
  };
}

function borderless(port) {
  const quiet = ([ctx, abort]) => {
    port.useAbort(ctx).catch(() => undefined);
    return [ctx, () => abort(new Error('canceled'))];
  };
  return {
    background: () => port.background,
    withCancel: (parent) => quiet(port.withAbort(parent)),
    withTimeout: (parent, ms) => quiet(port.withTimeout(parent, ms)),
    withValue: port.withValue,
    done: (ctx) => port.useAbort(ctx).catch(() => undefined),
    value: (ctx, key) => ctx.value(key),
    listen: (ctx, f) => void port.useAbort(ctx).catch(f),
    wrap: (inner) => ({ value: (key) => inner.value(key) }),
    /** Nobody listens to this one. */
    unheard: (parent) => {
      const [ctx, abort] = port.withAbort(parent);
      return [ctx, () => abort(new Error('canceled'))];
    },
  };
}
