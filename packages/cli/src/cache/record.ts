/** A disk that remembers what it was asked. */
import { decode, steadyDisk, type Disk } from '../disk.js';
import { seeEntries, seeFile, type Seen, type SeenFile } from './seen.js';

/** A disk with its memory. */
export interface RecordingDisk extends Disk {
  /** The hash of what was read at a path. */
  readonly contentOf: (path: string) => string | undefined;
  /** All that was asked so far; `undefined` where a file was read twice and had changed, so that no one answer is right. */
  readonly seen: () => Seen | undefined;
}

/** Starts with nothing asked. `settledBefore` is the time when the run began, as the file system tells it. */
export function recordingDisk(settledBefore: number): RecordingDisk {
  const files = new Map<string, SeenFile>();
  const { disk, answers } = steadyDisk();
  let isSteady = true;
  return {
    ...disk,
    read(path) {
      const { seen, bytes, error } = seeFile(path, settledBefore);
      const before = files.get(path);
      if (before === undefined) files.set(path, seen);
      else if (before[1] !== seen[1]) isSteady = false;
      if (bytes === undefined) throw error;
      return decode(bytes);
    },
    contentOf: (path) => files.get(path)?.[1],
    seen: () =>
      isSteady
        ? {
            files: [...files.values()],
            // That a file is one is seen when it is read.
            kinds: [...answers.kinds].filter(
              ([path, kind]) => kind !== 'file' || !files.get(path)?.[1],
            ),
            listings: [...answers.listings].map(([folder, entries]) => [
              folder,
              seeEntries(entries),
            ]),
            links: [...answers.links],
          }
        : undefined,
  };
}
