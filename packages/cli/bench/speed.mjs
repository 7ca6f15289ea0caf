/**
 * How long `ctxvet` takes beside compilers and ESLint with the plugin. Run it as
 *
 *     node packages/cli/bench/speed.mjs [--files 1500,6000] [--runs 5] [--without eslint,…] [--large]
 *
 * after `npm run build`, where GNU time is installed as `/usr/bin/time`: it counts what the processes that a program
 * starts use, which native compilers do. It writes a code base of about so many files, of 20 lines each, or of 90 with
 * `--large` (see `packages/eslint-plugin/bench/code-base.mjs`), and runs whole processes in turn: ctxvet, its first run
 * with a cache, its second, tsc, eslint, ctxvet … Figures are medians; seconds of a busy machine mean little, their
 * ratios more. The native compiler and the engine that stands on it are measured where they are installed.
 *
 * It fails where ctxvet does not find exactly the faults that were planted, and ends with exit code 1 where a target is
 * missed: see `targets`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCodeBase } from '../../eslint-plugin/bench/code-base.mjs';

const { values: flags } = parseArgs({
  options: {
    files: { type: 'string', default: '1500,6000' },
    runs: { type: 'string', default: '5' },
    without: { type: 'string', default: '' },
    large: { type: 'boolean', default: false },
  },
});
const filesOfDomain = 8;
const filesOfLibrary = 9;
const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../../..');

const ctxvet = [join(root, 'packages/cli/dist/bin.js'), '--format', 'json'];

/** What each name runs; `undefined` where it is not installed. Compilers by path, for two packages have a `tsc`. */
const programs = {
  // What any program of Node costs.
  node: () => ['--eval', '0'],
  ctxvet: () => [...ctxvet, '--no-cache'],
  'ctxvet, first': (folder) => {
    rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true });
    return ctxvet;
  },
  'ctxvet, warm': () => ctxvet,
  'ctxvet, native': () =>
    hasNativeEngine() ? [...ctxvet, '--no-cache', '--engine', 'native'] : undefined,
  tsc: () => [pathOf('typescript', 'bin/tsc'), '--noEmit'],
  'tsc, native': () => {
    const path = pathOf('@typescript/native', 'bin/tsc');
    return path && [path, '--noEmit'];
  },
  eslint: (folder) => [join(root, 'packages/eslint-plugin/bench/lint.mjs'), folder, 'ours'],
};

/** At most so much of another's figure. The engine that is the default, and the native one. */
const targets = [
  { name: 'ctxvet', of: 'tsc', cpu: 0.6, megabytes: 1 },
  { name: 'ctxvet', of: 'eslint', cpu: 0.2 },
  { name: 'ctxvet, native', of: 'tsc', cpu: 0.35 },
  { name: 'ctxvet, native', of: 'tsc, native', wall: 2.5 },
];
/** For what grows with the files, as a part of how much they grow. */
const mostGrowth = 1.05;
/** Seconds that a warm run may take beside what any program of Node does. */
const mostWarm = 0.3;

const names = Object.keys(programs).filter(
  (name) => !flags.without.split(',').includes(name) && isInstalled(name),
);
const sizes = flags.files.split(',').map((files) => measure(Number(files)));
for (const { files, lines, runs } of sizes) {
  console.log(`\n${files} files, ${lines} lines\n`);
  printRow('program', 'wall', 'CPU', 'memory', 'wall / tsc', 'CPU / tsc', 'memory / tsc');
  for (const name of names) {
    const { wall, cpu, megabytes } = runs[name];
    const { tsc } = runs;
    const ratios = tsc && [wall / tsc.wall, cpu / tsc.cpu, megabytes / tsc.megabytes];
    printRow(
      name,
      `${wall.toFixed(2)} s`,
      `${cpu.toFixed(2)} s`,
      `${megabytes.toFixed(0)} MB`,
      ...(ratios ?? []).map((ratio) => ratio.toFixed(2)),
    );
  }
  console.log();
  for (const { name, of, ...limits } of targets) {
    for (const [what, limit] of Object.entries(limits)) {
      if (runs[name] && runs[of]) {
        verdict(`${what} of ${name} / ${of}`, runs[name][what] / runs[of][what], limit);
      }
    }
  }
  if (runs['ctxvet, warm'] && runs.node) {
    verdict(
      'seconds of a warm run over those of node',
      runs['ctxvet, warm'].wall - runs.node.wall,
      mostWarm,
    );
  }
}
if (sizes.length === 2) {
  const [small, large] = sizes;
  const times = large.files / small.files;
  for (const name of names.filter((each) => each === 'ctxvet' || each === 'ctxvet, native')) {
    const growth = large.runs[name].cpu / small.runs[name].cpu;
    verdict(`CPU of ${name} for ${times.toFixed(1)} times the files`, growth, times * mostGrowth);
  }
}

