/**
 * Compares the engine with an interpreter on random programs, in all three modes:
 *
 *     npm run fuzz -- --runs 20000 --seed 7
 *
 * Prints the smallest program on which they disagree, and ends with exit code 1 where there is one.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { disagreementOn } from '../dist/testing/agreement.js';
import { programs } from '../dist/testing/programs.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const numRuns = Number(values.runs);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isSafeInteger(numRuns) || numRuns < 1 || !Number.isSafeInteger(seed)) {
  console.error('fuzz: --runs takes a positive whole number, --seed a whole number');
  process.exit(2);
}

let done = 0;
const details = fc.check(
  fc.property(programs, (program) => {
    done++;
    if (process.stderr.isTTY && done % 100 === 0) process.stderr.write(`\r${done} of ${numRuns}`);
    const disagreement = disagreementOn(program);
    if (disagreement !== undefined) throw new Error(disagreement);
  }),
  { numRuns, seed },
);
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
if (details.failed) {
  console.log(details.errorInstance?.message);
  process.exitCode = 1;
}
console.log(
  `fuzz: seed ${seed}, ${details.numRuns} of ${numRuns} programs, ${details.failed ? 'a disagreement' : 'no disagreement'}`,
);
