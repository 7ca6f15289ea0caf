/**
 * The files of a program from which a context module can be reached by imports. A file that cannot reach one has no
 * name for a context or a factory, and no value of such a type, so nothing need be asked about it.
 */
import type * as ts from './compiler.js';
import type { Settings } from '../syntax/source.js';
import { isModuleFile, matchesModule, namedFunctions } from './modules.js';

/** The specifiers that a file imports from. */
export function specifiersOf(file: ts.SourceFile): readonly ts.StringLiteral[] {
  // Filled by the program; no public property, but every version has it.
  const { imports } = file as { imports?: readonly ts.StringLiteral[] };
  if (imports !== undefined) return imports;
  return file.statements.flatMap((statement) => {
    const { moduleSpecifier } = statement as { moduleSpecifier?: ts.Expression };
    return moduleSpecifier === undefined ? [] : [moduleSpecifier as ts.StringLiteral];
  });
}

/** Those files, all of them where one that reaches a module declares something for every file. */
export function reachingFiles(
  program: ts.Program,
  settings: Settings,
  cwd: string,
): ReadonlySet<ts.SourceFile> {
  const files = program.getSourceFiles();
  const importers = new Map<ts.SourceFile, ts.SourceFile[]>();
  const reaching = new Set<ts.SourceFile>();
  const work: ts.SourceFile[] = [];
  const reach = (file: ts.SourceFile): void => {
    if (reaching.has(file)) return;
    reaching.add(file);
    work.push(file);
  };
  const knowing = new Set(knowingFiles(program, settings, cwd));
  knowing.forEach(reach);
  for (const file of files) {
    for (const [specifier, name] of importsNow(file, program)) {
      const imported = name === undefined ? undefined : program.getSourceFile(name);
      if (imported === undefined) continue;
      const list = importers.get(imported);
      if (list === undefined) importers.set(imported, [file]);
      else list.push(file);
      // Others may import the module's file by its path. A script, which declares modules, is imported by nobody.
      if (knowing.has(file) && isModule(specifier, file, settings, cwd) && !isScript(imported)) {
        reach(imported);
      }
    }
  }
  for (let file = work.pop(); file !== undefined; file = work.pop()) {
    if (isSeenEverywhere(file)) return new Set(files);
    importers.get(file)?.forEach(reach);
  }
  return reaching;
}

/** The files that know a context module themselves. A compiler that has to fetch trees takes comments and strings for imports until then. */
function knowingFiles(program: ts.Program, settings: Settings, cwd: string): ts.SourceFile[] {
  const knowsOne = (file: ts.SourceFile): boolean => knows(file, settings, cwd);
  const seeming = program.getSourceFiles().filter(knowsOne);
  if (program.expectWalks === undefined) return seeming;
  program.expectWalks(seeming);
  return seeming.filter(knowsOne);
}

/** Does a file import a context module, or is it one, or does it declare a factory that settings name? */
function knows(file: ts.SourceFile, settings: Settings, cwd: string): boolean {
  return (
    isModuleFile(modulesOf(settings), file.fileName, cwd) ||
    specifiersOf(file).some(({ text }) => isModule(text, file, settings, cwd))
  );
}

/** Does a specifier name a context module, or a module that settings name a factory of? */
function isModule(
  specifier: string,
  file: ts.SourceFile,
  settings: Settings,
  cwd: string,
): boolean {
  return matchesModule(modulesOf(settings), specifier, { path: file.fileName, cwd });
}

function modulesOf({ modules, factories }: Settings): readonly string[] {
  return factories.length === 0
    ? modules
    : [...modules, ...namedFunctions(factories).map(({ module }) => module)];
}

/** The names of the files that a file imports, by the specifiers that it writes; `undefined` for what was not found. */
type Imports = ReadonlyMap<string, string | undefined>;

const imports = new WeakMap<ts.SourceFile, Imports>();

/** What a file imports. Remembered with the file, unless something was not found: a new file may be just that. */
function importsOf(file: ts.SourceFile, program: ts.Program): Imports {
  let found = imports.get(file);
  if (found === undefined) {
    found = new Map(
      specifiersOf(file).map((specifier) => [specifier.text, fileNamed(specifier, file, program)]),
    );
    if (![...found.values()].includes(undefined)) imports.set(file, found);
  }
  return found;
}

/** The same in a program that may be new: what another program found may be gone, and something in its place. */
function importsNow(file: ts.SourceFile, program: ts.Program): Imports {
  for (const name of imports.get(file)?.values() ?? []) {
    if (name === undefined || program.getSourceFile(name) === undefined) {
      imports.delete(file);
      break;
    }
  }
  return importsOf(file, program);
}

/** What the program resolved a specifier to; else what the checker makes of it: an ambient module, a redirected file. */
function fileNamed(
  specifier: ts.StringLiteral,
  file: ts.SourceFile,
  program: ts.Program,
): string | undefined {
  // No public property; where a version does not have it, the checker is asked.
  const { getResolvedModuleFromModuleSpecifier: resolve } = program as Resolving;
  const name = resolve?.(specifier, file)?.resolvedModule?.resolvedFileName;
  if (name !== undefined && program.getSourceFile(name) !== undefined) return name;
  const symbol = program.getTypeChecker().getSymbolAtLocation(specifier);
  return symbol?.declarations?.[0]?.getSourceFile().fileName;
}

interface Resolving {
  readonly getResolvedModuleFromModuleSpecifier?: (
    specifier: ts.StringLiteral,
    file: ts.SourceFile,
  ) => { readonly resolvedModule?: { readonly resolvedFileName: string } } | undefined;
}

/** Can a context module be reached through this import? What nobody found may reach one. */
export function isReachedBy(
  specifier: string,
  file: ts.SourceFile,
  program: ts.Program,
  reaching: ReadonlySet<ts.SourceFile>,
  settings: Settings,
  cwd: string,
): boolean {
  const name = importsOf(file, program).get(specifier);
  const imported = name === undefined ? undefined : program.getSourceFile(name);
  // Which file a context module is may be hidden behind a link.
  return (
    imported === undefined || reaching.has(imported) || isModule(specifier, file, settings, cwd)
  );
}

/** A script, or a file that adds to the globals or to another module. */
function isSeenEverywhere(file: ts.SourceFile): boolean {
  return isScript(file) || /\bdeclare\s+(?:global|module)\b/.test(file.text);
}

function isScript(file: ts.SourceFile): boolean {
  const { externalModuleIndicator } = file as { externalModuleIndicator?: unknown };
  return externalModuleIndicator == null;
}
