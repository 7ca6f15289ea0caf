/**
 * The engine `native`: files of projects parsed by oxc, with types from TypeScript 7's native compiler. That runs in a process of
 * its own, one for a project, and is asked by way of the same port as the classic compiler.
 */
import { existsSync, statSync } from 'node:fs';
import {
  createCheckedTypes,
  makePositions,
  namesAsked,
  openFile,
  reachesContexts,
  type Compiler,
} from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';
import type { API, Diagnostic, Project } from '@typescript/native/sync';
import { textAt } from '../../disk.js';
import { shown } from '../../paths.js';
import { isDeep } from '../depth.js';
import type { Engine, Order } from '../engine.js';
import { unopenable, unreadable, type Opened } from '../opened.js';
import { maySpeakToUs, refuseBinary, syntaxError, tooDeep } from '../parse.js';
import { sourcesOf } from '../program.js';
import { readGoodConfig } from './config.js';
import type { FileView } from './file.js';
import { loadNative, type Native } from './load.js';
import { makeLocate } from './locate.js';
import { parseText } from './parse.js';
import { makeProgram } from './program.js';

/** Makes the engine. Throws a `Problem` where TypeScript 7 is installed neither for the working directory nor for `ctxvet`. */
export async function makeNativeEngine(cwd: string): Promise<Engine> {
  const native = await loadNative([cwd, import.meta.dirname]);
  const start = (): API => new native.sync.API({ cwd });
  // Started at once, for it does so while we do other things. It reads the tsconfig files, and then the first project.
  let first: API | undefined = start();
  return {
    readConfig: (path, disk) => readGoodConfig((first ??= start()), path, disk),
    eachOfProject(order) {
      const api = first ?? start();
      first = undefined;
      return eachOfProject(native, api, order);
    },
    close() {
      first?.close();
      first = undefined;
    },
  };
}

function* eachOfProject(native: Native, api: API, order: Order): Generator<Opened> {
  try {
    yield* eachOf(native, api, order);
  } finally {
    api.close();
  }
}

function* eachOf(native: Native, api: API, order: Order): Generator<Opened> {
  const { project, only, seen, settings, cwd, checks = [] } = order;
  const isWanted = (path: string): boolean => (only?.has(path) ?? true) && seen?.has(path) !== true;
  const refused = new Set(project.config.fileNames.filter((path) => isRefused(path, order)));
  yield* [...refused].filter(isWanted).map((path) => unopenable(path, tooDeep));
  const opened = openProject(native, api, order, refused);
  for (const problem of unknownOptions(opened, cwd)) order.say(problem);
  const program = makeProgram(native, api, opened, (path) => readText(path, order));
  yield* unreadable(program, order).filter(({ path }) => isWanted(path));
  const errors = new Map<string | undefined, Diagnostic>();
  for (const error of opened.program.getSyntacticDiagnostics()) {
    if (!errors.has(error.fileName)) errors.set(error.fileName, error);
  }
  const wanted = sourcesOf(program, project).filter(
    ({ fileName }) => isWanted(fileName) && !refused.has(fileName),
  );
  for (const group of groupsOf(wanted, openOne)) {
    const asking = group.filter(({ asked }) => asked.length > 0);
    program.ahead.names(
      asking.map(({ file }) => file),
      () => asking.flatMap(({ asked }) => asked.flatMap((nodeOf) => nodeOf() ?? [])),
    );
    for (const { file, open } of group) yield { path: file.fileName, text: file.text, open };
  }
  // Where the compiler has died meanwhile, its last answers were "unknown", and more may be wrong than was found: this throws.
  opened.program.getSourceFileNames();

  function openOne(file: FileView): OpenedFile | undefined {
    const { fileName: path, text } = file;
    refuse(file, errors.get(path));
    if (!reachesContexts(program, file, settings, cwd) && !maySpeakToUs(text)) return undefined;
    const { source, comments } = parseText(text, path, cwd);
    const locate = makeLocate(native, () => file.remote);
    const nodeOf = (node: TSESTree.Node): Compiler.Node | undefined => {
      const located = locate(node);
      return located && program.nodes.viewOf(located);
    };
    const services = { program, file, esTreeNodeToTSNodeMap: { get: nodeOf } };
    const types = createCheckedTypes(source, services, settings);
    const opened = openFile(source, types, settings);
    const asked = Array.from(namesAsked(opened, checks), (name) => () => nodeOf(name));
    return { file: opened, comments, asked };
  }
}

