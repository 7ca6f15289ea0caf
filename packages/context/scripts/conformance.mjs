// Writes CONFORMANCE.md from the names of the tests: which assertion of Go's own tests, or of ours where Go can
// have none, each of them makes; and what other ports answered when they were asked (bench/conformance). With --check
// it writes nothing and fails where the page is stale.
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

const answers = readFileSync(join(import.meta.dirname, '../bench/conformance/ports.json'), 'utf8');
const ports = Object.entries(JSON.parse(answers));
const table = wanted.map((row) => {
  const tests = rows.get(row);
  const others = ports.map(([, { rows }]) => rows[row] ?? '').join(' | ');
  if (tests === undefined) return `| ${row} | ${NOT_APPLICABLE.get(row)} | n/a | ${others} |`;
  return `| ${row} | ${[...tests].map(summary).join('. ')} | pass | ${others} |`;
});
const scores = ports.map(([name, { version, rows }]) => {
  const given = Object.values(rows);
  const passed = given.filter((answer) => answer === 'pass').length;
  return `- \`${name}\` ${version} passes ${passed} of the ${given.length} rows that it can be asked`;
});
const text = await format(
  `# Conformance

What Go's own tests assert of a context, row by row in the order of its test files, and under J what only
JavaScript can ask. Each row names the test, and what tests of ours assert for it: run them with \`npm test\`.
This page is written from their names by \`npm run docs:conformance\`, and no change goes in unless all of them pass.

Beside it stand other ports of Go's context.
Each was asked what a row asserts, in a process of its own, through adapters that give it the names of this package.
Where it has nothing that corresponds to what a row needs it was not asked, and the cell is empty.
\`npm run conformance --prefix packages/context/bench -- --write\` asks again, and prints what each failure says.

${scores.join('\n')}

| row | behaviour | @ctxvet/context | ${ports.map(([name]) => name).join(' | ')} |
|---|---|---|${'---|'.repeat(ports.length)}
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
