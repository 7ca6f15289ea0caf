// Asks other ports of Go's context what CONFORMANCE.md asks of this one, each row in a process of its own and with a
// timeout. With --write the answers go into ports.json, which that page is made from. Needs a build and its own
// install, as the benchmarks do: npm run conformance --prefix packages/context/bench -- --write
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleGoscript } from '../goscript.mjs';
import { ports } from './ports.mjs';
import { rows } from './rows.mjs';

const run = promisify(execFile);
const TIMEOUT = 20_000;
const [ours, ...others] = Object.keys(ports);
const address = await bundleGoscript();
const page = {};

for (const name of [ours, ...others]) {
  const answers = {};
  const left = Object.keys(rows);
  const work = async () => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) {
      answers[row] = await ask(name, row);
      if (answers[row].startsWith('fail')) console.log(`${name}, row ${row}: ${answers[row]}`);
    }
  };
  await Promise.all([work(), work()]);
  const asked = Object.values(answers).filter((answer) => answer !== '-');
  const passed = asked.filter((answer) => answer === 'pass');
  console.log(`${name}: ${passed.length} of ${asked.length}`);
  // What ours does not pass is a fault of the question.
  if (name === ours && passed.length < Object.keys(rows).length) process.exitCode = 1;
  if (name !== ours) page[name] = { version: version(name), rows: words(answers) };
}
if (process.argv.includes('--write')) {
  writeFileSync(join(import.meta.dirname, 'ports.json'), `${JSON.stringify(page, null, 2)}\n`);
}

async function ask(name, row) {
  const args = [join(import.meta.dirname, 'ask.mjs'), name, row, address];
  try {
    const { stdout } = await run(process.execPath, args, { timeout: TIMEOUT });
    return stdout === '' ? 'fail: the process ended' : stdout;
  } catch (error) {
    return `fail: ${error.killed ? 'no answer' : 'the process ended'}`;
  }
}

/** The answers without what the failures say, in the order of the rows. */
function words(answers) {
  const entries = Object.keys(rows).map((row) => [row, answers[row].split(':', 1)[0]]);
  return Object.fromEntries(entries.filter(([, word]) => word !== '-'));
}

function version(name) {
  const file = join(import.meta.dirname, '../node_modules', name, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
