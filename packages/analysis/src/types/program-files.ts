/** Which files of a program the names filter looks at. */
import type ts from 'typescript';
import type { Settings } from '../syntax/source.js';
import { mayDeclareNever } from './never.js';
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

/** Sorts the files of a program. */
export function filesOf(program: ts.Program, settings: Settings, cwd: string): ProgramFiles {
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
