#!/usr/bin/env node
/** The command `ctxvet`. */
import { keepCompiled } from './compiled.js';
import { optimizeLess } from './tiers.js';

// Every module may ask for it, and Node answers with a stack.
const cwd = ((): string => {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('ctxvet: the working directory is no longer there\n');
    process.exit(2);
  }
})();

optimizeLess();
// Loading the compiler is most of a short run.
keepCompiled();

// Whoever reads our output may have enough of it (`ctxvet | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (err: NodeJS.ErrnoException) => {
    process.off('exit', sayUnfinished);
    if (err.code === 'EPIPE') process.exit();
    process.stderr.write(`ctxvet: the output cannot be written: ${err.message}\n`);
    process.exit(2);
  });
}

const { main } = await import('./main.js');

// Only a configuration can do that: it ends the process, or waits for what never comes.
function sayUnfinished(): void {
  process.stderr.write('ctxvet: the configuration has ended the process before it was checked\n');
  process.exitCode = 2;
}
process.on('exit', sayUnfinished);
// What nobody catches is said by Node.
process.on('uncaughtExceptionMonitor', () => process.off('exit', sayUnfinished));

const code = await main(process.argv.slice(2), {
  cwd,
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});
process.off('exit', sayUnfinished);
process.exitCode = code;
