// Writes CONFORMANCE.md from the names of the tests: which assertion of Go's own tests, or of ours where Go can
// have none, each of them makes. With --check it writes nothing and fails where the page is stale.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '../../..');
const page = join(import.meta.dirname, '../CONFORMANCE.md');
const GO_ROWS = 98;
const OWN_ROWS = 12;
/** How many assertions of one test the page spells out. */
const MOST = 5;

/** What no test here can assert, and why. */
const NOT_APPLICABLE = new Map([
  ['46', 'TestDeadlineExceededIsNetError: there is no `net.Error` in JavaScript'],
  ['97', 'the benchmarks: see `bench`'],
]);

/** Rows, each with the names of its tests and below each what is asserted. */
const rows = new Map();
for (const name of testNames()) {
  const found = /(?:^| > )(?:rows? ([\d, ]+)|(J\d+)): (.*)$/.exec(name);
  if (found === null) continue;
  const [, numbers, own, behaviour] = found;
  const test = own === undefined ? plain(name.split(' > ')[0]) : '';
  for (const row of own === undefined ? numbers.split(/, */) : [own]) {
    const tests = rows.get(row) ?? new Map();
    const behaviours = tests.get(test) ?? new Set();
    rows.set(row, tests.set(test, behaviours.add(plain(behaviour))));
  }
}

const wanted = [
  ...Array.from({ length: GO_ROWS }, (_, i) => String(i + 1)),
  ...Array.from({ length: OWN_ROWS }, (_, i) => `J${i + 1}`),
];
const missing = wanted.filter((row) => !rows.has(row) && !NOT_APPLICABLE.has(row));
if (missing.length > 0) throw new Error(`no test for the rows ${missing.join(', ')}`);

const table = wanted.map((row) => {
  const tests = rows.get(row);
  if (tests === undefined) return `| ${row} | ${NOT_APPLICABLE.get(row)} | n/a |`;
  return `| ${row} | ${[...tests].map(summary).join('. ')} | pass |`;
});
const text = await format(
  `# Conformance

What Go's own tests assert of a context, row by row in the order of its test files, and under J what only
JavaScript can ask. Each row names the test, and what tests of ours assert for it: run them with \`npm test\`.
This page is written from their names by \`npm run docs\`, and no change goes in unless all of them pass.

| row | behaviour | |
|---|---|---|
${table.join('\n')}
`,
  { ...(await resolveConfig(page)), filepath: page },
);

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
  console.error('stale, run `npm run docs:conformance`:\n  packages/context/CONFORMANCE.md');
  process.exitCode = 1;
}

/** The full names of this package's tests, as the runner finds them. */
function testNames() {
  const dir = mkdtempSync(join(tmpdir(), 'ctxvet-conformance-'));
  const list = join(dir, 'tests.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const options = ['--config', '.vitest.config.mjs', '--project', 'node', `--json=${list}`];
  const args = ['list', ...options, 'packages/context'];
  execFileSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'ignore' });
  const tests = JSON.parse(readFileSync(list, 'utf8'));
  rmSync(dir, { recursive: true });
  // The runner lists files as it gets to them; within one the order is that of the source.
  return tests.sort((a, b) => a.file.localeCompare(b.file)).map(({ name }) => name);
}

/** A test's name without what the runner puts around the cases of a table. */
function plain(name) {
  return name.replaceAll("'", '').replace(/ \(seed \d+\)/, '');
}

function summary([test, behaviours]) {
  const all = [...behaviours].map((text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;'));
  const shown = all.length > MOST ? [...all.slice(0, MOST), `${all.length - MOST} more`] : all;
  return `${test === '' ? '' : `${test}: `}${shown.join('; ')}`;
}
