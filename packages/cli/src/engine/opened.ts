/** What engines give: files, one after another. */
import type { OpenFile } from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';
import { whyUnread, type Disk } from '../disk.js';
import { shown } from '../paths.js';
import { Unparsable } from './parse.js';
import type { Project } from './project.js';

/** A file, ready to be checked. It is let go when the next one is asked for, or the next that was not opened together with it. */
export interface Opened {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** The same in two runs with the same rules and settings only where the same is found; `undefined` where that is not known. */
  readonly fingerprint?: string | undefined;
  /** Parses, and so throws `Unparsable`; `undefined` where nothing can be found in the file. */
  open(): { readonly file: OpenFile; readonly comments: readonly TSESTree.Comment[] } | undefined;
}

/** A file that is not to be opened, and why. */
export function unopenable(path: string, why: string): Opened {
  return {
    path,
    text: '',
    open() {
      throw new Unparsable(why);
    },
  };
}

/** Who looked for a file, and where. */
interface Reader {
  readonly project: Project;
  readonly disk: Disk;
  readonly cwd: string;
}

/** The files that a project names or takes in, and that are not there or may not be read. */
export function unreadable(
  program: { getSourceFile(path: string): unknown },
  { project, disk, cwd }: Reader,
): Opened[] {
  return project.config.fileNames
    .filter((path) => program.getSourceFile(path) === undefined)
    .map((path) => {
      const isThere = disk.kindOf(path) !== undefined;
      const named = `no such file, but ${shown(cwd, project.path)} names it`;
      return unopenable(path, ` ${isThere ? (whyUnread(disk, path) ?? 'cannot be read') : named}`);
    });
}
