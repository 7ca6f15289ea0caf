/**
 * Fingerprints of the files of a program, each of everything that findings in it can depend on: the file, what its imports
 * resolve to, those files with theirs, and what all files see without an import. They are the same in another program only where
 * all of that is.
 */
import type typescript from 'typescript';
import { hashOf } from '../hash.js';
import { ts } from '../typescript.js';
import { componentsOf } from './components.js';
import type { Imports } from './imports.js';
import type { Project } from './project.js';

/** Makes them for all files of the program that are no other's. `contentOf` may know the hash of a file that was read. */
export function fingerprintsOf(
  program: typescript.Program,
  project: Project,
  imports: Imports,
  contentOf: (path: string) => string | undefined,
): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  const shared: string[] = [optionsOf(project)];
  for (const file of program.getSourceFiles()) {
    const { fileName: path } = file;
    const hash = hashOf(
      JSON.stringify([
        path,
        contentOf(path) ?? hashOf(file.text),
        file.impliedNodeFormat,
        [...(imports.get(path) ?? [])],
      ]),
    );
    if (isSeenByAll(program, file)) shared.push(hash);
    else own.set(path, hash);
  }
  return spread(own, hashOf(shared.join()), (path) => importedFrom(path, program, imports));
}

/** From each file to all that reach it. Files that import each other in a circle stand and fall together. */
function spread(
  own: ReadonlyMap<string, string>,
  shared: string,
  importedBy: (path: string) => string[],
): ReadonlyMap<string, string> {
  const whole = new Map<string, string>();
  const edgesOf = (path: string): string[] => importedBy(path).filter((each) => own.has(each));
  for (const group of componentsOf(own.keys(), edgesOf)) {
    const below = new Set<string | undefined>([shared]);
    for (const path of group) {
      below.add(own.get(path));
      // Within the group nothing is known yet.
      for (const each of edgesOf(path)) below.add(whole.get(each));
    }
    const hash = hashOf([...below].sort().join());
    for (const path of group) whole.set(path, hashOf(`${hash} ${own.get(path) ?? ''}`));
  }
  return whole;
}

function importedFrom(path: string, program: typescript.Program, imports: Imports): string[] {
  // The program knows what stands for what: the sources of a project for its output.
  return [...(imports.get(path)?.values() ?? [])].flatMap(
    (found) => (found === '' ? undefined : program.getSourceFile(found)?.fileName) ?? [],
  );
}

/**
 * What declares names for every file, or adds to what others declare. Installed packages are taken with it as a whole: they
 * change rarely, and all at once. In JavaScript, assignments may declare; who declares where is not worth telling.
 */
function isSeenByAll(program: typescript.Program, file: typescript.SourceFile): boolean {
  return (
    /\/node_modules\/|\.[cm]?jsx?$/.test(file.fileName) ||
    program.isSourceFileDefaultLibrary(file) ||
    program.isSourceFileFromExternalLibrary(file) ||
    !ts.isExternalModule(file) ||
    file.statements.some(
      (statement) =>
        ts.isNamespaceExportDeclaration(statement) ||
        (ts.isModuleDeclaration(statement) &&
          (ts.isStringLiteral(statement.name) ||
            (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0)),
    )
  );
}

function optionsOf({ path, config, references }: Project): string {
  return hashOf(JSON.stringify([path, config.options, references]));
}
