/** Files of the cache: `node_modules/.cache/ctxvet` of the package that is checked. Nothing that goes wrong here is said: it only costs time. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { hashOf } from '../hash.js';

/** How many files are kept: for about half as many ways to run the command. */
const mostFiles = 32;

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

/** Writes by way of another file that takes the place, so that whoever reads or writes at the same time sees all of one or of the other. */
export function store(folder: string, name: string, value: unknown): void {
  try {
    const json = JSON.stringify(value);
    writeFileAtomic(join(folder, name), `${hashOf(json)}\n${json}`, { fsync: false });
    prune(folder);
  } catch {
    // The next run will find nothing, or what was there before, which is as good as it was.
  }
}

/**
 * Makes the folder, and tells the time as its file system has it, which is what times of files compare with; `undefined` where nothing can be
 * written there.
 */
export function openFolder(folder: string): number | undefined {
  const clock = join(folder, `clock-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(clock, '');
    const { mtimeMs } = statSync(clock);
    rmSync(clock, { force: true });
    return mtimeMs;
  } catch {
    return undefined;
  }
}

/** Takes away the oldest, and what a process left that was ended while it wrote. */
function prune(folder: string): void {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  if (paths.length <= mostFiles) return;
  const times = new Map(paths.map((path) => [path, timeOf(path)]));
  const byTime = paths.sort((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
  for (const path of byTime.slice(mostFiles)) rmSync(path, { force: true });
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