function isInstalled(name) {
  if (programs[name](tmpdir()) !== undefined) return true;
  console.log(`${name}: not installed, not measured`);
  return false;
}

/** A file of a package; `undefined` where that is not installed. */
function pathOf(name, file) {
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), file);
  } catch {
    return undefined;
  }
}

function hasNativeEngine() {
  const { stdout } = spawnSync(process.execPath, [ctxvet[0], '--help'], { encoding: 'utf8' });
  return /--engine[^]*"native"/.test(stdout) && pathOf('@typescript/native', '') !== undefined;
}

function measure(wanted) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ctxvet-speed-')));
  try {
    const domains = Math.round((wanted - filesOfLibrary) / filesOfDomain);
    const { files, lines, faults } = writeCodeBase(folder, { domains, small: !flags.large });
    const all = Object.fromEntries(names.map((name) => [name, []]));
    for (let i = 0; i < Number(flags.runs); i++) {
      for (const name of names) {
        const usage = run(folder, programs[name](folder));
        all[name].push(usage);
        if (name.startsWith('ctxvet')) assertFindings(name, usage.stdout, faults);
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

function run(folder, args) {
  const usageFile = join(folder, 'usage.txt');
  const time = ['-f', '%U %S %M', '-o', usageFile, process.execPath, ...args];
  const start = performance.now();
  const { stdout, stderr, error } = spawnSync('/usr/bin/time', time, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, GITHUB_ACTIONS: '' },
  });
  const wall = (performance.now() - start) / 1000;
  if (error) throw error;
  if (stderr !== '') console.error(stderr);
  // A line before says that the program found something.
  const used = readFileSync(usageFile, 'utf8').trim().split('\n').at(-1);
  const [user, system, kilobytes] = used.split(' ').map(Number);
  // Of several processes, the memory of the largest.
  return { wall, cpu: user + system, megabytes: kilobytes / 1024, stdout };
}

function assertFindings(name, stdout, faults) {
  const { findings, problems } = JSON.parse(stdout);
  const found = new Set(findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`));
  const planted = new Set(faults.filter((fault) => fault.includes(' ctxvet/')));
  const wrong = [
    ...problems,
    ...[...found].filter((each) => !planted.has(each)).map((each) => `not planted: ${each}`),
    ...[...planted].filter((each) => !found.has(each)).map((each) => `not found: ${each}`),
  ];
  if (planted.size === 0) wrong.push('nothing was planted');
  if (wrong.length > 0) {
    throw new Error(`${name} does not find what it should:\n${wrong.join('\n')}`);
  }
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

function printRow(name, ...columns) {
  console.log(`${name.padEnd(15)} ${columns.map((each) => each.padEnd(12)).join(' ')}`.trimEnd());
}

function verdict(what, ratio, limit) {
  const met = ratio <= limit;
  console.log(
    `${what}: ${ratio.toFixed(2)} (target: at most ${limit.toFixed(2)}) ${met ? 'met' : 'MISSED'}`,
  );
  if (!met) process.exitCode = 1;
}
