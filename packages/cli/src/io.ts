/** The process, as far as the command line touches it; tests give another. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { absolute } from './paths.js';
import { messageOf, Problem } from './problem.js';

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
  try {
    const path = absolute(cwd, outputFile);
    // As ESLint does: a folder of reports is seldom there in CI.
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (err) {
    const isFolder = (err as { code?: unknown }).code === 'EISDIR';
    throw new Problem(
      `--output-file ${outputFile} cannot be written: ${isFolder ? 'it is a folder' : messageOf(err)}`,
    );
  }
}
