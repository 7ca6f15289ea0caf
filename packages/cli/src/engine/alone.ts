/** Files that are in no project, and texts: judged by their imports and local declarations, without a checker. */
import { createUncheckedTypes, openFile, type Settings } from '@ctxvet/analysis';
import type { Disk } from '../disk.js';
import type { Opened } from './opened.js';
import { parseAlone, refuseBinary } from './parse.js';
import type { Texts } from './program.js';

/** The files, in the order given. Throws, when one is asked for, what reading it throws. */
export function* eachAlone(
  paths: Iterable<string>,
  texts: Texts,
  disk: Disk,
  settings: Settings,
  cwd: string,
): Generator<Opened> {
  for (const path of paths) {
    const text = texts.get(path) ?? disk.read(path);
    yield {
      path,
      text,
      open() {
        refuseBinary(text);
        const { source, comments } = parseAlone(text, path, cwd);
        return {
          file: openFile(source, createUncheckedTypes(source, settings), settings),
          comments,
        };
      },
    };
  }
}
