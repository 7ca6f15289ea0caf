/** The disk in TypeScript's own words. */
import type typescript from 'typescript';
import { entriesIn, textAt, type Disk, type Kind } from '../disk.js';
import { ts } from '../typescript.js';

/** What hosts of TypeScript are made of, as far as it reads the disk. */
export type System = Pick<
  typescript.System,
  'fileExists' | 'readFile' | 'directoryExists' | 'getDirectories' | 'readDirectory'
> & { readonly realpath: (path: string) => string };

/** For a host: it answers as `ts.sys` does. `sayLocked` takes the folders that files are looked for in, and that may not be read. */
export function systemOf(
  disk: Disk,
  sayLocked: (folder: string) => void = () => undefined,
): System {
  const namesIn = (path: string, kind: Kind): string[] => {
    const folder = path === '' ? '.' : path;
    return entriesIn(disk, folder).flatMap((each) => (each.kind === kind ? each.name : []));
  };
  return {
    fileExists: (path) => disk.kindOf(path) === 'file',
    directoryExists: (path) => disk.kindOf(path) === 'folder',
    readFile: (path) => textAt(disk, path),
    realpath: (path) => disk.realpath(path),
    getDirectories: (path) => namesIn(path, 'folder'),
    readDirectory: (path, extensions, excludes, includes, depth) =>
      (ts() as unknown as Matching).matchFiles(
        path,
        extensions,
        excludes,
        includes,
        ts().sys.useCaseSensitiveFileNames,
        ts().sys.getCurrentDirectory(),
        depth,
        (folder) => {
          if (disk.list(folder) === 'locked') sayLocked(folder);
          return { files: namesIn(folder, 'file'), directories: namesIn(folder, 'folder') };
        },
        (path) => disk.realpath(path),
      ),
  };
}

/**
 * What `ts.sys.readDirectory` calls: which files the globs of a tsconfig take in, read through functions that are given to it. TypeScript does not
 * declare it, but other tools (Vue's, ts-morph) stand on it, from long before 5.4 to 6.0.
 */
interface Matching {
  readonly matchFiles: (
    path: string,
    extensions: readonly string[] | undefined,
    excludes: readonly string[] | undefined,
    includes: readonly string[] | undefined,
    useCaseSensitiveFileNames: boolean,
    currentDirectory: string,
    depth: number | undefined,
    entriesOf: (path: string) => { files: readonly string[]; directories: readonly string[] },
    realpath: (path: string) => string,
  ) => string[];
}
