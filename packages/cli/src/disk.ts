/**
 * The disk, as a run sees it. Everything on it that a report can depend on is asked for here, so that a cache can tell what that was;
 * the answers are those that TypeScript's own `sys` gives.
 */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { dirname } from 'node:path';
import { whyNot } from './problem.js';

/** What stands at a path, behind symbolic links. */
export type Kind = 'file' | 'folder' | 'other';

/** What a folder holds. */
export interface Entry {
  readonly name: string;
  /** `undefined` for a link to nothing. */
  readonly kind: Kind | undefined;
  readonly isLink: boolean;
}

/** What a folder holds, or that it may not be read. */
export type Listing = readonly Entry[] | 'locked';

/** The questions. */
export interface Disk {
  /** The text of a file, without a byte order mark. Throws what reading throws. */
  read(path: string): string;
  /** `undefined` where nothing is, or nothing that may be seen. */
  kindOf(path: string): Kind | undefined;
  /** By name; nothing where there is no folder. */
  list(folder: string): Listing;
  /** The path without symbolic links; the path itself where nothing is there. */
  realpath(path: string): string;
}

/** Answers that were given, by the path that was asked about. */
interface Answers {
  /** `null` where nothing is. */
  readonly kinds: ReadonlyMap<string, Kind | null>;
  readonly listings: ReadonlyMap<string, Listing>;
  readonly links: ReadonlyMap<string, string>;
}

/**
 * A question that comes again gets the same answer, so a run sees one state of the disk, and TypeScript may ask for each import of a file. Only
 * texts are read again, for keeping them would cost as much memory as they have.
 */
export function steadyDisk(): { readonly disk: Disk; readonly answers: Answers } {
  const kinds = new Map<string, Kind | null>();
  const listings = new Map<string, Listing>();
  const links = new Map<string, string>();
  const disk: Disk = {
    read: (path) => plainDisk.read(path),
    kindOf: (path) => remembered(kinds, path, () => plainDisk.kindOf(path) ?? null) ?? undefined,
    list: (folder) => remembered(listings, folder, () => plainDisk.list(folder)),
    realpath: (path) => remembered(links, path, () => plainDisk.realpath(path)),
  };
  return { disk, answers: { kinds, listings, links } };
}

function remembered<T>(answers: Map<string, T>, path: string, ask: () => T): T {
  const known = answers.get(path);
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(path, answer);
  return answer;
}

/** The disk as it is now, each time. */
export const plainDisk: Disk = {
  read: (path) => decode(readFileSync(path)),
  kindOf(path) {
    try {
      return kindIn(statSync(path, { throwIfNoEntry: false }));
    } catch {
      return undefined;
    }
  },
  list(folder) {
    try {
      const entries = readdirSync(folder, { withFileTypes: true });
      return entries
        .map((each) => entryOf(folder, each))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (err) {
      const { code } = err as { code?: string };
      return code === 'EACCES' || code === 'EPERM' ? 'locked' : [];
    }
  },
  realpath(path) {
    try {
      return realpathSync.native(path);
    } catch {
      return path;
    }
  },
};

/** The text of a file; `undefined` where there is none that can be read. */
export function textAt(disk: Disk, path: string): string | undefined {
  try {
    return disk.read(path);
  } catch {
    return undefined;
  }
}

/** What keeps a file from being read; `undefined` where nothing does. */
export function whyUnread(disk: Disk, path: string): string | undefined {
  try {
    disk.read(path);
    return undefined;
  } catch (err) {
    return whyNot(err);
  }
}

/** What can be seen of a folder. */
export function entriesIn(disk: Disk, folder: string): readonly Entry[] {
  const entries = disk.list(folder);
  return entries === 'locked' ? [] : entries;
}

/** Makes a folder and those above it. Node 20 by itself never comes to an end where nothing can be made, as below `/proc`. */
export function makeFolder(path: string, mode?: number): void {
  const isThere = (): boolean => plainDisk.kindOf(path) === 'folder';
  if (isThere()) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (err) {
    // Another process may have been faster.
    if (!isThere()) throw err;
  }
}

/** UTF-8, or what a byte order mark says. Whoever has the declarations of this package need not have those of Node's buffers. */
export function decode(bytes: Uint8Array): string {
  const { buffer, byteOffset, length } = bytes;
  const view = Buffer.from(buffer, byteOffset, length);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(view.subarray(2, length & ~1))
      .swap16()
      .toString('utf16le');
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return view.toString('utf16le', 2);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return view.toString('utf8', hasMark ? 3 : 0);
}

function entryOf(folder: string, entry: Dirent): Entry {
  const { name } = entry;
  const isLink = entry.isSymbolicLink();
  return { name, isLink, kind: isLink ? plainDisk.kindOf(`${folder}/${name}`) : kindIn(entry) };
}

function kindIn(found: Stats | Dirent | undefined): Kind | undefined {
  if (found === undefined) return undefined;
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'folder' : 'other';
}
