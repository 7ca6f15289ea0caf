/**
 * What a whole program knows of context modules: which declarations are their exports, and which names can
 * have to do with them. Made once for a program and the settings it is asked with.
 */
import type * as ts from './compiler.js';
import type { Settings } from '../syntax/source.js';
import { isModuleFile, matchesModule } from './modules.js';
import { collectNames, type Names, type NamesKind } from './names.js';
import { filesOf, type ProgramFiles } from './program-files.js';
import { specifiersOf } from './reaching.js';

/** The facts of one program. Each is made when first asked for. */
export interface ProgramFacts {
  readonly checker: ts.Checker;
  /** The name under which a context module exports this symbol, aliases followed; `undefined` for any other. */
  exportName(symbol: ts.Symbol): string | undefined;
  /** Does a module export a value of this name, where `file`, or else another file of the program's own, imports it? */
  exports(file: ts.SourceFile, specifier: string, name: string): boolean;
  /** Which files reach a context module. */
  files(): ProgramFiles;
  /** The symbol that an alias stands for; the symbol itself where it is none. */
  resolve(symbol: ts.Symbol): ts.Symbol;
  /** Names that may stand for a factory. */
  factories(): Names;
  /** Names that may have to do with contexts. */
  contexts(): Names;
  /** Names that may stand for an export of a context module. */
  runtime(): Names;
  /** Names that may stand for a function that never returns. */
  nevers(): Names;
}

const cache = new WeakMap<ts.Program, WeakMap<Settings, ProgramFacts>>();

/** The facts of a program; the same object for the same program and settings. */
export function factsOf(program: ts.Program, settings: Settings, cwd: string): ProgramFacts {
  let bySettings = cache.get(program);
  if (bySettings === undefined) cache.set(program, (bySettings = new WeakMap()));
  let facts = bySettings.get(settings);
  if (facts === undefined) bySettings.set(settings, (facts = makeFacts(program, settings, cwd)));
  return facts;
}

function makeFacts(program: ts.Program, settings: Settings, cwd: string): ProgramFacts {
  const checker = program.getTypeChecker();
  let sorted: ProgramFiles | undefined;
  let exports: ReadonlyMap<ts.Node, string> | undefined;
  let all: Readonly<Record<NamesKind, Names>> | undefined;
  const files = (): ProgramFiles => (sorted ??= filesOf(program, settings, cwd));
  const collect = (kind: NamesKind): Names => collectNames(program, files(), kind, settings);
  // All kinds at once: they are made of the same declarations, which are not kept for long.
  const names = (kind: NamesKind): Names =>
    (all ??= {
      factory: collect('factory'),
      context: collect('context'),
      runtime: collect('runtime'),
      never: collect('never'),
    })[kind];
  return {
    checker,
    files,
    exportName(symbol) {
      exports ??= exportsOfModules(files().reaching, checker, settings, cwd);
      // Declarations, not symbols: merged symbols share them, and copies of a package have their own.
      for (const declaration of resolveAlias(checker, symbol).declarations ?? []) {
        const name = exports.get(declaration);
        if (name !== undefined) return name;
      }
      return undefined;
    },
    exports(file, specifier, name) {
      const module = moduleNamed(program, checker, file, specifier);
      const found = module && checker.getExportsOfModule(module).find((each) => each.name === name);
      const value = found && resolveAlias(checker, found).valueDeclaration;
      return value !== undefined;
    },
    resolve: (symbol) => resolveAlias(checker, symbol),
    factories: () => names('factory'),
    contexts: () => names('context'),
    runtime: () => names('runtime'),
    nevers: () => names('never'),
  };
}

/** The module that a specifier means to a file; of a package, what it means to any file that is not installed itself. */
function moduleNamed(
  program: ts.Program,
  checker: ts.Checker,
  file: ts.SourceFile,
  specifier: string,
): ts.Symbol | undefined {
  const others = specifier.startsWith('.') ? [] : program.getSourceFiles();
  for (const each of [file, ...others]) {
    if (each !== file && each.fileName.includes('/node_modules/')) continue;
    const literal = specifiersOf(each).find(({ text }) => text === specifier);
    const module = literal && checker.getSymbolAtLocation(literal);
    if (module !== undefined) return resolveAlias(checker, module);
  }
  return undefined;
}

/** The declarations of all exports of context modules: what imports one, and is one, is among those that reach one. */
function exportsOfModules(
  reaching: Iterable<ts.SourceFile>,
  checker: ts.Checker,
  settings: Settings,
  cwd: string,
): Map<ts.Node, string> {
  const modules = new Set<ts.Symbol>();
  const resolved = new Set<string>();
  for (const file of reaching) {
    if (isModuleFile(settings.modules, file.fileName, cwd)) {
      const module = checker.getSymbolAtLocation(file);
      if (module !== undefined) modules.add(module);
    }
    const from = { path: file.fileName, cwd };
    for (const specifier of specifiersOf(file)) {
      if (!matchesModule(settings.modules, specifier.text, from)) continue;
      // Files of one folder and one kind import the same by the same words.
      const where = file.fileName.replace(/[^/]*?(\.[^./]*)?$/, '$1');
      if (resolved.has(`${where} ${specifier.text}`)) continue;
      resolved.add(`${where} ${specifier.text}`);
      const module = checker.getSymbolAtLocation(specifier);
      if (module !== undefined) modules.add(resolveAlias(checker, module));
    }
  }
  const exports = new Map<ts.Node, string>();
  for (const module of modules) {
    for (const symbol of checker.getExportsOfModule(module)) {
      for (const declaration of resolveAlias(checker, symbol).declarations ?? []) {
        exports.set(declaration, symbol.name);
      }
    }
  }
  return exports;
}

/** Follows `import` and `export` specifiers to what they stand for. */
function resolveAlias(checker: ts.Checker, symbol: ts.Symbol): ts.Symbol {
  if (!(symbol.isAlias ?? symbol.declarations?.some(isAlias))) return symbol;
  try {
    return checker.getAliasedSymbol(symbol);
  } catch {
    // A declaration that only looks like an alias: the checker insists on a real one.
    return symbol;
  }
}

/** The flag for aliases is a number; the declarations that make one have properties that no others have. */
function isAlias(declaration: ts.Node): boolean {
  return (
    'isTypeOnly' in declaration ||
    'isExportEquals' in declaration ||
    isRequired(declaration) ||
    // `import * as ns`, `export * as ns`
    ('name' in declaration && 'isTypeOnly' in declaration.parent)
  );
}

/** `const c = require('m')` in JavaScript. */
function isRequired(declaration: ts.Node): boolean {
  const outer = 'propertyName' in declaration ? declaration.parent.parent : declaration;
  const { initializer } = outer as { initializer?: { expression?: { text?: string } } };
  return initializer?.expression?.text === 'require';
}

/** Does the compiler take what is under an index for something that may be missing? */
export function checksIndices(program: ts.Program): boolean {
  const options = program.getCompilerOptions() as { noUncheckedIndexedAccess?: boolean };
  return options.noUncheckedIndexedAccess === true;
}
