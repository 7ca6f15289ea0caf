/**
 * What our rules add to a typed ESLint run, beside what `@typescript-eslint/no-floating-promises` adds. Run it as
 *
 *     node packages/eslint-plugin/bench/cost.mjs [--runs 7] [--domains 100] [--check] [--keep <folder>]
 *
 * after `npm run build`. It writes a code base of 800 files, eight a domain (see `code-base.mjs`), and lints it in whole processes in turn:
 * base, ours, theirs, base, ours, theirs …; CPU seconds are user and system time, and the figures are medians. The base
 * is the parser with types and a probe that starts the checker, so it is the least that any typed run costs.
 * It fails where a run does not find exactly the faults that were planted, and ends with exit code 1 where a target is
 * missed: at most 5 % of the base, and at most half of what `no-floating-promises` adds; and at most 3 % more memory, as
 * what is in use at the end, for the peak depends on when garbage happens to be collected.
 * `--check` compiles the code base first; `--keep` writes it to a folder of yours and leaves it there.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checks } from '@ctxvet/analysis';
import { writeCodeBase } from './code-base.mjs';

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    domains: { type: 'string', default: '100' },
    check: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
const names = ['base', 'ours', 'theirs'];
const theirRule = '@typescript-eslint/no-floating-promises';

const folder = flags.keep
  ? resolve(flags.keep)
  : realpathSync(mkdtempSync(join(tmpdir(), 'ctxvet-cost-')));
try {
  const codeBase = writeCodeBase(folder, { domains: Number(flags.domains) });
  const { files, lines, withContexts, faults } = codeBase;
  console.log(
    `${files} files, ${lines} lines, ${withContexts} files with contexts, ${faults.length} faults`,
  );
  if (flags.check) compile(folder);
  const runs = measure(folder, Number(flags.runs));
  assertFindings(runs.ours[0], faults, (rule) =>
    checks.some(({ name }) => rule === `ctxvet/${name}`),
  );
  assertFindings(runs.theirs[0], faults, (rule) => rule === theirRule);
  print(runs);
} finally {
  if (!flags.keep) rmSync(folder, { recursive: true, force: true });
}

function compile(folder) {
  // By path: another package may put another `tsc` into .bin.
  const require = createRequire(import.meta.url);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'inherit' });
  console.log('it compiles');
}

/** Runs whole processes in turn, so that a machine that gets slower gets slower for all. */
function measure(folder, count) {
  const runs = { base: [], ours: [], theirs: [] };
  for (let i = 0; i < count; i++) {
    for (const name of names) {
      const args = ['--expose-gc', join(import.meta.dirname, 'lint.mjs'), folder, name];
      const out = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
      runs[name].push(JSON.parse(out));
    }
    const row = names.map((name) => `${name} ${runs[name][i].seconds.toFixed(2)} s`).join('  ');
    console.log(`run ${i + 1} of ${count}: ${row}`);
  }
  return runs;
}

function assertFindings({ findings }, faults, isOf) {
  const wanted = new Set(faults.filter((fault) => isOf(fault.split(' ')[1])));
  const wrong = [
    ...findings
      .filter((finding) => !wanted.has(finding))
      .map((finding) => `not planted: ${finding}`),
    ...[...wanted]
      .filter((fault) => !findings.includes(fault))
      .map((fault) => `not found: ${fault}`),
  ];
  if (wanted.size === 0) wrong.push('nothing was planted');
  if (wrong.length > 0)
    throw new Error(`the run does not find what it should:\n${wrong.join('\n')}`);
}

function print(runs) {
  const median = (name, of) => medianOf(runs[name].map(of));
  const base = median('base', ({ seconds }) => seconds);
  console.log('\nrun      CPU        added      of the base   memory in use   peak');
  for (const name of names) {
    const seconds = median(name, (run) => run.seconds);
    const added = name === 'base' ? '' : `${(seconds - base).toFixed(2)} s`;
    const share = name === 'base' ? '' : percent((seconds - base) / base);
    const memory = `${median(name, ({ kept }) => kept).toFixed(1)} MB`.padEnd(15);
    const peak = `${median(name, ({ megabytes }) => megabytes).toFixed(0)} MB`;
    console.log(
      `${name.padEnd(8)} ${`${seconds.toFixed(2)} s`.padEnd(10)} ${added.padEnd(10)} ${share.padEnd(13)} ${memory} ${peak}`,
    );
  }
  console.log(
    '\nrule                                         own time     of the base   slowest file',
  );
  const rules = { ...runs.ours[0].times, ...runs.theirs[0].times };
  for (const rule of Object.keys(rules)) {
    const name = rule in runs.ours[0].times ? 'ours' : 'theirs';
    const total = median(name, ({ times }) => times[rule].total);
    const slowest = median(name, ({ times }) => times[rule].slowest);
    console.log(
      `${rule.padEnd(44)} ${`${total.toFixed(0)} ms`.padEnd(12)} ${percent(total / 1000 / base).padEnd(13)} ${slowest.toFixed(1)} ms`,
    );
  }
  const ours = median('ours', ({ seconds }) => seconds) - base;
  const theirs = median('theirs', ({ seconds }) => seconds) - base;
  verdict('of the base', ours / base, 0.05);
  verdict('of no-floating-promises', ours / theirs, 0.5);
  const memory = median('base', ({ kept }) => kept);
  verdict('of the memory', median('ours', ({ kept }) => kept) / memory - 1, 0.03);
}

function verdict(what, share, limit) {
  const met = share <= limit;
  console.log(
    `\nours ${what}: ${percent(share)} (target: at most ${percent(limit)}) ${met ? 'met' : 'MISSED'}`,
  );
  if (!met) process.exitCode = 1;
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
