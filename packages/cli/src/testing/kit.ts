/** Projects on the disk, and the command line run in them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findConfig } from '../config/find.js';
import { readConfig, type LoadedConfig } from '../config/load.js';
import { plainDisk } from '../disk.js';
import { main } from '../main.js';

/** The top of the code base. */
export const root: string = join(import.meta.dirname, '../../../..');

/** Texts by path from the folder of a project. */
export type Files = Readonly<Record<string, string>>;

// Below node_modules, so that the packages are found as they are by users.
const cache = join(root, 'node_modules/.cache');

/** Makes folders that are gone when the tests are over. */
export interface Projects {
  /** Writes a project, with a small tsconfig unless it brings its own; gives its folder. */
  make(files: Files): string;
  remove(): void;
}

/** The options of a project that compiles fast. */
const compilerOptions = {
  strict: true,
  module: 'nodenext',
  target: 'esnext',
  lib: ['esnext'],
  types: [],
  noEmit: true,
};

/** Starts a place for projects. */
export function makeProjects(): Projects {
  mkdirSync(cache, { recursive: true });
  const base = mkdtempSync(join(cache, 'ctxvet-cli-'));
  return {
    make(files) {
      const folder = mkdtempSync(join(base, 'project-'));
      const all = { 'package.json': '{"type":"module"}', 'tsconfig.json': tsconfig(), ...files };
      for (const [name, text] of Object.entries(all)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      return folder;
    },
    remove: () => rmSync(base, { recursive: true }),
  };
}

/** A tsconfig with these members beside the options. */
export function tsconfig(more: object = {}, options: object = {}): string {
  return JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, ...more });
}

/** What a run of the command line came to. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may change of the world. */
export interface World {
  readonly env?: Readonly<Record<string, string>>;
  /** The width of the terminal; none where it is left out. */
  readonly terminal?: number;
}

/** Runs the command line in this process. */
export async function runCli(
  cwd: string,
  args: readonly string[] = [],
  { env = {}, terminal }: World = {},
): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const isTTY = terminal !== undefined;
  const code = await main(args, {
    cwd,
    env,
    stdout: { write: (text) => void (stdout += text), isTTY, columns: terminal },
    stderr: { write: (text) => void (stderr += text), isTTY, columns: terminal },
  });
  return { code, stdout: stdout.replaceAll(/\d+\.\d s/g, '0.0 s'), stderr };
}

/** A file that loses a cancel function, on line 3. */
export const lost = `import { withCancel, type Context } from '@ctxvet/context';
export function start(ctx: Context, early: boolean): void {
  const [child, cancel] = withCancel(ctx);
  if (early) return;
  console.log(child);
  cancel();
}
`;

/** A file in which a nil stands for a context, on line 4; there is a fix. */
export const nil = `import { type Context } from '@ctxvet/context';
declare function load(ctx: Context): void;
export function run(): void {
  load(undefined as never as Context);
  load(null!);
}
`;

/** A file in which nothing is wrong. */
export const good = `import { withCancel, type Context } from '@ctxvet/context';
export function start(ctx: Context): void {
  const [, cancel] = withCancel(ctx);
  cancel();
}
`;

/** The nearest configuration, in this folder or above. */
export async function loadConfig(cwd: string): Promise<LoadedConfig> {
  return readConfig(await findConfig(cwd), cwd, plainDisk);
}
