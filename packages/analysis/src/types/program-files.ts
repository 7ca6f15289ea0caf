/** Which files of a program the names filter looks at. */
import type * as ts from './compiler.js';
import type { Settings } from '../syntax/source.js';
import { mayDeclareNever } from './never.js';
import { isReachedBy, reachingFiles } from './reaching.js';

/** The files of one program. */
export interface ProgramFiles {
  /** Those from which a context module can be reached. Elsewhere nothing is a context. */
  readonly reaching: ReadonlySet<ts.SourceFile>;
  /** Can one be reached through what a specifier means to a file? */
  reachedBy(specifier: string, file: ts.SourceFile): boolean;
  /** Can one be reached from everywhere, for a file that reaches one declares globals? */
  readonly everywhere: boolean;
  /** Those that reach one and are not TypeScript's own. */
  readonly candidates: readonly ts.SourceFile[];
  /** The files that may declare a function that never returns. */
  withNever(): readonly ts.SourceFile[];
}

/** Sorts the files of a program. */
export function filesOf(program: ts.Program, settings: Settings, cwd: string): ProgramFiles {
  const files = program.getSourceFiles();
  const reaching = reachingFiles(program, settings, cwd);
  let withNever: readonly ts.SourceFile[] | undefined;
  return {
    reaching,
    reachedBy: (specifier, file) => isReachedBy(specifier, file, program, reaching, settings, cwd),
    everywhere: reaching.size === files.length,
    candidates: files.filter((file) => reaching.has(file) && !isLibrary(program, file)),
    withNever: () =>
      (withNever ??= files.filter((file) => !isLibrary(program, file) && mayDeclareNever(file))),
  };
}

/** One of TypeScript's own. A program of one file that resolves nothing takes that file for its library. */
export function isLibrary(program: ts.Program, file: ts.SourceFile): boolean {
  return file.isDeclarationFile && program.isSourceFileDefaultLibrary(file);
}

/** One of TypeScript's own, or of those that say what Node has. */
export function isPlatformFile(program: ts.Program, file: ts.SourceFile): boolean {
  return isLibrary(program, file) || file.fileName.includes('/node_modules/@types/node/');
}
