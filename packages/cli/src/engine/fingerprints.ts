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

/** Makes them, by path, for all files that are not seen by all. `contentOf` may know the hash of a file that was read. */
export function fingerprintsOf(
  program: typescript.Program,
  project: Project,
  imports: Imports,
  contentOf: (path: string) => string | undefined,
): ReadonlyMap<string, string> {
  const files = program.getSourceFiles();
  const importedBy = (path: string): string[] => importsOf(path, program, imports);
  const seenByAll = reachableFrom(
    files.filter((file) => isSeenByAll(program, file)).map(({ fileName }) => fileName),
    importedBy,
  );
  const own = new Map<string, string>();
  const shared = [optionsOf(project), packagesOf(program, imports)];
  for (const file of files) {
    const { fileName: path, impliedNodeFormat } = file;
    const content = contentOf(path) ?? hashOf(file.text);
    const resolved = [...(imports.get(path) ?? [])];
    const hash = hashOf(JSON.stringify([path, content, impliedNodeFormat, resolved]));
    if (seenByAll.has(path)) shared.push(hash);
    else own.set(path, hash);
  }
  return spread(own, hashOf(shared.join()), importedBy);
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
      // Of the group itself nothing is known yet.
      for (const each of edgesOf(path)) below.add(whole.get(each));
    }
    const hash = hashOf([...below].sort().join());
    for (const path of group) whole.set(path, hashOf(`${hash} ${own.get(path) ?? ''}`));
  }
  return whole;
}

/** The files that a file imports. The program knows what stands for what: the sources of a project for its output. */
function importsOf(path: string, program: typescript.Program, imports: Imports): string[] {
  return [...(imports.get(path)?.values() ?? [])].flatMap(
    (found) => (found === '' ? undefined : program.getSourceFile(found)?.fileName) ?? [],
  );
}

function reachableFrom(
  paths: Iterable<string>,
  importedBy: (path: string) => string[],
): ReadonlySet<string> {
  const reached = new Set(paths);
  // A set also gives what is added to it meanwhile.
  for (const path of reached) {
    for (const each of importedBy(path)) reached.add(each);
  }
  return reached;
}

/**
 * What declares names for every file, or adds to what others declare; its types may come from what it imports. Installed packages are
 * taken with it as a whole: they change rarely, and many at once. JavaScript too: its assignments may declare.
 */
function isSeenByAll(program: typescript.Program, file: typescript.SourceFile): boolean {
  return (
    /\.[cm]?jsx?$/.test(file.fileName) ||
    program.isSourceFileDefaultLibrary(file) ||
    program.isSourceFileFromExternalLibrary(file) ||
    !ts().isExternalModule(file) ||
    file.statements.some(
      (statement) =>
        ts().isNamespaceExportDeclaration(statement) ||
        (ts().isModuleDeclaration(statement) &&
          (ts().isStringLiteral(statement.name) ||
            (statement.flags & ts().NodeFlags.GlobalAugmentation) !== 0)),
    )
  );
}

/**
 * What names of packages resolve to, wherever they are imported: a suggestion may import from one that only another file imports. In the
 * order of the files, for the first of several copies counts.
 */
function packagesOf(program: typescript.Program, imports: Imports): string {
  const packages = new Map<string, Set<string>>();
  for (const file of program.getSourceFiles()) {
    if (program.isSourceFileFromExternalLibrary(file)) continue;
    for (const [specifier, path] of imports.get(file.fileName) ?? []) {
      if (specifier.startsWith('.')) continue;
      const paths = packages.get(specifier) ?? new Set();
      packages.set(specifier, paths.add(path));
    }
  }
  const all = [...packages].map(([specifier, paths]) => [specifier, ...paths].join());
  return hashOf(all.sort().join('\n'));
}

function optionsOf({ path, config, references }: Project): string {
  return hashOf(JSON.stringify([path, config.options, references]));
}
