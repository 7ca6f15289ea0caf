/**
 * The names filter: which names in a program could stand for a function that makes a cancel function, for something
 * that has to do with contexts, for the runtime's own exports, or for a function that never returns. Computed
 * to a fixpoint from the names that declarations mention; files that mention none of them are not even walked.
 *
 * An editor makes a new program with each keystroke, of which one file is new. So a project keeps its names, and a
 * new program adds those of its new files. Names that are gone stay for a while: the filter lets through more then.
 *
 * Not modelled: a generic member that gives back what it is passed, declared where nothing of a kind is mentioned, where
 * another file has a member of the same name that is a function without type parameters.
 */
import type * as ts from './compiler.js';
import type { Settings } from '../syntax/source.js';
import { asMember, isMember } from '../syntax/spelling.js';
import { declaredIn } from './declared.js';
import type { Declared, Mentions, Passing, Relation } from './mentions.js';
import { neverName, wholeModule } from './mentioned.js';
import { namedFunctions } from './modules.js';
import { mayDeclareNever, neverNamesIn } from './never.js';
import type { ProgramFiles } from './program-files.js';
import { argumentName, callbackName, partsOf, takerName, type Parts } from './roles.js';
import { runtimeContextMakers, runtimeFactories, runtimeFunctions } from './runtime.js';

/** The names of one kind, as one file sees and spells them: `f`, and `.f` for a member. */
export interface NamesInFile {
  /** False is final. */
  has(name: string): boolean;
  /** Is it more than the name of what takes a context? */
  gives(name: string): boolean;
  /** Does the file mention any? */
  any(): boolean;
}

const nothing: NamesInFile = { has: () => false, gives: () => false, any: () => false };

/** The names of one kind in a program. */
export interface Names {
  in(file: ts.SourceFile): NamesInFile;
}

/**
 * What makes up a kind of names:
 * - `factory`: what a call of may return a cancel function;
 * - `context`: what is, gives or takes a context;
 * - `runtime`: what may be an export of a context module;
 * - `never`: what a call of may never return.
 */
export type NamesKind = 'factory' | 'context' | 'runtime' | 'never';

/** The relations that carry a kind from a name to what mentions it. */
const carriers: Readonly<Record<NamesKind, readonly Relation[]>> = {
  factory: ['gives', 'renames', 'data'],
  context: ['gives', 'first', 'renames'],
  runtime: ['renames'],
  never: ['ends', 'renames'],
};

/** A file that mentions at least one name. */
interface Loaded {
  readonly file: ts.SourceFile;
  /** The names that mean something in this file alone. */
  readonly names: Set<string>;
  /** What among them takes a context. */
  readonly takers: Set<string>;
}

/** What a project knows of a kind, whatever program of its was the last. */
interface Project {
  /** The names that mean something in every file. */
  readonly found: Map<string, Parts>;
  /** What among them takes a context. */
  readonly takers: Set<string>;
  readonly loaded: WeakMap<ts.SourceFile, Loaded>;
  readonly seen: WeakSet<ts.SourceFile>;
  /** Whether members pass on what they are passed. */
  readonly passing: Map<string, boolean>;
  /** The members that were taken not to. */
  readonly trusted: Set<string>;
  /** How many files have been seen. */
  count: number;
}

const projects = new WeakMap<Settings, Map<string, Project>>();

/** The names of a kind in a program; what earlier programs of the same project had in common with it is used again. */
export function collectNames(
  program: ts.Program,
  files: ProgramFiles,
  kind: NamesKind,
  settings: Settings,
): Names {
  // Where no file reaches a context module, nobody will ask.
  if (files.reaching.size === 0) return { in: () => nothing };
  const chosen = kind === 'never' ? files.withNever() : files.candidates;
  const project = projectOf(program, kind, settings, chosen.length);
  while (chosen.length > 0 && !update(project, chosen, kind, settings, program)) {
    beginAnew(project);
  }
  const { found, takers, loaded } = project;
  return {
    in(file) {
      // What cannot reach a context module sees none of the names, however it spells its own.
      if (!files.reaching.has(file)) return nothing;
      const own = loaded.get(file);
      const has = (name: string): boolean => found.has(name) || (own?.names.has(name) ?? false);
      return {
        gives: has,
        has: (name) => has(name) || takers.has(name) || (own?.takers.has(name) ?? false),
        any: () => own !== undefined,
      };
    },
  };
}

