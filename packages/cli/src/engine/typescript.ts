/** The engine `typescript`: files of projects with TypeScript's own checker, one project and one file at a time. */
import { createCheckedTypes, openFile, type Settings, type Source } from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';
import type typescript from 'typescript';
import { ts } from '../typescript.js';
import type { Opened } from './opened.js';
import { maySpeakToUs, parseOfProgram, Unparsable } from './parse.js';
import type { Project } from './project.js';
import { makeProgram, sourcesOf, type Texts } from './program.js';

/** What an engine is asked for. */
export interface Order {
  readonly project: Project;
  /** The files that are wanted; all of the project's own where it is left out. */
  readonly only?: ReadonlySet<string>;
  /** What the disk does not hold yet. */
  readonly texts: Texts;
  readonly settings: Settings;
  readonly cwd: string;
}

/** The files of a project that are wanted and there, in the order of their paths. */
export function* eachOfProject({ project, only, texts, settings, cwd }: Order): Generator<Opened> {
  const program = makeProgram(project, texts);
  // Makes the checker, which binds the files: their names are known from here on.
  program.getTypeChecker();
  const sources = sourcesOf(program, project)
    .filter((file) => only?.has(file.fileName) ?? true)
    .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
  for (const file of sources) {
    yield {
      path: file.fileName,
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
