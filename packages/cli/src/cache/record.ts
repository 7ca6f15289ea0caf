/** A disk that remembers what it was asked. */
import { decode, plainDisk, type Disk, type Entry, type Kind } from '../disk.js';
import { seeEntries, seeFile, type Seen, type SeenFile } from './seen.js';

/** A disk with its memory. */
export interface RecordingDisk extends Disk {
  /** The hash of what was read at a path. */
  readonly contentOf: (path: string) => string | undefined;
  /** All that was asked so far; `undefined` where a file was read twice and had changed, so that no one answer is right. */
  readonly seen: () => Seen | undefined;
}

/**
 * Starts with nothing asked. A question that comes again gets the same answer, so a run sees one state of the disk; only texts are read
 * again, for keeping them would cost as much memory as they have. `settledBefore` is the time when the run began, as the file system tells it.
 */
export function recordingDisk(settledBefore: number): RecordingDisk {
  const files = new Map<string, SeenFile>();
  const kinds = new Map<string, Kind | null>();
  const listings = new Map<string, readonly Entry[]>();
  const links = new Map<string, string>();
  let isSteady = true;
  return {
    read(path) {
      const { seen, bytes, error } = seeFile(path, settledBefore);
      const before = files.get(path);
      if (before === undefined) files.set(path, seen);
      else if (before[1] !== seen[1]) isSteady = false;
      if (bytes === undefined) throw error;
      return decode(bytes);
    },
    kindOf: (path) => remembered(kinds, path, () => plainDisk.kindOf(path) ?? null) ?? undefined,
    list: (folder) => remembered(listings, folder, () => plainDisk.list(folder)),
    realpath: (path) => remembered(links, path, () => plainDisk.realpath(path)),
    contentOf: (path) => files.get(path)?.[1],
    seen: () =>
      isSteady
        ? {
            files: [...files.values()],
            // That a file is one is seen when it is read.
            kinds: [...kinds].filter(([path, kind]) => kind !== 'file' || !files.get(path)?.[1]),
            listings: [...listings].map(([folder, entries]) => [folder, seeEntries(entries)]),
            links: [...links],
          }
        : undefined,
  };
}

function remembered<T>(answers: Map<string, T>, path: string, ask: () => T): T {
  const known = answers.get(path);
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(path, answer);
  return answer;
}
