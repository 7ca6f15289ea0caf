/** The engine `typescript`: files of projects with TypeScript's own checker, one project and one file at a time. */
import { createCheckedTypes, openFile, reachesContexts } from '@ctxvet/analysis';
import type typescript from 'typescript';
import { textAt } from '../disk.js';
import { ts } from '../typescript.js';
import { isDeep } from './depth.js';
import type { Engine, Order } from './engine.js';
import { fingerprintsOf } from './fingerprints.js';
import type { Imports } from './imports.js';
import { unopenable, unreadable, type Opened } from './opened.js';
import { maySpeakToUs, parseOfProgram, refuseBinary, syntaxError, tooDeep } from './parse.js';
import { makeProgram, sourcesOf, type ProgramOrder, type Texts } from './program.js';

/** TypeScript's classic API. */
export const typescriptEngine: Engine = { eachOfProject };

function* eachOfProject(order: Order): Generator<Opened> {
  const { project, only, settings, cwd, contentOf } = order;
  const isWanted = (path: string): boolean => only?.has(path) ?? true;
  const imports: Imports | undefined = contentOf && new Map();
  const { program, refused } = openProgram({ ...order, imports });
  yield* unreadable(program, order).filter(({ path }) => isWanted(path));
  yield* [...refused].filter(isWanted).map((path) => unopenable(path, tooDeep));
  const sources = sourcesOf(program, project).filter(
    (file) => isWanted(file.fileName) && !refused.has(file.fileName),
  );
  // Without a refused file the others are not quite what they are with it.
  const fingerprints =
    imports && contentOf && refused.size === 0
      ? fingerprintsOf(program, project, imports, contentOf)
      : undefined;
  for (const file of sources) {
    yield {
      path: file.fileName,
      fingerprint: fingerprints?.get(file.fileName),
      text: file.text,
      open() {
        refuseErrors(program, file);
        if (!reachesContexts(program, file, settings, cwd) && !maySpeakToUs(file.text))
          return undefined;
        const { source, comments, services } = parseOfProgram(program, file, cwd);
        const types = createCheckedTypes(source, services, settings);
        return { file: openFile(source, types, settings), comments };
      },
    };
  }
}

/** The program with its checker, which binds all files; those that TypeScript cannot take in are refused. */
function openProgram(order: ProgramOrder): {
  program: typescript.Program;
  refused: ReadonlySet<string>;
} {
  const { project, texts, disk } = order;
  const open = (taken: Texts): typescript.Program => {
    const program = makeProgram({ ...order, texts: taken });
    program.getTypeChecker();
    return program;
  };
  try {
    return { program: open(texts), refused: new Set() };
  } catch (err) {
    if (!(err instanceof RangeError)) throw err;
    // One file that is nested too deeply fills the stack, and without it the others can be checked.
    const refused = project.config.fileNames.filter((path) =>
      isDeep(texts.get(path) ?? textAt(disk, path) ?? ''),
    );
    if (refused.length === 0) throw err;
    const program = open(new Map([...texts, ...refused.map((path) => [path, ''] as const)]));
    return { program, refused: new Set(refused) };
  }
}

/** A file with syntax errors is not judged: what the parser made of it may mean something else. */
function refuseErrors(program: typescript.Program, file: typescript.SourceFile): void {
  refuseBinary(file.text);
  const [error] = program.getSyntacticDiagnostics(file);
  if (error === undefined) return;
  const { line, character } = file.getLineAndCharacterOfPosition(error.start);
  const message = ts().flattenDiagnosticMessageText(error.messageText, ' ');
  throw syntaxError(line + 1, character + 1, message);
}
