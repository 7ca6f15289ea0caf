/**
 * Lints the sources of real packages with every rule and every option on, and says what that costs:
 *
 *     npm run corpus [-- --only rxjs,zod] [--folder <folder>] [--every-call]
 *
 * They are installed from npm into a folder of their own, which is kept for the next run: `--folder`, or else one below
 * node_modules/.cache. It ends with exit code 1 where a rule throws, where one file takes our rules more than two
 * seconds, and where anything is reported but in the package that uses contexts, whose faults are known. `--every-call` then
 * follows the result of every call as if it were a cancel function: nothing may throw there either, and each suggestion must
 * parse. That takes some minutes more.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packages } from './corpus/packages.mjs';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(packages).join() },
    folder: { type: 'string', default: 'node_modules/.cache/ctxvet-corpus' },
    'every-call': { type: 'boolean', default: false },
  },
});
const slowest = 2000;
const lint = join(import.meta.dirname, '../bench/lint.mjs');
const everyCall = join(import.meta.dirname, 'corpus/every-call.mjs');
const complaints = [];

console.log('package   lines     ms per 1,000 lines   slowest file                     reported');
for (const name of flags.only.split(',')) {
  const of = packages[name];
  if (of === undefined) {
    console.error(`corpus: no package ${name}; known are ${Object.keys(packages).join(', ')}`);
    process.exit(2);
  }
  const folder = layOut(resolve(flags.folder, name), of);
  try {
    report(name, folder, of);
  } catch (error) {
    complaints.push(
      `${name}: ${String(error.stderr || error)
        .trim()
        .split('\n')
        .slice(0, 12)
        .join('\n')}`,
    );
  }
}
for (const complaint of complaints) console.log(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

/** Installs a package and copies its sources, unless that is done; the folder. */
function layOut(folder, { from, with: others, options }) {
  if (existsSync(join(folder, 'src'))) return folder;
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'ctxvet-corpus', version: '1.0.0', private: true };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  execFileSync('npm', [...install, from, ...others], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const tsconfig = { compilerOptions: options, include: ['src'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig, null, 1));
  const sources = join(folder, 'node_modules', from.slice(0, from.lastIndexOf('@')), 'src');
  cpSync(sources, join(folder, 'src'), {
    recursive: true,
    filter: (path) => !isTest(path.slice(sources.length)),
  });
  return folder;
}

/** Tests need packages of their own to type-check. */
function isTest(path) {
  return /\.(?:spec|test)\.ts$|\/(?:__tests__|tests|benchmarks|bundled)(?:\/|$)/.test(path);
}

function report(name, folder, { typed, settings = {}, faults }) {
  const run = (kind) =>
    runScript(lint, folder, kind, typed ? 'typed' : 'untyped', JSON.stringify(settings));
  const base = run('base');
  const { seconds, lines, findings, times } = run(faults === undefined ? 'strict' : 'ours');
  const ours = Object.entries(times).filter(([rule]) => rule.startsWith('ctxvet/'));
  const own = ours.reduce((sum, [, { total }]) => sum + total, 0);
  const worst = ours.map(([, time]) => time).sort((a, b) => b.slowest - a.slowest)[0];
  const perThousand = `${((own / lines) * 1000).toFixed(1)} own, ${(((seconds - base.seconds) / lines) * 1e6).toFixed(1)} CPU`;
  console.log(
    `${name.padEnd(9)} ${String(lines).padEnd(9)} ${perThousand.padEnd(20)} ${worst.slowest.toFixed(0).padStart(4)} ms ${worst.file.padEnd(30)} ${findings.length}`,
  );
  if (worst.slowest > slowest) complaints.push(`${name}: too slow: ${worst.file}`);
  const known = new Set(faults);
  for (const finding of findings) {
    if (!known.delete(finding)) complaints.push(`${name}: ${finding}`);
  }
  for (const fault of known) complaints.push(`${name}: not found: ${fault}`);
  if (flags['every-call']) followEveryCall(name, folder);
}

function followEveryCall(name, folder) {
  const followed = runScript(everyCall, folder);
  console.log(
    `          ${followed.acquisitions} calls followed, ${followed.findings} findings in three modes`,
  );
  for (const complaint of followed.complaints) complaints.push(`${name}: ${complaint}`);
}

function runScript(...args) {
  const options = { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] };
  return JSON.parse(
    execFileSync(process.execPath, ['--max-old-space-size=6000', ...args], options),
  );
}
