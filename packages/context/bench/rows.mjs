// What is measured: rows by what they do, each a table of functions that set one competitor up and give what is to
// be timed. Only one of them is set up in a process.
import { do_not_optimize } from 'mitata';
import { goscript, ours, peers } from './peers.mjs';
import * as context from '../dist/index.js';
import { benchmarks } from '../dist/test-kit/benchmarks.js';

const HOUR = 3_600_000;
const TIMERS = 'setTimeout and clearTimeout';

/** The prefix of rows that Go has a benchmark of the same name for. */
export const GO = "Go's Benchmark";

/** The same of all peers, by name. */
const each = (make) => Object.fromEntries(peers.map((peer) => [peer.name, () => make(peer)]));

export const rows = new Map([
  [
    'create and cancel a child of a live parent',
    each(({ root, child, cancel }) => {
      const parent = root();
      return () => cancel(child(parent));
    }),
  ],
  [
    'a tree of 1,000 children, built and canceled',
    each(({ root, child, cancel }) => () => {
      const parent = root();
      for (let i = 0; i < 1000; i++) do_not_optimize(child(parent));
      cancel(parent);
    }),
  ],
  ...[10, 100, 1000, 10_000].map(chain),
  ...[0, 10_000].map((live) => deadlines(live, 'all of an hour', () => HOUR)),
  ...[0, 10_000].map((live) =>
    deadlines(live, 'each of another length', (i) => HOUR + ((i * 7919) % 1_000_003)),
  ),
  ['the oldest of 10,000 deadlines canceled and another made', byTimers(oldest)],
  [
    'a deadline of an hour, made',
    {
      [ours.name]: () => () => {
        const made = context.withTimeout(context.background(), HOUR);
        made[1]();
        return made;
      },
      'AbortSignal.timeout, never canceled': () => () => AbortSignal.timeout(HOUR),
    },
  ],
  [
    '1,000 of four kinds asked',
    { 'err() of @ctxvet/context': askErrors, 'a property of objects of four shapes': askObjects },
  ],
  ...[1, 10, 100].map(values),
  [
    // Many at a time: what the harness needs for one would hide the rest.
    '1,000 races of a promise and a long life',
    {
      [ours.name]: () => {
        const [ctx] = ours.root();
        return async () => {
          for (let i = 0; i < 1000; i++) await context.race(ctx, Promise.resolve(1));
        };
      },
      'Promise.race, which keeps every result': () => {
        const done = ours.root()[0].done();
        return async () => {
          for (let i = 0; i < 1000; i++) await Promise.race([done, Promise.resolve(1)]);
        };
      },
    },
  ],
  ...benchmarks.map(({ name, setUp }) => [`${GO}${name}`, { [ours.name]: () => setUp().run }]),
]);

function chain(depth) {
  const all = each(({ root, child, cancel }) => () => {
    const top = root();
    let leaf = top;
    for (let i = 0; i < depth; i++) leaf = child(leaf);
    cancel(top);
  });
  const able = peers.filter(({ deepest }) => depth <= deepest).map(({ name }) => [name, all[name]]);
  return [`a chain of ${depth.toLocaleString('en')}, built and canceled`, Object.fromEntries(able)];
}

/** The same of timeouts: those of contexts, and the host's. */
function byTimers(make) {
  return {
    [ours.name]: () => {
      const [parent] = ours.root();
      return make(
        (ms) => context.withTimeout(parent, ms)[1],
        (cancel) => cancel(),
      );
    },
    [TIMERS]: () => make((ms) => setTimeout(() => undefined, ms), clearTimeout),
  };
}

function deadlines(live, kind, delay) {
  const what = `a deadline made and canceled, beside ${live.toLocaleString('en')} others, ${kind}`;
  const setUp = (make, cancel) => {
    for (let i = 0; i < live; i++) make(delay(i));
    let i = live;
    return () => cancel(make(delay(i++)));
  };
  return [what, byTimers(setUp)];
}

function oldest(make, cancel) {
  const all = Array.from({ length: 10_000 }, () => make(HOUR));
  let i = 0;
  return () => {
    cancel(all[i]);
    all[i] = make(HOUR);
    i = (i + 1) % all.length;
  };
}

function askErrors() {
  const [ctx] = ours.root();
  const [timed] = context.withTimeout(ctx, HOUR);
  const kinds = [context.background(), ctx, context.withValue(ctx, ours, 1), timed];
  const contexts = Array.from({ length: 1000 }, (_, i) => kinds[i % 4]);
  return () => {
    let live = 0;
    for (const each of contexts) live += each.err() === undefined ? 1 : 0;
    return live;
  };
}

function askObjects() {
  const shapes = [{ a: 1 }, { b: 1, a: 1 }, { c: 1, b: 1, a: 1 }, { d: 1, c: 1, b: 1, a: 1 }];
  const objects = Array.from({ length: 1000 }, (_, i) => shapes[i % 4]);
  return () => {
    let found = 0;
    for (const each of objects) found += each.a === undefined ? 0 : 1;
    return found;
  };
}

function values(depth) {
  const key = context.contextKey('key');
  const find = (withValue, root, ask) => () => {
    let ctx = withValue(root, key, 1);
    for (let i = 1; i < depth; i++) ctx = withValue(ctx, context.contextKey('other'), i);
    return () => ask(ctx);
  };
  const functions = {
    [ours.name]: find(context.withValue, context.background(), (ctx) => ctx.value(key)),
    goscript: find(goscript.WithValue, goscript.Background(), (ctx) => ctx.Value(key)),
  };
  return [`a value found at depth ${depth}`, functions];
}
