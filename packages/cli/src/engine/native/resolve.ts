/**
 * Which file of a program an import means. Paths are found among the program's files; for all else the program is asked, once
 * and for all files at a time.
 */
import { posix } from 'node:path';
import type { API, Program } from '@typescript/native/sync';
import type { FileView, Specifier } from './file.js';
import type { Native } from './load.js';

/** Which files specifiers mean. */
export interface Resolver {
  /** The name of the file; `undefined` where there is none. */
  fileNamed(specifier: Specifier): string | undefined;
  /** The same of a module that is no path, where `import` and `require` mean the same by it. */
  packageFile(specifier: Specifier): string | undefined;
}

/** Makes the answers for a program with these files. */
export function makeResolver(
  { sync }: Native,
  api: API,
  program: Program,
  files: readonly FileView[],
): Resolver {
  const byStem = stemsOf(files);
  const { rootDirs, moduleSuffixes } = program.getCompilerOptions();
  const areRelated = rootDirs === undefined && moduleSuffixes === undefined;
  const asked = new Map<string, string>();
  /** What means one file to `import` and another to `require`. */
  const differing = new Set<string>();
  let areAsked = false;
  return {
    fileNamed(specifier) {
      const found = foundByPath(specifier);
      if (found !== undefined) return found;
      askAll();
      return asked.get(keyOf(specifier));
    },
    packageFile(specifier) {
      if (isPath(specifier.text)) return undefined;
      askAll();
      const key = keyOf(specifier);
      return differing.has(key) ? undefined : asked.get(key);
    },
  };

  function foundByPath({ text, file }: Specifier): string | undefined {
    if (!areRelated || !isPath(text)) return undefined;
    const stem = stemOf(
      text.startsWith('/') ? text : posix.normalize(`${posix.dirname(file.fileName)}/${text}`),
    );
    return byStem.get(stem) ?? byStem.get(`${stem}/index`);
  }

  function askAll(): void {
    if (areAsked) return;
    areAsked = true;
    const { ModuleKind } = sync;
    const modes = [ModuleKind.ESNext, ModuleKind.CommonJS, ModuleKind.None];
    const questions = files
      .flatMap((file) => file.imports)
      .filter((specifier) => foundByPath(specifier) === undefined)
      .flatMap((specifier) => modes.map((mode) => ({ specifier, mode })));
    const answers = api.batch(
      ...questions.map(({ specifier: { file, text }, mode }) =>
        program.getResolvedModule.gen(file.fileName, text, mode),
      ),
    );
    for (const [i, { specifier }] of questions.entries()) {
      const name = answers[i]?.resolvedFileName;
      if (name === undefined) continue;
      const key = keyOf(specifier);
      if ((asked.get(key) ?? name) !== name) differing.add(key);
      asked.set(key, name);
    }
  }
}

function keyOf({ text, file }: Specifier): string {
  return `${file.fileName} ${text}`;
}

function isPath(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
}

/** A path without its extension, for `./a.js` is written for `./a.ts`. */
function stemOf(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
}

/** Of files that differ in their extensions alone, the one that the compiler takes. */
function stemsOf(files: readonly FileView[]): ReadonlyMap<string, string> {
  const byStem = new Map<string, string>();
  for (const { fileName } of files) {
    const stem = stemOf(fileName);
    const other = byStem.get(stem);
    if (other === undefined || rankOf(fileName) < rankOf(other)) byStem.set(stem, fileName);
  }
  return byStem;
}

function rankOf(path: string): number {
  return ranked.findIndex((extension) => extension.test(path));
}

const ranked = [/(?<!\.d)\.[cm]?ts$/, /\.tsx$/, /\.d\.[cm]?ts$/, /\.[cm]?js$/, /./];
