/** The process, as far as the command line touches it; tests give another. */
import { statSync, writeFileSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { makeFolder, plainDisk } from './disk.js';
import { absolute, isCode, isTsconfig, lockFiles } from './paths.js';
import { mayNotWrite, messageOf, Problem } from './problem.js';

/** Where output goes. */
export interface Output {
  write(text: string): void;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What `main` sees of the world. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** May this output have colours? `NO_COLOR` and `FORCE_COLOR` have the last word, in this order. */
export function hasColors({ env }: Io, { isTTY }: Output): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const { FORCE_COLOR: forced } = env;
  if (forced !== undefined && forced !== '') return forced !== '0';
  return isTTY === true && env['TERM'] !== 'dumb';
}

/** How wide to print; only a terminal has a width. */
export function widthOf({ isTTY, columns }: Output): number | undefined {
  return isTTY === true ? columns : undefined;
}

/** A line for people, where it is in nobody's way. */
export function say({ stderr }: Io, line: string): void {
  stderr.write(`ctxvet: ${line}\n`);
}

/** The result of a command, to a file, whose folder is made, or to stdout. Throws a `Problem` where the file cannot be written. */
export function print(text: string, outputFile: string | undefined, { stdout, cwd }: Io): void {
  if (outputFile === undefined) {
    stdout.write(text);
    return;
  }
  const path = absolute(cwd, outputFile);
  try {
    if (outputFile.endsWith('/') || outputFile.endsWith(sep)) throw new Problem('it is a folder');
    // As ESLint does: a folder of reports is seldom there in CI.
    makeFolder(dirname(path));
    writeFileSync(path, text);
  } catch (err) {
    throw unwritable(outputFile, whyNotWritten(err, path));
  }
}

function whyNotWritten(err: unknown, path: string): string {
  switch ((err as { code?: unknown }).code) {
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
      return plainDisk.kindOf(path) === undefined ? mayNotWrite.inFolder : mayNotWrite.file;
    default:
      return messageOf(err);
  }
}

/**
 * Throws a `Problem` where a report would take the place of a file of the project, by whatever name: whoever leaves out its name
 * after `-o` names what is to be checked. `projects` are the tsconfig files that were named, which may be called as they like.
 */
export function assertNoInput(
  outputFile: string | undefined,
  projects: readonly string[],
  { cwd }: Io,
): void {
  if (outputFile === undefined) return;
  const path = absolute(cwd, outputFile);
  const real = plainDisk.realpath(path);
  const isNamed = projects.some((each) => plainDisk.realpath(absolute(cwd, each)) === real);
  const isThere = plainDisk.kindOf(path) === 'file';
  if ([path, real].some(isCalledAsInput) || (isThere && isNamed)) {
    const why = isThere ? 'it is' : 'the next run would take it for';
    throw unwritable(outputFile, `${why} a file of the project; name another for the report`);
  }
  // Nothing tells what its other names are.
  if (isThere && statSync(path).nlink > 1) {
    throw unwritable(outputFile, 'it is a hard link, maybe to code; name another for the report');
  }
}

function isCalledAsInput(path: string): boolean {
  return isCode(path) || isTsconfig(path) || settings.has(basename(path));
}

function unwritable(outputFile: string, why: string): Problem {
  return new Problem(`--output-file ${outputFile} cannot be written: ${why}`);
}

const settings: ReadonlySet<string> = new Set([
  'package.json',
  'ctxvet.config.json',
  'pnpm-workspace.yaml',
  ...lockFiles,
]);