/** A file as it is opened, with the nodes of the names that will be asked about. */
type OpenedFile = NonNullable<ReturnType<Opened['open']>> & {
  readonly asked: readonly (() => Compiler.Node | undefined)[];
};

type Open = (file: FileView) => OpenedFile | undefined;

/** A file that has been opened before anybody wants it. */
interface Prepared extends Pick<Opened, 'open'>, Pick<OpenedFile, 'asked'> {
  readonly file: FileView;
  /** The characters of it that are held in memory as a tree. */
  readonly size: number;
}

/** What is thrown when it is opened is thrown when it is wanted. */
function prepare(file: FileView, openIt: Open): Prepared {
  try {
    const opened = openIt(file);
    const size = opened === undefined ? 0 : file.text.length;
    return { file, size, asked: opened?.asked ?? [], open: () => opened };
  } catch (err) {
    return {
      file,
      size: 0,
      asked: [],
      open() {
        throw err;
      },
    };
  }
}

/** So many files are open at once, or so many characters of them: what lives longer costs more to collect. */
const mostFiles = 32;
const mostText = 50_000;

/** Files that follow each other, opened in groups. */
function* groupsOf(files: readonly FileView[], openIt: Open): Generator<readonly Prepared[]> {
  let group: Prepared[] = [];
  let count = 0;
  let size = 0;
  for (const file of files) {
    const prepared = prepare(file, openIt);
    group.push(prepared);
    count += prepared.size > 0 ? 1 : 0;
    size += prepared.size;
    if (count < mostFiles && size < mostText) continue;
    yield group;
    group = [];
    count = 0;
    size = 0;
  }
  if (group.length > 0) yield group;
}

/** So many bytes can be nested so deeply that the compiler takes minutes. */
const large = 20_000;

function isRefused(path: string, order: Order): boolean {
  const size = order.texts.get(path)?.length ?? statSync(path, { throwIfNoEntry: false })?.size;
  return size !== undefined && size > large && isDeep(readText(path, order));
}

function openProject(
  { fs }: Native,
  api: API,
  { project, texts }: Order,
  refused: ReadonlySet<string>,
): Project {
  // A file that is not there would be taken in by the tsconfig's globs.
  const known = [...texts].filter(([path]) => existsSync(path) && !refused.has(path));
  const changed = [
    ...known,
    ...Array.from(refused, (path) => [path, ''] as const),
    ...withoutCircle(project),
  ];
  const snapshot = api.createSnapshot({
    openProjects: [project.path],
    ...(changed.length > 0 && { fileSystem: fs.createFileSystemLayer(changed) }),
  });
  const opened = snapshot.getConfiguredProject(project.path);
  if (opened === undefined) throw new Error(`TypeScript 7 does not open ${project.path}`);
  return opened;
}

/** A tsconfig that extends itself is read for ever. It is said already; here it does without what it extends. */
function withoutCircle({ path, config }: Order['project']): (readonly [string, string])[] {
  if (!config.errors.some(({ code }) => code === circularity)) return [];
  return [[path, JSON.stringify({ ...(config.raw as object), extends: undefined })]];
}

/** "Circularity detected while resolving configuration". */
const circularity = 18_000;

/** Options of the tsconfig that TypeScript 7 has no more, and so takes for something else. */
function unknownOptions({ program, configFileName }: Project, cwd: string): string[] {
  return program
    .getProgramDiagnostics()
    .filter(({ code }) => removed.has(code))
    .map(({ text, fileName }) => {
      const [what = text] = text.split('. ', 1);
      return `${shown(cwd, fileName ?? configFileName ?? '')}: TypeScript 7: ${what}; --engine typescript knows it`;
    });
}

/** "Option '…' has been removed", and the same of one of its values. */
const removed = new Set([5102, 5108]);

function readText(path: string, { texts, disk }: Order): string {
  return texts.get(path) ?? textAt(disk, path) ?? '';
}

/** A file with syntax errors is not judged: what the parser made of it may mean something else. */
function refuse({ text }: FileView, error: Diagnostic | undefined): void {
  refuseBinary(text);
  if (error === undefined) return;
  const { line, column } = makePositions(text)(error.pos);
  throw syntaxError(line, column, error.text);
}
