/** What engines give: files, one after another. */
import type { OpenFile } from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';
import type { Disk } from '../disk.js';
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

/** A file that a project names or takes in, and that is not there or may not be read. */
export function unreadable(path: string, { project, disk, cwd }: Reader): Opened {
  const isThere = disk.kindOf(path) !== undefined;
  const why = isThere ? 'cannot be read' : `no such file, but ${shown(cwd, project.path)} names it`;
  return unopenable(path, ` ${why}`);
}
