#!/usr/bin/env node
/** The command `ctxvet`. */
import * as nodeModule from 'node:module';

// Loading the compiler is most of a short run; newer hosts remember what they made of it.
(nodeModule as { enableCompileCache?: () => unknown }).enableCompileCache?.();

// Whoever reads our output may have enough of it (`ctxvet | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (err: NodeJS.ErrnoException) => {
    if (err.code !== 'EPIPE') throw err;
    process.exit();
  });
}

const { main } = await import('./main.js');
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
