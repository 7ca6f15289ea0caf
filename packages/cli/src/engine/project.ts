/** Projects, as their tsconfig files describe them, with the projects that they refer to. */
import { join } from 'node:path';
import type typescript from 'typescript';
import { whyUnread, type Disk } from '../disk.js';
import { absolute, foldersAbove, shown, withSlashes } from '../paths.js';
import { ts } from '../typescript.js';
import { systemOf } from './system.js';

/** One tsconfig file, read. */
export interface Project {
  /** Absolute. */
  readonly path: string;
  readonly config: typescript.ParsedCommandLine;
  /** The absolute paths of the projects that it refers to. */
  readonly references: readonly string[];
}

/** Reads tsconfig files, each once. */
export interface Projects {
  /** `undefined` where it cannot be read; that is said, with the project that refers to it. */
  read(path: string, by?: string): Project | undefined;
  /** The project and all that it refers to, those referred to first, each once, in spite of circles. */
  withReferences(path: string): Project[];
}

/** Reads a tsconfig file that nothing is wrong with in a way of its own; `undefined` where TypeScript is to read it. */
export type ReadConfig = (path: string) => typescript.ParsedCommandLine | undefined;

/** What is wrong with a tsconfig file goes to `say`, a line each. `readGood` may know a faster way than TypeScript's. */
export function makeProjects(
  cwd: string,
  disk: Disk,
  say: (problem: string) => void,
  readGood?: ReadConfig,
): Projects {
  const known = new Map<string, Project | undefined>();
  return { read, withReferences };

  function read(path: string, by?: string): Project | undefined {
    if (known.has(path)) return known.get(path);
    const end =
      by === undefined ? '; name another with --project' : `, but ${shown(cwd, by)} refers to it`;
    const isThere = disk.kindOf(path) !== undefined;
    const problem = isThere ? whyUnread(disk, path) : `no such tsconfig${end}`;
    if (problem !== undefined) say(`${shown(cwd, path)}: ${problem}`);
    const project = problem === undefined ? readProject(path, cwd, disk, say, readGood) : undefined;
    known.set(path, project);
    return project;
  }

  function withReferences(path: string): Project[] {
    const ordered: Project[] = [];
    const seen = new Set<string>();
    const visit = (at: string, by?: string): void => {
      if (seen.has(at)) return;
      seen.add(at);
      const project = read(at, by);
      if (project === undefined) return;
      for (const each of project.references) visit(each, at);
      ordered.push(project);
    };
    visit(path);
    return ordered;
  }
}

/** The tsconfig that is meant by a path: of a folder, the one in it. */
export function tsconfigAt(path: string, disk: Disk): string {
  return withSlashes(disk.kindOf(path) === 'folder' ? join(path, 'tsconfig.json') : path);
}

/** The nearest `tsconfig.json`, in this folder or above; `undefined` where there is none. */
export function nearestTsconfig(folder: string, disk: Disk): string | undefined {
  const found = foldersAbove(folder)
    .map((each) => join(each, 'tsconfig.json'))
    .find((path) => disk.kindOf(path) === 'file');
  return found && withSlashes(found);
}

function readProject(
  path: string,
  cwd: string,
  disk: Disk,
  say: (problem: string) => void,
  readGood: ReadConfig | undefined,
): Project | undefined {
  const sayAll = (diagnostics: readonly typescript.Diagnostic[]): void => {
    // One mistake may be told more than once: by a file, and by each that extends it.
    const lines = new Set(diagnostics.map((each) => lineOf(each, path, cwd)));
    // What is no JSON is one mistake, over which the parser stumbles again and again.
    const syntax = diagnostics.find(({ code }) => code < 2000);
    if (syntax === undefined) for (const line of lines) say(line);
    else say(lineOf(syntax, path, cwd) + (lines.size > 1 ? `, and ${lines.size - 1} more` : ''));
  };
  const sayLocked = (folder: string): void => {
    const name = shown(cwd, absolute(cwd, folder));
    say(`${name}: you may not read this folder, but ${shown(cwd, path)} takes it in`);
  };
  const good = readGood?.(path);
  if (good !== undefined) return projectOf(path, good, cwd);
  const fatal: typescript.Diagnostic[] = [];
  const config = ts().getParsedCommandLineOfConfigFile(
    path,
    { noEmit: true },
    {
      ...systemOf(disk, sayLocked),
      useCaseSensitiveFileNames: ts().sys.useCaseSensitiveFileNames,
      getCurrentDirectory: () => cwd,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => fatal.push(diagnostic),
    },
  );
  // That it takes in no file matters to who wants all of its files.
  sayAll(
    [...fatal, ...(config ? ts().getConfigFileParsingDiagnostics(config) : [])].filter(
      ({ code }) => !noInputs.has(code),
    ),
  );
  return config && projectOf(path, config, cwd);
}

function projectOf(path: string, config: typescript.ParsedCommandLine, cwd: string): Project {
  const references = config.projectReferences ?? [];
  return {
    path,
    config,
    references: references.map((each) => referredTo(absolute(cwd, each.path))),
  };
}

/** As TypeScript takes it: what does not end as a tsconfig file does is a folder with one. */
function referredTo(path: string): string {
  return path.endsWith('.json') ? path : withSlashes(join(path, 'tsconfig.json'));
}

/** "The 'files' list is empty", "No inputs were found". */
const noInputs = new Set([18002, 18003]);

/** "Argument for '--lib' option must be:", with all that it may be. */
const wrongValue = 6046;

/** `tsconfig.json:3:5: what is wrong`. */
function lineOf(diagnostic: typescript.Diagnostic, path: string, cwd: string): string {
  const [text = ''] = ts().flattenDiagnosticMessageText(diagnostic.messageText, '\n').split('\n');
  const { file, start } = diagnostic;
  const whole = text.replaceAll(`${cwd}/`, '').replace(/\.$/, '');
  // That of `lib` has a hundred names.
  const message =
    diagnostic.code === wrongValue ? whole.replace(/^(.{120}[^,]*,).*/, '$1 …') : whole;
  if (file === undefined || start === undefined) return `${shown(cwd, path)}: ${message}`;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${shown(cwd, file.fileName)}:${line + 1}:${character + 1}: ${message}`;
}