function projectOf(
  program: ts.Program,
  kind: NamesKind,
  settings: Settings,
  size: number,
): Project {
  const byKey = projects.get(settings) ?? new Map<string, Project>();
  projects.set(settings, byKey);
  // Programs without a configuration are taken for one project; at worst the filter lets through more.
  const { configFilePath } = program.getCompilerOptions() as { configFilePath?: string };
  const key = `${kind} ${configFilePath ?? ''}`;
  let project = byKey.get(key);
  // What is gone must not pile up: after as many new files as there are, it begins anew.
  if (project === undefined || project.count > 2 * size + 100) {
    project = { ...emptyProject(), passing: new Map() };
    byKey.set(key, project);
  }
  return project;
}

function emptyProject(): Omit<Project, 'passing'> {
  return {
    trusted: new Set(),
    found: new Map(),
    takers: new Set(),
    loaded: new WeakMap(),
    seen: new WeakSet(),
    count: 0,
  };
}

function beginAnew(project: Project): void {
  Object.assign(project, emptyProject());
}

/** Names that are being added to a project. */
interface Update {
  readonly project: Project;
  readonly kind: NamesKind;
  /** Names that are new in every file, and not spread yet. */
  readonly queue: Parts[];
  /** False once a function that was taken not to pass on what it is passed turns out to do so. */
  isSure: boolean;
}

/** Adds the files that are new, and what they make of the others. False where that has to begin anew. */
function update(
  project: Project,
  files: readonly ts.SourceFile[],
  kind: NamesKind,
  settings: Settings,
  program: ts.Program,
): boolean {
  const update: Update = { project, kind, queue: [], isSure: true };
  if (project.found.size === 0) addNames(update, seedsOf(kind, settings));
  read(update, newFiles(update, files), program);
  if (update.queue.length > 0) spreadAll(update, files, program);
  return update.isSure;
}

function addNames(update: Update, names: readonly string[]): void {
  for (const name of names) addName(update, name);
}

function addName({ project: { found, takers }, queue }: Update, name: string): void {
  if (found.has(name)) return;
  const parts = partsOf(name);
  found.set(name, parts);
  if (parts.role === 'taker') takers.add(parts.spelling);
  queue.push(parts);
}

/** The files that were never seen and mention a name that was known before. */
function newFiles(update: Update, files: readonly ts.SourceFile[]): ts.SourceFile[] {
  const { project } = update;
  const known = [...project.found.values()];
  const mentioning: ts.SourceFile[] = [];
  for (const file of files) {
    if (project.seen.has(file)) continue;
    project.seen.add(file);
    project.count += 1;
    if (isReadAsText(file, update.kind)) addNames(update, spellings(neverNamesIn(file.text)));
    else if (known.some((name) => mentions(file, name))) mentioning.push(file);
  }
  return mentioning;
}

/** Of declaration files, which are long, the few names of what never returns are read from the text. */
function isReadAsText(file: ts.SourceFile, kind: NamesKind): boolean {
  return kind === 'never' && file.isDeclarationFile;
}

/** Reads what files declare, all of them at once: a compiler may have to fetch them. */
function read(update: Update, files: readonly ts.SourceFile[], program: ts.Program): Loaded[] {
  const { project, kind } = update;
  program.expectWalks?.(files);
  // A name that another only renames is passed to nobody.
  if (carriers[kind].includes('gives')) {
    for (const file of files) {
      if (!learnPassing(project, declaredIn(file).passing)) update.isSure = false;
    }
  }
  return files.map((file) => load(update, file));
}

function load(update: Update, file: ts.SourceFile): Loaded {
  const { found, loaded } = update.project;
  const state: Loaded = { file, names: new Set(), takers: new Set() };
  loaded.set(file, state);
  // A copy: what this file adds is spread when its turn comes.
  for (const earlier of [...found.values()]) spread(update, state, earlier);
  return state;
}

/** Spreads what is new in every file, and reads the files that mention it, until nothing is new. */
function spreadAll(update: Update, files: readonly ts.SourceFile[], program: ts.Program): void {
  const { project, kind, queue } = update;
  const { loaded } = project;
  const states = files.flatMap((file) => loaded.get(file) ?? []);
  let rest = files.filter((file) => !loaded.has(file) && !isReadAsText(file, kind));
  while (queue.length > 0) {
    const names: Parts[] = [];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      names.push(name);
      for (const state of states) spread(update, state, name);
    }
    const [next, others] = partition(rest, (file) => names.some((name) => mentions(file, name)));
    rest = others;
    states.push(...read(update, next, program));
  }
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const one of all) parts[isFirst(one) ? 0 : 1].push(one);
  return parts;
}

/** Remembers which members pass on what they are passed. False where one does that was trusted not to. */
function learnPassing({ passing, trusted }: Project, own: ReadonlyMap<string, Passing>): boolean {
  let isSure = true;
  for (const [name, may] of own) {
    if (!isMember(name) || passing.get(name) === true) continue;
    const passes = passesHere(name, may, own);
    if (passes === undefined) continue;
    passing.set(name, passes);
    if (passes && trusted.has(name)) isSure = false;
  }
  return isSure;
}

