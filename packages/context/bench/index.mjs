// Times and bytes beside those of others, all in one run; what counts is the ratios. With --write the table in the
// package's README is replaced. Needs a build and its own install:
//   npm ci --prefix packages/context/bench --no-workspaces && npm run bench --prefix packages/context/bench
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytes } from './bytes.mjs';
import { bundleGoscript } from './goscript.mjs';
import { GO, rows } from './rows.mjs';
import { peers } from './peers.mjs';

const UNITS = ['ns', 'µs', 'ms'];
const table = [];
// So that it is bundled only once.
process.env.GOSCRIPT ??= await bundleGoscript();

const go = goTimes();
for (const [what, functions] of rows) {
  const names = Object.keys(functions);
  const best = Object.fromEntries(names.map((name) => [name, Infinity]));
  // Twice, so that one busy moment of the machine is not all that one of them gets.
  for (let round = 0; round < 2; round++) {
    for (const name of names) best[name] = Math.min(best[name], timeOf(what, name));
  }
  const first = best[names[0]];
  for (const name of names) note(what, name, time(best[name]), best[name] / first);
  const theirs = go.get(what);
  if (theirs !== undefined) note(what, 'Go', time(theirs), theirs / first);
}
for (const [what, name, count] of bytes(peers)) note(what, name, `${Math.round(count)} bytes`);
if (process.argv.includes('--write')) write();

/** Nanoseconds that one run takes. */
function timeOf(what, name) {
  const args = [join(import.meta.dirname, 'time.mjs'), what, name];
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  return Number(execFileSync(process.execPath, args, options));
}

/** Go's own, by the row that does the same: on one processor, as all here, the fastest of three. */
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
    const row = `${GO}${name}`;
    times.set(row, Math.min(Number(ns), times.get(row) ?? Infinity));
  }
  return times;
}

function note(what, name, result, ratio) {
  table.push([what, name, result, ratioText(ratio)]);
  console.log(table.at(-1).join(' | '));
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

function write() {
  const readme = join(import.meta.dirname, '../README.md');
  const lines = [
    '| | | | |',
    '|---|---|--:|--:|',
    ...table.map(([what, ...cells], i) => {
      const isNew = i === 0 || table[i - 1][0] !== what;
      return `| ${isNew ? what : ''} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');
  const text = readFileSync(readme, 'utf8');
  const between = /(<!-- begin measured -->\n)[^]*?(<!-- end measured -->)/;
  writeFileSync(
    readme,
    text.replace(between, (_, begin, end) => `${begin}\n${lines}\n\n${end}`),
  );
}
