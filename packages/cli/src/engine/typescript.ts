/** The engine `typescript`: files of projects with TypeScript's own checker, one project and one file at a time. */
import { createCheckedTypes, openFile, type Settings, type Source } from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';
import type typescript from 'typescript';
import { textAt, type Disk } from '../disk.js';
import { ts } from '../typescript.js';
import { fingerprintsOf } from './fingerprints.js';
import type { Imports } from './imports.js';
import type { Opened } from './opened.js';
import { maySpeakToUs, parseOfProgram, tooDeep, Unparsable } from './parse.js';
import { makeProgram, sourcesOf, type ProgramOrder, type Texts } from './program.js';

/** What an engine is asked for. */
export interface Order extends Omit<ProgramOrder, 'imports'> {
  /** The files that are wanted; all of the project's own where it is left out. */
  readonly only?: ReadonlySet<string>;
  readonly settings: Settings;
  readonly cwd: string;
  /** The hash of the contents of a file that was read; given where fingerprints are wanted. */
  readonly contentOf?: ((path: string) => string | undefined) | undefined;
}

/** The files of a project that are wanted, in the order of their paths. */
export function* eachOfProject(order: Order): Generator<Opened> {
  const { project, only, settings, cwd, contentOf } = order;
  const isWanted = (path: string): boolean => only?.has(path) ?? true;
  const imports: Imports | undefined = contentOf && new Map();
  const { program, refused } = openProgram({ ...order, imports });
  const missing = project.config.fileNames.filter(
    (path) => program.getSourceFile(path) === undefined,
  );
  yield* missing.filter(isWanted).map((path) => unopenable(path, ' cannot be read'));
  yield* [...refused].filter(isWanted).map((path) => unopenable(path, tooDeep));
  const sources = sourcesOf(program, project)
    .filter((file) => isWanted(file.fileName) && !refused.has(file.fileName))
    .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
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
        if (!reaches(program, file, settings, cwd) && !maySpeakToUs(file.text)) return undefined;
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
    const refused = project.config.fileNames.filter((path) => isDeep(path, texts, disk));
    if (refused.length === 0) throw err;
    const program = open(new Map([...texts, ...refused.map((path) => [path, ''] as const)]));
    return { program, refused: new Set(refused) };
  }
}

/** Deeper than people write; TypeScript takes in a few thousand levels. */
const deepest = 500;

/** By its brackets alone, for this asks about a text that cannot be parsed. */
function isDeep(path: string, texts: Texts, disk: Disk): boolean {
  let depth = 0;
  for (const [bracket] of (texts.get(path) ?? textAt(disk, path) ?? '').matchAll(/[()[\]{}]/g)) {
    depth += '([{'.includes(bracket) ? 1 : -1;
    if (depth > deepest) return true;
  }
  return false;
}

function unopenable(path: string, why: string): Opened {
  return {
    path,
    text: '',
    open() {
      throw new Unparsable(why);
    },
  };
}

/** A file with syntax errors is not judged: what the parser made of it may mean something else. */
function refuseErrors(program: typescript.Program, file: typescript.SourceFile): void {
  if (file.text.includes('\0')) throw new Unparsable(' is no text');
  const [error] = program.getSyntacticDiagnostics(file);
  if (error === undefined) return;
  const { line, character } = file.getLineAndCharacterOfPosition(error.start);
  const message = ts.flattenDiagnosticMessageText(error.messageText, ' ').replace(/\.$/, '');
  throw new Unparsable(`${line + 1}:${character + 1}: syntax error: ${message}`);
}

/** Asks the port before the file is converted: it needs the text and the names in the program's own nodes. */
function reaches(
  program: typescript.Program,
  file: typescript.SourceFile,
  settings: Settings,
  cwd: string,
): boolean {
  const ast = {} as TSESTree.Program;
  const source = { ast, text: file.text, path: file.fileName, cwd } as Source;
  const esTreeNodeToTSNodeMap = {
    get: (node: TSESTree.Node) => (node === ast ? file : undefined),
  };
  return createCheckedTypes(source, { program, esTreeNodeToTSNodeMap }, settings).reaches();
}
