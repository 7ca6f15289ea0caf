// Runs many random sequences of operations against the plain model of the tests, half of them by the timers
// of the host and half by timers that came later. Needs a build.
//   node packages/context/scripts/fuzz.mjs [sequences] [first seed]
import { stopClock } from '../dist/test-kit/clock.js';
import { fuzz } from '../dist/test-kit/fuzz.js';

const [count = 100_000, first = 1] = process.argv.slice(2).map(Number);
if (!Number.isInteger(count) || !Number.isInteger(first)) {
  throw new Error('usage: fuzz.mjs [sequences] [first seed]');
}
const half = Math.ceil(count / 2);
const start = Date.now();

// What is there when the package is loaded is the host's.
let clock = stopClock();
const context = await import('../dist/index.js');
const { childCount } = await import('../dist/child-count.js');
for (let seed = first; seed < first + half; seed++)
  await fuzz({ context, childCount }, clock, seed);
clock.restore();
clock = stopClock();
for (let seed = first + half; seed < first + count; seed++) {
  await fuzz({ context, childCount }, clock, seed);
}
clock.restore();
const seconds = Math.round((Date.now() - start) / 1000);
console.log(`${count} sequences from seed ${first}, no difference, ${seconds} s`);
