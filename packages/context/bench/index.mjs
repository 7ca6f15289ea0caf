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

const rows = [];
const UNITS = ['ns', 'µs', 'ms'];

/** Measures a table of functions and notes each beside the first. */
async function compare(what, functions) {
  let first;
  for (const [name, f] of Object.entries(functions)) {
    // The fastest batch: what else runs on the machine can only make one slower.
    const { min } = await measure(f, { min_cpu_time: 300e6 });
    first ??= min;
    note(what, name, time(min), min / first);
  }
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

for (const live of [0, 10_000]) {
  const [parent] = ours.root();
  const delay = (i) => 3_600_000 + (i % 1000);
  const contexts = Array.from({ length: live }, (_, i) => context.withTimeout(parent, delay(i)));
  const timers = Array.from({ length: live }, (_, i) => setTimeout(() => undefined, delay(i)));
  let i = 0;
  await compare(`a deadline made and canceled, beside ${live.toLocaleString('en')} others`, {
    [ours.name]: () => context.withTimeout(parent, delay(i++))[1](),
    'setTimeout and clearTimeout': () => clearTimeout(setTimeout(() => undefined, delay(i++))),
  });
  for (const [, cancel] of contexts) cancel();
  for (const timer of timers) clearTimeout(timer);
}
await compare('a deadline of an hour, made', {
  [ours.name]: () => {
    const made = context.withTimeout(context.background(), 3_600_000);
    made[1]();
    return made;
  },
  'AbortSignal.timeout, never canceled': () => AbortSignal.timeout(3_600_000),
});

{
  const [ctx] = ours.root();
  const [timed, cancel] = context.withTimeout(ctx, 3_600_000);
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

noteGo();
if (process.argv.includes('--write')) write();

/** Go's own benchmarks of the same, where it is installed. */
function noteGo() {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
  } catch {
    console.log('Go is not installed: its own benchmarks were skipped');
    return;
  }
  const names = 'ContextCancelTree|CommonParentCancel|WithTimeout|CheckCanceled|DeepValue';
  const args = ['test', 'context', '-run', 'NONE', '-bench', names, '-benchtime', '200ms'];
  const output = execFileSync('go', args, { encoding: 'utf8' });
  for (const [, name, ns] of output.matchAll(/^Benchmark(\S+)\s+\d+\s+([\d.]+) ns\/op/gm)) {
    note(`Go: ${name}`, 'context', time(Number(ns)));
  }
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
