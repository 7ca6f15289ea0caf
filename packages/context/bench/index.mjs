// Times and bytes beside those of others, all in one run; what counts is the ratios. With --write the table in the
// package's README is replaced. Needs a build and its own install:
//   npm ci --prefix packages/context/bench --no-workspaces && npm run bench --prefix packages/context/bench
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { do_not_optimize, measure } from 'mitata';
import { bytes } from './bytes.mjs';
import { goscript, ours, peers } from './peers.mjs';
import * as context from '../dist/index.js';
import { benchmarks } from '../dist/test-kit/benchmarks.js';

const rows = [];
const UNITS = ['ns', 'µs', 'ms'];

/**
 * Measures a table of functions and notes each beside the first. What else runs on the machine can only make one
 * slower, or keep the engine from compiling it in time: so each is warmed up, they take turns, and the fastest
 * batch of all counts.
 */
async function compare(what, functions) {
  const names = Object.keys(functions);
  const best = Object.fromEntries(names.map((name) => [name, Infinity]));
  for (const nanoseconds of [100e6, 150e6, 150e6, 150e6]) {
    for (const name of names) {
      const { min } = await measure(functions[name], { min_cpu_time: nanoseconds });
      best[name] = Math.min(best[name], min);
    }
  }
  for (const name of names) note(what, name, time(best[name]), best[name] / best[names[0]]);
}

function note(what, name, result, ratio) {
  rows.push([what, name, result, ratio]);
  console.log([what, name, result, ratioText(ratio)].join(' | '));
}

function ratioText(ratio) {
  return ratio === undefined ? '' : `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio)} ×`;
}

function time(ns) {
  let unit = 0;
  while (ns >= 1000 && unit < 2) {
    ns /= 1000;
    unit += 1;
  }
  return `${ns.toPrecision(3)} ${UNITS[unit]}`;
}

/** The same of all peers, by name. */
const each = (make) => Object.fromEntries(peers.flatMap((peer) => make(peer) ?? []));

await compare(
  'create and cancel a child of a live parent',
  each(({ name, root, child, cancel }) => {
    const parent = root();
    return [[name, () => cancel(child(parent))]];
  }),
);

await compare(
  'a tree of 1,000 children, built and canceled',
  each(({ name, root, child, cancel }) => [
    [
      name,
      () => {
        const parent = root();
        for (let i = 0; i < 1000; i++) do_not_optimize(child(parent));
        cancel(parent);
      },
    ],
  ]),
);

for (const depth of [10, 100, 1000, 10_000]) {
  await compare(
    `a chain of ${depth.toLocaleString('en')}, built and canceled`,
    each(({ name, deepest, root, child, cancel }) => {
      if (depth > deepest) return undefined;
      const chain = () => {
        const top = root();
        let leaf = top;
        for (let i = 0; i < depth; i++) leaf = child(leaf);
        cancel(top);
      };
      return [[name, chain]];
    }),
  );
}

/** Timeouts, and how they are made and canceled: those of contexts, and the host's. */
const [deadlines] = ours.root();
const timeouts = {
  [ours.name]: [(ms) => context.withTimeout(deadlines, ms)[1], (cancel) => cancel()],
  'setTimeout and clearTimeout': [(ms) => setTimeout(() => undefined, ms), clearTimeout],
};
const HOUR = 3_600_000;
const delays = {
  'all of an hour': () => HOUR,
  'each of another length': (i) => HOUR + ((i * 7919) % 1_000_003),
};
for (const [kind, delay] of Object.entries(delays)) {
  for (const live of [0, 10_000]) {
    const functions = {};
    const clear = [];
    for (const [name, [make, cancel]] of Object.entries(timeouts)) {
      const others = Array.from({ length: live }, (_, i) => make(delay(i)));
      let i = live;
      functions[name] = () => cancel(make(delay(i++)));
      clear.push(() => others.forEach((each) => cancel(each)));
    }
    await compare(
      `a deadline made and canceled, beside ${live.toLocaleString('en')} others, ${kind}`,
      functions,
    );
    for (const f of clear) f();
  }
}
{
  const functions = {};
  for (const [name, [make, cancel]] of Object.entries(timeouts)) {
    const others = Array.from({ length: 10_000 }, () => make(HOUR));
    let i = 0;
    functions[name] = () => {
      cancel(others[i]);
      others[i] = make(HOUR);
      i = (i + 1) % others.length;
    };
  }
  await compare(
    'the oldest of 10,000 deadlines canceled and another made, all of an hour',
    functions,
  );
}
await compare('a deadline of an hour, made', {
  [ours.name]: () => {
    const made = context.withTimeout(context.background(), HOUR);
    made[1]();
    return made;
  },
  'AbortSignal.timeout, never canceled': () => AbortSignal.timeout(HOUR),
});

