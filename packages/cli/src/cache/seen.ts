/** What a run saw of the disk, and whether it would see the same again. */
import { readFileSync, statSync, type Stats } from 'node:fs';
import { plainDisk, type Kind, type Listing } from '../disk.js';
import { hashOf } from '../hash.js';

/**
 * Every question that a run put to the disk, with the answer. Invariant: whoever gets these answers again gives the same report,
 * for a run asks nothing else of the disk that its options do not say.
 */
export interface Seen {
  readonly files: readonly SeenFile[];
  /** `null` where nothing was: how a resolution failed. */
  readonly kinds: readonly (readonly [path: string, kind: Kind | null])[];
  /** Folders whose entries were asked for, with a hash of their names and kinds. */
  readonly listings: readonly (readonly [folder: string, hash: string])[];
  readonly links: readonly (readonly [path: string, real: string])[];
}

/** A file that was read: its contents, empty where it could not be read, and its stamp, `null` where none can be trusted. */
export type SeenFile = readonly [path: string, hash: string, stamp: Stamp | null];

/** Numbers that tell a file that was written since from one that was not: see `stampOf`. */
type Stamp = readonly [modified: number, changed: number, size: number, inode: number];

/**
 * The same with stamps as they are now, where the disk gives the same answers; else `undefined`. `settledBefore` is asked once a file has to be
 * read: see `stampOf`.
 */
export function seeAgain(seen: Seen, settledBefore: () => number): Seen | undefined {
  const files: SeenFile[] = [];
  for (const file of seen.files) {
    const [path, hash, stamp] = file;
    if (stamp !== null && isSame(stamp, stampOf(statsOf(path), Infinity))) {
      files.push(file);
      continue;
    }
    const { seen: now } = seeFile(path, settledBefore());
    if (now[1] !== hash) return undefined;
    files.push(now);
  }
  const isWhole =
    seen.listings.every(([folder, hash]) => hash === seeEntries(plainDisk.list(folder))) &&
    seen.kinds.every(([path, kind]) => kind === (plainDisk.kindOf(path) ?? null)) &&
    seen.links.every(([path, real]) => real === plainDisk.realpath(path));
  return isWhole ? { ...seen, files } : undefined;
}

/** Reads a file. The stamp is taken first: who writes to the file after that changes the stamp, whatever was read. */
export function seeFile(
  path: string,
  settledBefore: number,
): { seen: SeenFile; bytes?: Buffer; error?: unknown } {
  const stamp = stampOf(statsOf(path), settledBefore);
  try {
    const bytes = readFileSync(path);
    return { seen: [path, hashOf(bytes), stamp], bytes };
  } catch (error) {
    return { seen: [path, '', null], error };
  }
}

/** A hash of names and kinds. A folder's own times would be faster, but not every file system keeps them. */
export function seeEntries(entries: Listing): string {
  if (entries === 'locked') return entries;
  return hashOf(
    entries.map(({ name, kind, isLink }) => `${name}/${kind ?? ''}/${String(isLink)}`).join('\n'),
  );
}

/**
 * The times and the size of a file. Nobody can set the time of a change (`ctime`), but a clock has ticks:
 * a file changed twice within one, with the same size, looks as if it had been changed once. So there is none, and the file is read each
 * time, unless its last change was before the time given: the clock of the file system when the run began.
 */
function stampOf(stats: Stats | undefined, settledBefore: number): Stamp | null {
  if (stats === undefined) return null;
  const { mtimeMs, ctimeMs, size, ino } = stats;
  if (Math.max(mtimeMs, ctimeMs) >= settledBefore) return null;
  return [mtimeMs, ctimeMs, size, ino];
}

function isSame(a: Stamp, b: Stamp | null): boolean {
  return b !== null && a.every((value, i) => value === b[i]);
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
