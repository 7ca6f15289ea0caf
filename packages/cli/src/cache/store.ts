/** Files of the cache: `node_modules/.cache/ctxvet` of the package that is checked. Nothing that goes wrong here is said: it only costs time. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../disk.js';
import { hashOf } from '../hash.js';

/** Where the cache of a folder is: beside the nearest package.json, as `find-cache-dir` has it; `undefined` where there is none. */
export function cacheFolderOf(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'node_modules/.cache/ctxvet');
    if (folder === dirname(folder)) return undefined;
  }
}

/** What was written under this name; `undefined` where nothing was, or nothing whole. */
export function readStored(folder: string, name: string): unknown {
  try {
    const text = readFileSync(join(folder, name), 'utf8');
    const end = text.indexOf('\n');
    const json = text.slice(end + 1);
    return text.slice(0, end) === hashOf(json) ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes the folder, and tells the time as its file system has it, which is what times of files compare with; `undefined` where nothing can be
 * written there.
 */
export function openFolder(folder: string): number | undefined {
  const clock = join(folder, `clock-${process.pid}`);
  try {
    makeFolder(folder);
    writeFileSync(clock, '');
    const { mtimeMs } = statSync(clock);
    rmSync(clock, { force: true });
    return mtimeMs;
  } catch {
    return undefined;
  }
}