{
  const [ctx] = ours.root();
  const [timed, cancel] = context.withTimeout(ctx, HOUR);
  const kinds = [context.background(), ctx, context.withValue(ctx, ours, 1), timed];
  const contexts = Array.from({ length: 1000 }, (_, i) => kinds[i % 4]);
  const shapes = [{ a: 1 }, { b: 1, a: 1 }, { c: 1, b: 1, a: 1 }, { d: 1, c: 1, b: 1, a: 1 }];
  const objects = Array.from({ length: 1000 }, (_, i) => shapes[i % 4]);
  await compare('1,000 of four kinds asked', {
    'err() of @ctxvet/context': () => {
      let live = 0;
      for (const each of contexts) live += each.err() === undefined ? 1 : 0;
      return live;
    },
    'a property of objects of four shapes': () => {
      let found = 0;
      for (const each of objects) found += each.a === undefined ? 0 : 1;
      return found;
    },
  });
  cancel();
}

for (const depth of [1, 10, 100]) {
  const key = context.contextKey('key');
  let ctx = context.withValue(context.background(), key, 1);
  let other = goscript.WithValue(goscript.Background(), key, 1);
  for (let i = 1; i < depth; i++) {
    ctx = context.withValue(ctx, context.contextKey('other'), i);
    other = goscript.WithValue(other, context.contextKey('other'), i);
  }
  await compare(`a value found at depth ${depth}`, {
    [ours.name]: () => ctx.value(key),
    goscript: () => other.Value(key),
  });
}

{
  const [ctx] = ours.root();
  const done = ctx.done();
  // Many at a time: what the harness needs for one would hide the rest.
  await compare('1,000 races of a promise and a long life', {
    [ours.name]: async () => {
      for (let i = 0; i < 1000; i++) await context.race(ctx, Promise.resolve(1));
    },
    'Promise.race, which keeps every result': async () => {
      for (let i = 0; i < 1000; i++) await Promise.race([done, Promise.resolve(1)]);
    },
  });
}

for (const [what, name, count] of bytes(peers)) note(what, name, `${Math.round(count)} bytes`);

await noteGo();
if (process.argv.includes('--write')) write();

/** Go's own benchmarks, and the same in this language: each beside Go's, where that is installed. */
async function noteGo() {
  const go = goTimes();
  for (const { name, setUp } of benchmarks) {
    const { run, tearDown } = setUp();
    const ns = await fastest(run);
    tearDown?.();
    note(`Go's Benchmark${name}`, ours.name, time(ns), 1);
    const theirs = go.get(name);
    if (theirs !== undefined) note(`Go's Benchmark${name}`, 'Go', time(theirs), theirs / ns);
  }
}

async function fastest(run) {
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    best = Math.min(best, (await measure(run, { min_cpu_time: 60e6 })).min);
  }
  return best;
}

/** Nanoseconds by name, on one processor, as all here: the fastest of three runs. */
function goTimes() {
  const times = new Map();
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
  } catch {
    console.log('Go is not installed: its own benchmarks were skipped');
    return times;
  }
  const options = ['-run', 'NONE', '-bench', '.', '-benchtime', '60ms', '-count', '3', '-cpu', '1'];
  const output = execFileSync('go', ['test', 'context', ...options], { encoding: 'utf8' });
  for (const [, name, ns] of output.matchAll(/^Benchmark(\S+)\s+\d+\s+([\d.]+) ns\/op/gm)) {
    times.set(name, Math.min(Number(ns), times.get(name) ?? Infinity));
  }
  return times;
}

function write() {
  const readme = join(import.meta.dirname, '../README.md');
  const table = [
    '| | | | |',
    '|---|---|--:|--:|',
    ...rows.map(([what, name, result, ratio], i) => {
      const isNew = i === 0 || rows[i - 1][0] !== what;
      return `| ${isNew ? what : ''} | ${name} | ${result} | ${ratioText(ratio)} |`;
    }),
  ].join('\n');
  const text = readFileSync(readme, 'utf8');
  const between = /(<!-- begin measured -->\n)[^]*?(<!-- end measured -->)/;
  writeFileSync(
    readme,
    text.replace(between, (_, begin, end) => `${begin}\n${table}\n\n${end}`),
  );
}
