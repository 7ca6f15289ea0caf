/**
 * What runs found, kept for the next. A result is given again only where the disk answers every question that the run asked as it did
 * then, from the tsconfig files to the paths at which an import was not found; where it does not, the files that see nothing of
 * the change keep what was found in them.
 */
import { readFileSync } from 'node:fs';
import type { WrittenConfig } from '../config/load.js';
import { decode, type Disk } from '../disk.js';
import { folderOf } from '../paths.js';
import type { FileResult } from '../run/check-file.js';
import type { PlanOptions } from '../run/options.js';
import type { FileWithFindings, Memory, RunResult } from '../run/run.js';
import { keyOf } from './key.js';
import { recordingDisk } from './record.js';
import { seeAgain, type Seen } from './seen.js';
import { cacheFolderOf, openFolder, readStored } from './store.js';

/** The cache for runs with the same options. */
export interface Cache {
  /** The last result, where a run would give it again. */
  readonly recall: () => Promise<RunResult | undefined>;
  /** Starts to write down what a run asks; `undefined` where nothing can be kept. */
  readonly record: () => Promise<Recording | undefined>;
}

/** A run that is written down. */
interface Recording {
  readonly disk: Disk;
  readonly memory: Memory;
  /** Ends it. Results with problems are not kept, for what was wrong need not stand on the disk. */
  keep(result: RunResult): void;
}

/** A whole result. */
interface StoredRun {
  readonly seen: Seen;
  readonly files: number;
  readonly notes: readonly string[];
  readonly found: readonly Omit<FileWithFindings, 'text'>[];
}

/** Results of single files, by fingerprint. */
interface StoredFiles {
  /** The program that they were found by. */
  readonly tool: string;
  readonly results: readonly (readonly [fingerprint: string, result: FileResult])[];
  /** Those with nothing to say, which are most. */
  readonly empty: readonly string[];
}

/** Files that changed within these milliseconds before a run are read each time: the coarsest clock of a file system ticks every two seconds. */
const unsettled = 2000;

/** Opens it; `undefined` where there is no place for one, or where the options have no name. */
export function openCache(options: PlanOptions, written: WrittenConfig): Cache | undefined {
  const cwd = folderOf(options);
  const folder = cacheFolderOf(cwd);
  const key = keyOf(options, written);
  if (folder === undefined || key === undefined) return undefined;
  const ofRun = `${key}.json`;
  const ofFiles = `${key}.files.json`;
  return {
    async recall() {
      const stored = readStored(folder, ofRun) as StoredRun | undefined;
      if (stored === undefined) return undefined;
      let settled: number | undefined;
      const seen = seeAgain(stored.seen, () => (settled ??= settledBefore(folder) ?? 0));
      if (seen === undefined) return undefined;
      const result = resultFrom(stored);
      // Otherwise the files whose stamps have changed would be read again each time.
      if (settled !== undefined) {
        const { store } = await import('./write.js');
        store(folder, ofRun, { ...stored, seen });
      }
      return result;
    },
    async record() {
      const settled = settledBefore(folder);
      if (settled === undefined) return undefined;
      const disk = recordingDisk(settled);
      const [{ seeTool }, { store }] = await Promise.all([
        import('./tool.js'),
        import('./write.js'),
      ]);
      const tool = seeTool(disk, cwd);
      const { memory, kept } = remember(
        readStored(folder, ofFiles) as StoredFiles | undefined,
        tool,
        disk.contentOf,
      );
      return {
        disk,
        memory,
        keep(result) {
          const seen = disk.seen();
          if (seen === undefined) return;
          store(folder, ofFiles, kept());
          if (result.problems.length > 0) return;
          const { files, notes } = result;
          const found = result.found.map(({ path, file, findings }) => ({ path, file, findings }));
          store(folder, ofRun, { seen, files, notes, found } satisfies StoredRun);
        },
      };
    },
  };
}

function settledBefore(folder: string): number | undefined {
  const now = openFolder(folder);
  return now === undefined ? undefined : Math.min(now, Date.now()) - unsettled;
}

/** The texts are on the disk, which was just compared. */
function resultFrom({ found, files, notes }: StoredRun): RunResult | undefined {
  try {
    return {
      files,
      notes,
      problems: [],
      found: found.map((each) => ({ ...each, text: decode(readFileSync(each.path)) })),
    };
  } catch {
    return undefined;
  }
}

function remember(
  stored: StoredFiles | undefined,
  tool: string,
  contentOf: (path: string) => string | undefined,
): { memory: Memory; kept: () => StoredFiles } {
  const before = new Map<string, FileResult>();
  if (stored?.tool === tool) {
    for (const [fingerprint, result] of stored.results) before.set(fingerprint, result);
    for (const fingerprint of stored.empty) before.set(fingerprint, { findings: [], notes: [] });
  }
  const now = new Map<string, FileResult>();
  const memory: Memory = {
    contentOf,
    resultOf({ fingerprint }, check) {
      if (fingerprint === undefined) return check();
      const result = before.get(fingerprint) ?? check();
      now.set(fingerprint, result);
      return result;
    },
  };
  const isEmpty = ({ findings, notes }: FileResult): boolean =>
    findings.length === 0 && notes.length === 0;
  return {
    memory,
    kept: () => ({
      tool,
      results: [...now].filter(([, result]) => !isEmpty(result)),
      empty: [...now].filter(([, result]) => isEmpty(result)).map(([fingerprint]) => fingerprint),
    }),
  };
}
