#!/usr/bin/env node
/** The command `ctxvet`. */
import { keepCompiled } from './compiled.js';
import { optimizeLess } from './tiers.js';

optimizeLess();
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
