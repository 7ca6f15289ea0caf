#!/usr/bin/env node
/** The command `ctxvet`. */
import { setFlagsFromString } from 'node:v8';
import { keepCompiled } from './compiled.js';

// Most of our code, and of the compiler's, runs for a few seconds: V8 of Node 20 optimizes it so early, and inlines so much into each
// function, that this takes a quarter of the CPU time. Four times as late, and with half as much inlined, what is hot in a large project
// is still optimized. Newer versions have another tier, and no such flags.
if (process.versions.v8.startsWith('11.')) {
  setFlagsFromString('--interrupt-budget=250000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=460');
}

// Loading the compiler is most of a short run.
keepCompiled();

// Whoever reads our output may have enough of it (`ctxvet | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (err: NodeJS.ErrnoException) => {
    if (err.code === 'EPIPE') process.exit();
    process.stderr.write(`ctxvet: the output cannot be written: ${err.message}\n`);
    process.exit(2);
  });
}

const { main } = await import('./main.js');
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
