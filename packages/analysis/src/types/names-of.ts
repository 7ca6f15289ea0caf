/** The names of one file of a program, each kind looked for when it is first asked for. */
import type * as ts from './compiler.js';
import type { NamesInFile } from './names.js';
import type { ProgramFacts } from './program.js';

/** By what they may stand for. */
export interface NamesOfFile {
  factories(): NamesInFile;
  contexts(): NamesInFile;
  runtime(): NamesInFile;
  nevers(): NamesInFile;
}

/** Makes them for a file. */
export function namesOf(facts: ProgramFacts, sourceFile: ts.SourceFile): NamesOfFile {
  let factories: NamesInFile | undefined;
  let contexts: NamesInFile | undefined;
  let runtime: NamesInFile | undefined;
  let nevers: NamesInFile | undefined;
  return {
    factories: () => (factories ??= facts.factories().in(sourceFile)),
    contexts: () => (contexts ??= facts.contexts().in(sourceFile)),
    runtime: () => (runtime ??= facts.runtime().in(sourceFile)),
    nevers: () => (nevers ??= facts.nevers().in(sourceFile)),
  };
}
