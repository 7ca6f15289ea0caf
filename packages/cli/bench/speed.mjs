/**
 * How long `ctxvet` takes with either engine beside `tsc --noEmit`, of TypeScript 6 and 7, and ESLint with the plugin. Run it as
 *
 *     node packages/cli/bench/speed.mjs [--files 1500,6000] [--runs 5] [--without eslint]
 *
 * after `npm run build`. It writes a code base of about so many files (see `packages/eslint-plugin/bench/code-base.mjs`) and
 * runs whole processes in turn: ctxvet, native, tsc, tsc7, eslint, ctxvet … Figures are medians, of each process and those that it
 * starts; seconds of a busy machine mean little, their ratios more. It fails where ctxvet does not find exactly the faults that
 * were planted, and ends with exit code 1 where a target is missed: at most 0.6 of tsc, a fifth of ESLint, the memory of tsc, and
 * 4.2 of the time for 4 times the files; with the engine `native` at most 0.35 of tsc and 2.5 of tsc7.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { writeCodeBase } from '../../eslint-plugin/bench/code-base.mjs';
import { watchChildren } from './children.mjs';

const { values: flags } = parseArgs({
  options: {
    files: { type: 'string', default: '1500,6000' },
    runs: { type: 'string', default: '5' },
    without: { type: 'string', multiple: true, default: [] },
  },
});
const filesOfDomain = 8;
const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../../..');

const programs = {
  ctxvet: () => [join(root, 'packages/cli/dist/bin.js'), '--format', 'json'],
  native: () => [
    join(root, 'packages/cli/dist/bin.js'),
    ...['--engine', 'native', '--format', 'json'],
  ],
  // By path: another package may put another `tsc` into .bin.
  tsc: () => [join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'), '--noEmit'],
  tsc7: () => [
    join(dirname(require.resolve('@typescript/native/package.json')), 'bin/tsc'),
    '--noEmit',
  ],
  eslint: (folder) => [join(root, 'packages/eslint-plugin/bench/lint.mjs'), folder, 'ours'],
};
const names = Object.keys(programs).filter((name) => !flags.without.includes(name));

const sizes = [];
for (const files of flags.files.split(',')) sizes.push(await measure(Number(files)));
for (const { files, lines, runs } of sizes) {
  console.log(`\n${files} files, ${lines} lines\n\nprogram   wall      CPU       peak memory`);
  for (const name of names) {
    const { wall, cpu, megabytes } = runs[name];
    const columns = [`${wall.toFixed(1)} s`, `${cpu.toFixed(1)} s`, `${megabytes.toFixed(0)} MB`];
    console.log(
      `${name.padEnd(9)} ${columns.map((column) => column.padEnd(9)).join(' ')}`.trimEnd(),
    );
  }
  console.log();
  verdict('CPU of ctxvet / tsc', runs.ctxvet.cpu / runs.tsc.cpu, 0.6);
  verdict('peak memory of ctxvet / tsc', runs.ctxvet.megabytes / runs.tsc.megabytes, 1);
  if (runs.native) verdict('CPU of native / tsc', runs.native.cpu / runs.tsc.cpu, 0.35);
  if (runs.native && runs.tsc7) {
    verdict('CPU of native / tsc7', runs.native.cpu / runs.tsc7.cpu, 2.5);
  }
  if (runs.eslint) verdict('CPU of ctxvet / eslint', runs.ctxvet.cpu / runs.eslint.cpu, 0.2);
}
if (sizes.length === 2) {
  const [small, large] = sizes;
  const growth = large.runs.ctxvet.cpu / small.runs.ctxvet.cpu;
  // The sizes are not exact multiples.
  const times = large.files / small.files;
  verdict(`\nCPU for ${times.toFixed(1)} times the files`, growth, times * 1.05);
}

async function measure(wanted) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ctxvet-speed-')));
  try {
    const domains = Math.round(wanted / filesOfDomain);
    const { files, lines, faults } = writeCodeBase(folder, { domains });
    const all = Object.fromEntries(names.map((name) => [name, []]));
    for (let i = 0; i < Number(flags.runs); i++) {
      for (const name of names) {
        const usage = await run(folder, programs[name](folder));
        all[name].push(usage);
        if (isOurs(name) && i === 0) assertFindings(usage.stdout, faults);
      }
      const row = names.map((name) => `${name} ${all[name][i].cpu.toFixed(1)} s`).join('  ');
      console.log(`${files} files, run ${i + 1} of ${flags.runs}: ${row}`);
    }
    return {
      files,
      lines,
      runs: Object.fromEntries(names.map((name) => [name, medians(all[name])])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isOurs(name) {
  return name === 'ctxvet' || name === 'native';
}

async function run(folder, args) {
  const usageFile = join(folder, 'usage.json');
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'usage.mjs'), ...args],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CTXVET_USAGE: usageFile, GITHUB_ACTIONS: '' },
    },
  );
  const children = watchChildren(child.pid);
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const wall = (performance.now() - start) / 1000;
  const own = JSON.parse(readFileSync(usageFile, 'utf8'));
  const others = children.stop();
  return {
    wall,
    cpu: own.cpu + others.cpu,
    megabytes: own.megabytes + others.megabytes,
    stdout,
  };
}

function assertFindings(stdout, faults) {
  const { findings, problems } = JSON.parse(stdout);
  const found = findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
  const planted = faults.filter((fault) => fault.includes(' ctxvet/'));
  const wrong = [
    ...problems,
    ...found.filter((each) => !planted.includes(each)).map((each) => `not planted: ${each}`),
    ...planted.filter((each) => !found.includes(each)).map((each) => `not found: ${each}`),
  ];
  if (planted.length === 0) wrong.push('nothing was planted');
  if (wrong.length > 0)
    throw new Error(`ctxvet does not find what it should:\n${wrong.join('\n')}`);
}

function medians(runs) {
  const median = (of) => {
    const sorted = runs.map(of).sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  };
  return {
    wall: median(({ wall }) => wall),
    cpu: median(({ cpu }) => cpu),
    megabytes: median(({ megabytes }) => megabytes),
  };
}

function verdict(what, ratio, limit) {
  const met = ratio <= limit;
  console.log(
    `${what}: ${ratio.toFixed(2)} (target: at most ${limit.toFixed(2)}) ${met ? 'met' : 'MISSED'}`,
  );
  if (!met) process.exitCode = 1;
}
