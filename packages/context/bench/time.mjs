// Times one competitor of one row, in a process of its own: `node time.mjs <row> <name>`. Prints nanoseconds. What
// others leave behind in memory, or teach the engine, would be measured too.
import process from 'node:process';
import { measure } from 'mitata';
import { rows } from './rows.mjs';

const [row, name] = process.argv.slice(2);
const f = rows.get(row)[name]();
let best = Infinity;
// The first round is for the engine to learn and compile. What else runs on the machine can only make one slower:
// so the fastest batch of all counts.
for (const nanoseconds of [60e6, 100e6, 100e6]) {
  const { min } = await measure(f, { min_cpu_time: nanoseconds, batch_samples: 1024 });
  best = Math.min(best, min);
}
process.stdout.write(String(best), () => process.exit());
