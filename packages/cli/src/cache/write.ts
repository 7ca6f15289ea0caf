/** Writing to the cache. A warm run need not even load it. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { hashOf } from '../hash.js';

/** How many files are kept: for about half as many ways to run the command. */
const mostFiles = 32;

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
