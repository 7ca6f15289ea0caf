/** Runs the compiler over a project, as a user would, to know that programs we judge are programs. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/**
 * The errors of a project by absolute path, as `line 3: TS2322: …`; an empty map where it compiles.
 * Errors that belong to no file (a broken tsconfig) stand under the path of `tsconfig` itself.
 */
export function typecheck(tsconfig: string): Map<string, string[]> {
  const require = createRequire(import.meta.url);
  // By path: another package may put another `tsc` into .bin.
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const cwd = dirname(tsconfig);
  const { stdout } = spawnSync(
    process.execPath,
    [tsc, '--noEmit', '--pretty', 'false', '-p', tsconfig],
    { cwd, encoding: 'utf8' },
  );
  const errors = new Map<string, string[]>();
  for (const line of stdout.split('\n')) {
    const located = /^(\S.*?)\((\d+),\d+\): error (.*)$/.exec(line);
    const [path, text] =
      located === null
        ? [tsconfig, /^error (.*)$/.exec(line)?.[1]]
        : [resolve(cwd, located[1]!), `line ${located[2]!}: ${located[3]!}`];
    if (text !== undefined) errors.set(path, [...(errors.get(path) ?? []), text]);
  }
  return errors;
}
