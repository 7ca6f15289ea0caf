/**
 * The files of a program from which a context module can be reached by imports. A file that cannot reach one has no
 * name for a context or a factory, and no value of such a type, so nothing need be asked about it.
 */
import type ts from 'typescript';
import type { Settings } from '../syntax/source.js';
import { isModuleFile, matchesModule, namedFunctions } from './modules.js';

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
  for (const file of files) {
    if (knows(file, settings, cwd)) reach(file);
    for (const imported of importedBy(file, program)) {
      const list = importers.get(imported);
      if (list === undefined) importers.set(imported, [file]);
      else list.push(file);
    }
  }
  for (let file = work.pop(); file !== undefined; file = work.pop()) {
    if (isSeenEverywhere(file)) return new Set(files);
    importers.get(file)?.forEach(reach);
  }
  return reaching;
}

/** Does a file import a context module, or is it one, or does it declare a factory that settings name? */
function knows(file: ts.SourceFile, settings: Settings, cwd: string): boolean {
  const from = { path: file.fileName, cwd };
  const named = namedFunctions(settings.factories).map(({ module }) => module);
  const modules = named.length === 0 ? settings.modules : [...settings.modules, ...named];
  return (
    isModuleFile(modules, file.fileName, cwd) ||
    specifiersOf(file).some(({ text }) => matchesModule(modules, text, from))
  );
}

const imports = new WeakMap<ts.SourceFile, readonly string[]>();

/** What a file imports. Remembered with the file, unless something was not found: a new file may be just that. */
function importedBy(file: ts.SourceFile, program: ts.Program): ts.SourceFile[] {
  let names = imports.get(file);
  if (names === undefined) {
    const checker = program.getTypeChecker();
    const declarations = specifiersOf(file).map(
      (specifier) => checker.getSymbolAtLocation(specifier)?.declarations?.[0],
    );
    names = declarations.flatMap((declaration) => declaration?.getSourceFile().fileName ?? []);
    if (!declarations.includes(undefined)) imports.set(file, names);
  }
  return names.flatMap((name) => program.getSourceFile(name) ?? []);
}

/** A script, or a file that adds to the globals or to another module. */
function isSeenEverywhere(file: ts.SourceFile): boolean {
  const { externalModuleIndicator } = file as { externalModuleIndicator?: unknown };
  return externalModuleIndicator == null || /\bdeclare\s+(?:global|module)\b/.test(file.text);
}
