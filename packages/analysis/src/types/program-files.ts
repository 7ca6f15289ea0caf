/** Which files of a program the names filter looks at. */
import type ts from 'typescript';
import type { Settings } from '../syntax/source.js';
import { isModuleFile, matchesModule } from './modules.js';

/** The files of one program. */
export interface ProgramFiles {
  /** Is there a context module at all? Where none is, nothing is a context. */
  readonly knowsModule: boolean;
  /** The program's own files, and of installed packages those that know a context module. */
  readonly candidates: readonly ts.SourceFile[];
  /** The program's own files, and installed ones that may declare a function that never returns. */
  withNever(): readonly ts.SourceFile[];
}

const cache = new WeakMap<ts.Program, WeakMap<Settings, ProgramFiles>>();

/** The files of a program; the same object for the same program and settings. */
export function filesOf(program: ts.Program, settings: Settings, cwd: string): ProgramFiles {
  let bySettings = cache.get(program);
  if (bySettings === undefined) cache.set(program, (bySettings = new WeakMap()));
  let files = bySettings.get(settings);
  if (files === undefined) bySettings.set(settings, (files = sort(program, settings, cwd)));
  return files;
}

function sort(program: ts.Program, settings: Settings, cwd: string): ProgramFiles {
  const own: ts.SourceFile[] = [];
  const installed = new Map<string, ts.SourceFile[]>();
  for (const file of program.getSourceFiles()) {
    const folder = packageFolder(file.fileName);
    if (folder !== undefined) {
      const files = installed.get(folder);
      if (files === undefined) installed.set(folder, [file]);
      else files.push(file);
    } else if (!isLibrary(program, file)) {
      own.push(file);
    }
  }
  let withNever: readonly ts.SourceFile[] | undefined;
  const candidates = [...own];
  let knowsModule = own.some((file) => knows(file, settings, cwd));
  for (const files of installed.values()) {
    if (!files.some((file) => knows(file, settings, cwd))) continue;
    knowsModule = true;
    candidates.push(...files);
  }
  return {
    knowsModule,
    candidates,
    withNever: () => (withNever ??= [...own, ...installedWithNever()]),
  };

  function installedWithNever(): ts.SourceFile[] {
    const files = [...installed.values()].flat();
    return files.filter((file) => mayDeclareNever(file) && !isLibrary(program, file));
  }
}

/** One of TypeScript's own. A program of one file that resolves nothing takes that file for its library. */
export function isLibrary(program: ts.Program, file: ts.SourceFile): boolean {
  return file.isDeclarationFile && program.isSourceFileDefaultLibrary(file);
}

const neverByFile = new WeakMap<ts.SourceFile, boolean>();

/** Could the file declare, by itself, a function that never returns? */
export function mayDeclareNever(file: ts.SourceFile): boolean {
  let may = neverByFile.get(file);
  if (may === undefined) {
    may = saysNever(file.text) || (!file.isDeclarationFile && throwingArrow.test(file.text));
    neverByFile.set(file, may);
  }
  return may;
}

/** `(): never`, `() => never`, `type Nothing = never`: looked for by the word, which is rare in most files. */
function saysNever(text: string): boolean {
  for (let at = text.indexOf('never'); at !== -1; at = text.indexOf('never', at + 1)) {
    if (/(?:\)\s*:|=>|=)\s*$/.test(text.slice(Math.max(0, at - 12), at))) return true;
  }
  return false;
}

/** An arrow that does nothing but throw, perhaps after some statements. */
const throwingArrow = /=>\s*\{[^{}]*\bthrow\b/;

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

/** Does a file import a context module, or is it one? */
function knows(file: ts.SourceFile, settings: Settings, cwd: string): boolean {
  const from = { path: file.fileName, cwd };
  return (
    isModuleFile(settings.modules, file.fileName, cwd) ||
    specifiersOf(file).some(({ text }) => matchesModule(settings.modules, text, from))
  );
}

function packageFolder(fileName: string): string | undefined {
  if (!fileName.includes('/node_modules/')) return undefined;
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(fileName)?.[0];
}