/** Does a member pass on what it is passed, as far as this file says? `undefined` for `export { start } from './jobs.js'`. */
function passesHere(
  name: string,
  may: Passing,
  own: ReadonlyMap<string, Passing>,
): boolean | undefined {
  if (typeof may === 'boolean') return may;
  const local = own.get(may.as);
  const isFromElsewhere = local === undefined && asMember(may.as) === name;
  return isFromElsewhere ? undefined : local !== false;
}

/** Marks what mentions a name, and what in the same file mentions that. */
function spread(update: Update, state: Loaded, name: Parts): void {
  const { project, kind } = update;
  // Most files mention most names nowhere.
  if (!mentions(state.file, name)) return;
  const declared = declaredIn(state.file);
  if (!isMentioned(declared, kind, name)) return;
  const { names, takers } = state;
  const work = [name];
  const reach = (marked: string): void => {
    if (names.has(marked)) return;
    names.add(marked);
    const parts = partsOf(marked);
    if (parts.role === 'taker') takers.add(parts.spelling);
    work.push(parts);
  };
  const passes = (callee: string): boolean => {
    const may = isMember(callee) ? { as: callee } : declared.passing.get(callee);
    return typeof may === 'object' ? memberPasses(project, may.as) : may !== false;
  };
  const isGiven = ({ through }: Declared): boolean => through?.every(passes) ?? true;
  const mark = (relation: Relation, of: string, as: (name: string) => string): void => {
    for (const mention of declared.of[relation].get(of) ?? []) {
      if (!isGiven(mention)) continue;
      const { name, whole, local } = mention;
      const marked = as(name);
      if (whole && as === asItself) reach(argumentName(name));
      if (local) reach(marked);
      else addName(update, marked);
    }
  };
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { spelling } = next;
    switch (next.role) {
      case 'taker':
        mark('renames', spelling, takerName);
        // As with a function type that is written out, what is of such a type is told from nothing else.
        mark('queries', spelling, asItself);
        break;
      // `type Work = (start: Start) => void; function run(work: Work)`
      case 'callback':
        mark('takes', spelling, callbackName);
        mark('renames', spelling, callbackName);
        for (const relation of carriers[kind]) mark(relation, next.name, asItself);
        break;
      case 'itself':
        for (const relation of carriers[kind]) mark(relation, next.name, asItself);
        if (kind === 'context') mark('takes', next.name, takerName);
    }
  }
}

/** A member is what all files say of it; what has no declaration in them may be anything. */
function memberPasses({ passing, trusted }: Project, name: string): boolean {
  if (passing.get(name) !== false) return true;
  trusted.add(name);
  return false;
}

function isMentioned(
  { of: mentions }: Mentions,
  kind: NamesKind,
  { name, spelling, role }: Parts,
): boolean {
  if (role === 'taker') return mentions.renames.has(spelling) || mentions.queries.has(spelling);
  for (const relation of carriers[kind]) if (mentions[relation].has(name)) return true;
  if (role === 'callback') return mentions.takes.has(spelling) || mentions.renames.has(spelling);
  return kind === 'context' && mentions.takes.has(spelling);
}

function asItself(name: string): string {
  return name;
}

function seedsOf(kind: NamesKind, settings: Settings): readonly string[] {
  switch (kind) {
    case 'never':
      return [neverName];
    case 'factory':
      return spellings([
        'CancelFunc',
        'CancelCauseFunc',
        ...runtimeFactories,
        ...namedFunctions(settings.factories).map(({ name }) => name),
      ]);
    case 'context':
      return spellings(['Context', ...runtimeContextMakers]);
    case 'runtime':
      return spellings(runtimeFunctions);
  }
}

/** The file that declares them spells them without an object. */
function spellings(names: readonly string[]): string[] {
  return names.flatMap((name) => [name, asMember(name)]);
}

/** Does the file hold this identifier? */
function mentions(file: ts.SourceFile, { spelling, identifier }: Parts): boolean {
  if (spelling === neverName) return mayDeclareNever(file);
  if (wholeModule.includes(spelling)) return hasDefaultImport(file);
  // The parser interns identifiers here; it is no public property, but every version has it.
  const { identifiers } = file as { identifiers?: ReadonlyMap<string, string> };
  // Names may be escaped in the text, but not among the identifiers.
  return identifiers?.has(identifier) ?? file.text.includes(identifier);
}

function hasDefaultImport(file: ts.SourceFile): boolean {
  return (
    file.text.includes('require') ||
    file.text.includes('default') ||
    file.statements.some(
      (statement) =>
        (statement as { importClause?: { name?: unknown } }).importClause?.name !== undefined,
    )
  );
}
