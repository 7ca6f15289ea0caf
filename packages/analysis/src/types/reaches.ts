/** The first question about a file of a program. */
import type * as ts from './compiler.js';
import type { Settings } from '../syntax/source.js';
import { mentionsModule } from './modules.js';
import { factsOf } from './program.js';

/**
 * May anything in a file have to do with contexts, as seen from the folder `cwd`? Asked before the file has an ESTree:
 * its text and the names in the program's own nodes tell. False is final; where the program gives up, it may.
 */
export function reachesContexts(
  program: ts.Program,
  file: ts.SourceFile,
  settings: Settings,
  cwd: string,
): boolean {
  if (mentionsModule(file.text, settings)) return true;
  try {
    const facts = factsOf(program, settings, cwd);
    return [facts.factories(), facts.contexts(), facts.runtime()].some((names) =>
      names.in(file).any(),
    );
  } catch {
    return true;
  }
}
