/**
 * The names filter: which names in a program could stand for a function that makes a cancel function, for
 * something that has to do with contexts, for the runtime's own exports, or for a function that never returns. Computed once for a program,
 * to a fixpoint, from the names that declarations mention; files that mention none of them are not even walked.
 */
import type ts from 'typescript';
import type { Settings } from '../syntax/source.js';
import { declaredIn, neverName, type Declared } from './declared.js';
import { matchesModule, namedFunctions } from './modules.js';
import { runtimeContextFunctions, runtimeFactories, runtimeFunctions } from './runtime.js';

/** The names of one kind, as one file sees them. */
export interface NamesInFile {
  /** False is final. */
  has(name: string): boolean;
  /** Does the file mention any? */
  any(): boolean;
}

/** The names of one kind in a program. */
export interface Names {
  in(file: ts.SourceFile): NamesInFile;
}

/** What makes up a kind of names. */
export type NamesKind = 'factory' | 'context' | 'runtime' | 'never';

/** Computes the names of a kind. */
export function collectNames(program: ts.Program, kind: NamesKind, settings: Settings): Names {
  const files = kind === 'never' ? filesWithNever(program) : candidates(program, settings);
  const found = new Set<string>();
  const queue: string[] = [];
  const loaded: Loaded[] = [];
  let rest = files;
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    queue.push(name);
  };
  seedsOf(kind, settings).forEach(add);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const seen = name;
    for (const file of loaded) spread(file, seen, add);
    rest = rest.filter((file) => {
      if (!mentions(file, seen)) return true;
      const state: Loaded = { file, names: new Set(), by: mentionedBy(file, kind) };
      loaded.push(state);
      // A copy: what this file adds is spread when its turn comes.
      for (const earlier of [...found]) spread(state, earlier, add);
      return false;
    });
  }
  const byFile = new Map(loaded.map((state) => [state.file, state.names]));
  return {
    in(file) {
      const own = byFile.get(file);
      return {
        has: (name) => found.has(name) || (own?.has(name) ?? false),
        any: () => own !== undefined,
      };
    },
  };
}

/** A file that mentions at least one name. */
interface Loaded {
  readonly file: ts.SourceFile;
  /** The names that have been looked up in `by`: those found anywhere, and the file's own. */
  readonly names: Set<string>;
  /** The declarations that mention a name. */
  readonly by: ReadonlyMap<string, readonly Declared[]>;
}

/** Marks what mentions a name, and what in the same file mentions that. */
function spread(state: Loaded, name: string, add: (name: string) => void): void {
  const work = [name];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (state.names.has(next)) continue;
    state.names.add(next);
    for (const declared of state.by.get(next) ?? []) {
      if (declared.local) work.push(declared.name);
      else add(declared.name);
    }
  }
}

function mentionedBy(file: ts.SourceFile, kind: NamesKind): Map<string, Declared[]> {
  const by = new Map<string, Declared[]>();
  for (const declared of declaredIn(file)) {
    for (const name of sourcesOf(declared, kind)) {
      const list = by.get(name);
      if (list === undefined) by.set(name, [declared]);
      else list.push(declared);
    }
  }
  return by;
}

/** The names that make a declaration one of a kind. */
function sourcesOf(declared: Declared, kind: NamesKind): readonly string[] {
  switch (kind) {
    case 'context':
      return declared.concerns;
    case 'runtime':
      return declared.renames;
    case 'factory':
    case 'never':
      return declared.gives;
  }
}

function seedsOf(kind: NamesKind, settings: Settings): readonly string[] {
  switch (kind) {
    case 'never':
      return [neverName];
    case 'factory':
      return [
        'CancelFunc',
        'CancelCauseFunc',
        ...runtimeFactories,
        ...namedFunctions(settings.factories).map(({ name }) => name),
      ];
    case 'context':
      return ['Context', ...runtimeContextFunctions];
    case 'runtime':
      return runtimeFunctions;
  }
}

/** Does the file hold this identifier? */
function mentions(file: ts.SourceFile, name: string): boolean {
  if (name === neverName) return neverReturning.test(file.text);
  if (name === 'default' || name === 'exports') return hasDefaultImport(file);
  // The parser interns identifiers here; it is no public property, but every version has it.
  const { identifiers } = file as { identifiers?: ReadonlyMap<string, string> };
  return identifiers?.has(name) ?? file.text.includes(name);
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

/** The program's own files, and of installed packages those that know a context module. */
function candidates(program: ts.Program, settings: Settings): ts.SourceFile[] {
  const installed = new Map<string, ts.SourceFile[]>();
  const own: ts.SourceFile[] = [];
  for (const file of program.getSourceFiles()) {
    if (program.isSourceFileDefaultLibrary(file)) continue;
    const folder = packageFolder(file.fileName);
    if (folder === undefined) own.push(file);
    else installed.set(folder, [...(installed.get(folder) ?? []), file]);
  }
  for (const files of installed.values()) {
    if (files.some((file) => importsModule(file, settings))) own.push(...files);
  }
  return own;
}

/** A signature that says `never`, or an arrow that does nothing but throw. */
const neverReturning = /\)\s*(?::|=>)\s*never\b|=>\s*\{\s*throw\b/;

function filesWithNever(program: ts.Program): ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter(
      (file) =>
        !program.isSourceFileDefaultLibrary(file) &&
        (packageFolder(file.fileName) === undefined || neverReturning.test(file.text)),
    );
}

/** The specifiers that a file imports from. */
export function specifiersOf(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  // Filled by the program; no public property, but every version has it.
  const { imports } = file as { imports?: readonly ts.StringLiteralLike[] };
  if (imports !== undefined) return imports;
  return file.statements.flatMap((statement) => {
    const { moduleSpecifier } = statement as { moduleSpecifier?: ts.Expression };
    return moduleSpecifier === undefined ? [] : [moduleSpecifier as ts.StringLiteralLike];
  });
}

function importsModule(file: ts.SourceFile, settings: Settings): boolean {
  const from = { path: file.fileName, cwd: '' };
  return specifiersOf(file).some(({ text }) => matchesModule(settings.modules, text, from));
}

function packageFolder(fileName: string): string | undefined {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(fileName)?.[0];
}
