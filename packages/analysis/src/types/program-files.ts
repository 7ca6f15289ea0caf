/** Which files of a program the names filter looks at. */
import type ts from 'typescript';
import type { Settings } from '../syntax/source.js';
import { reachingFiles } from './reaching.js';

/** The files of one program. */
export interface ProgramFiles {
  /** Those from which a context module can be reached. Elsewhere nothing is a context. */
  readonly reaching: ReadonlySet<ts.SourceFile>;
  /** Those of them that are not TypeScript's own. */
  readonly candidates: readonly ts.SourceFile[];
  /** The files that may declare a function that never returns. */
  withNever(): readonly ts.SourceFile[];
}

const cache = new WeakMap<ts.Program, WeakMap<Settings, ProgramFiles>>();

/** The files of a program; the same object for the same program and settings. */
export function filesOf(program: ts.Program, settings: Settings, cwd: string): ProgramFiles {
  let bySettings = cache.get(program);
  if (bySettings === undefined) cache.set(program, (bySettings = new WeakMap()));
  let files = bySettings.get(settings);
  if (files === undefined) bySettings.set(settings, (files = sort(program, settings, cwd)));
  return files;
}

function sort(program: ts.Program, settings: Settings, cwd: string): ProgramFiles {
  const reaching = reachingFiles(program, settings, cwd);
  let withNever: readonly ts.SourceFile[] | undefined;
  return {
    reaching,
    candidates: program
      .getSourceFiles()
      .filter((file) => reaching.has(file) && !isLibrary(program, file)),
    withNever: () =>
      (withNever ??= program
        .getSourceFiles()
        .filter((file) => mayDeclareNever(file) && !isLibrary(program, file))),
  };
}

/** One of TypeScript's own. A program of one file that resolves nothing takes that file for its library. */
export function isLibrary(program: ts.Program, file: ts.SourceFile): boolean {
  return file.isDeclarationFile && program.isSourceFileDefaultLibrary(file);
}

const neverByFile = new WeakMap<ts.SourceFile, boolean>();

/** Could the file declare, by itself, a function that never returns? */
export function mayDeclareNever(file: ts.SourceFile): boolean {
  let may = neverByFile.get(file);
  if (may === undefined) {
    may = saysNever(file.text) || (!file.isDeclarationFile && throwingArrow.test(file.text));
    neverByFile.set(file, may);
  }
  return may;
}

/** `(): never`, `() => never`, `type Nothing = never`: looked for by the word, which is rare in most files. */
function saysNever(text: string): boolean {
  for (let at = text.indexOf('never'); at !== -1; at = text.indexOf('never', at + 1)) {
    if (/(?:\)\s*:|=>|=)\s*$/.test(text.slice(Math.max(0, at - 12), at))) return true;
  }
  return false;
}

/** An arrow that does nothing but throw, perhaps after some statements. */
const throwingArrow = /=>\s*\{[^{}]*\bthrow\b/;
