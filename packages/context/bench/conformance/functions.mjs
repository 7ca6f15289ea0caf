// Rows 82 to 98, and those that only JavaScript can ask: functions that run after the end, order, hosts.
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ended, HOUR, live, other, root, soon, timers, turn, why } from './asks.mjs';

const registered = (make, most) => (p) => {
  const { ctx, count } = p.registry();
  const ends = Array.from({ length: most }, () => make(p, ctx));
  assert.equal(count(), most);
  for (const end of ends) end();
  assert.equal(count(), 0);
};

export const rowsOfFunctions = {
  82: async (p) => {
    let runs = 0;
    const [ctx, cancel] = root(p);
    const stop = p.afterFunc(ctx, () => (runs += 1));
    await turn();
    assert.equal(runs, 0);
    cancel();
    await turn();
    assert.deepEqual([runs, stop()], [1, false]);
  },
  83: async (p) => {
    let runs = 0;
    const [ctx] = p.withTimeout(p.background(), 5);
    p.afterFunc(ctx, () => (runs += 1));
    await delay(50);
    assert.equal(runs, 1);
  },
  84: async (p) => {
    let runs = 0;
    const [ctx, cancel] = root(p);
    cancel();
    p.afterFunc(ctx, () => (runs += 1));
    assert.equal(runs, 0);
    await turn();
    assert.equal(runs, 1);
  },
  85: async (p) => {
    let runs = 0;
    const [ctx, cancel] = root(p);
    const stop = p.afterFunc(ctx, () => (runs += 1));
    assert.deepEqual([stop(), stop()], [true, false]);
    const late = p.afterFunc(ctx, () => undefined);
    cancel();
    assert.equal(late(), false);
    await turn();
    assert.equal(runs, 0);
  },
  86: async (p) => {
    const seen = [];
    const [ctx, cancel] = root(p);
    p.afterFunc(ctx, () => seen.push('function'));
    cancel();
    seen.push('canceled');
    await turn();
    assert.deepEqual(seen, ['canceled', 'function']);
  },
  87: async (p) => {
    const { ctx, cancel } = p.registry();
    const [child] = p.withCancel(ctx);
    cancel();
    await turn();
    ended(p, child);
  },
  88: async (p) => {
    const { ctx, cancel } = p.registry();
    const [child] = p.withTimeout(ctx, HOUR);
    cancel();
    await turn();
    ended(p, child);
  },
  89: async (p) => {
    let runs = 0;
    const { ctx, cancel } = p.registry();
    p.afterFunc(ctx, () => (runs += 1));
    cancel();
    await turn();
    assert.equal(runs, 1);
  },
  90: registered((p, ctx) => p.withCancel(ctx)[1], 2),
  91: registered((p, ctx) => p.withTimeout(ctx, HOUR)[1], 1),
  92: registered((p, ctx) => p.afterFunc(ctx, () => undefined), 1),
  93: (p) => {
    const at = Date.now() + HOUR;
    const [parent] = p.withDeadline(p.background(), at);
    const before = timers();
    const [ctx] = p.withDeadline(parent, at + 1000);
    assert.equal(p.deadline(ctx), at);
    assert.equal(timers(), before);
  },
  94: (p) => {
    const [ctx, cancel] = p.withCancelCause(p.background());
    cancel(why);
    cancel(other);
    ended(p, ctx, 'Canceled', why);
  },
  95: async (p) => {
    const seen = [];
    const { isDone } = p;
    const [parent, cancel] = root(p);
    const all = Array.from({ length: 3 }, () => p.withCancel(parent)[0]);
    p.listen(parent, () => seen.push(...all.map((ctx) => isDone(ctx))));
    cancel();
    await turn();
    assert.deepEqual(seen, [true, true, true]);
  },
  96: async (p) => {
    const seen = [];
    const [parent, cancel] = root(p);
    for (const i of [1, 2, 3]) p.listen(p.withCancel(parent)[0], () => seen.push(i));
    cancel();
    await turn();
    assert.deepEqual(seen, [1, 2, 3]);
  },
  98: async (p) => {
    const [one] = p.withCancelCause(p.background());
    const [two, cancelTwo] = p.withCancelCause(p.background());
    const [merged, cancel] = p.withCancelCause(one);
    p.afterFunc(two, () => cancel(p.cause(two)));
    cancelTwo(why);
    await p.done(merged);
    ended(p, merged, 'Canceled', why);
  },
  J1: (p) => {
    const [ctx, cancel] = root(p);
    cancel();
    assert.equal(p.signal(ctx).aborted, true);
    if (p.has('cause')) assert.equal(p.signal(ctx).reason, p.cause(ctx));
  },
  J2: (p) => {
    const [ctx] = root(p);
    assert.equal(p.signal(ctx), p.signal(ctx));
  },
  J3: async (p) => {
    const [top, cancel] = root(p);
    let ctx = top;
    for (let i = 0; i < 100_000; i++) [ctx] = p.withCancel(ctx);
    cancel();
    await turn();
    assert.equal(await soon(p, ctx), true);
  },
  J4: async (p) => {
    const [ctx, cancel] = p.has('unheard') ? p.unheard(p.background()) : root(p);
    p.done(p.withValue(ctx, Symbol('key'), 1)).catch(() => undefined);
    cancel();
    const [, cancelUnasked] = p.has('unheard') ? p.unheard(ctx) : p.withCancel(ctx);
    cancelUnasked();
    await delay(20);
    assert.deepEqual(p.rejections, []);
  },
  J6: async (p) => {
    const [ctx] = p.withTimeout(p.background(), 2 ** 31);
    await delay(20);
    await live(p, ctx);
  },
  J7: async (p) => {
    const { now } = Date;
    const [ctx] = p.withTimeout(p.background(), 20);
    Date.now = () => now() - 24 * HOUR;
    await p.done(ctx);
    Date.now = now;
    assert.equal(await soon(p, ctx), true);
  },
  J8: async (p) => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const [ctx] = p.withTimeout(p.background(), HOUR);
    mock.timers.tick(HOUR - 1);
    await live(p, ctx);
    mock.timers.tick(1);
    assert.equal(await soon(p, ctx), true);
    mock.timers.reset();
  },
  J9: async (p) => {
    const [ctx, cancel] = root(p);
    p.dispose(cancel);
    assert.equal(await soon(p, ctx), true);
  },
  J12: async (p) => {
    const [ctx] = root(p);
    await p.race(ctx, Promise.resolve(1));
    assert.equal(p.childCount(ctx), 0);
  },
};
