/**
 * Which file of a program an import means. Paths are found among the program's files; for all else the program is asked, once
 * and for all files at a time.
 */
import { dirname, posix } from 'node:path';
import type { API, Program } from '@typescript/native/sync';
import type { FileView, Specifier } from './file.js';
import type { Native } from './load.js';

/** The name of the file that a specifier means; `undefined` where there is none. */
export type Resolve = (specifier: Specifier) => string | undefined;

/** Makes the answers for a program with these files. */
export function makeResolver(
  { sync }: Native,
  api: API,
  program: Program,
  files: readonly FileView[],
): Resolve {
  const names = new Set(files.map(({ fileName }) => fileName));
  const { rootDirs, moduleSuffixes } = program.getCompilerOptions();
  const areRelated = rootDirs === undefined && moduleSuffixes === undefined;
  const asked = new Map<string, string | undefined>();
  let areAsked = false;
  return (specifier) => {
    const from = specifier.getSourceFile().fileName;
    const path = areRelated ? pathOf(specifier.text, from) : undefined;
    const found =
      path === undefined ? undefined : candidatesFor(path).find((each) => names.has(each));
    if (found !== undefined) return found;
    askAll();
    return asked.get(`${from} ${specifier.text}`);
  };

  function askAll(): void {
    if (areAsked) return;
    areAsked = true;
    const { ModuleKind } = sync;
    const questions = files.flatMap((file) =>
      file.imports
        .filter(({ text }) => !areRelated || !isPath(text))
        .flatMap(({ text }) =>
          [ModuleKind.ESNext, ModuleKind.CommonJS, ModuleKind.None].map((mode) => ({
            file,
            text,
            mode,
          })),
        ),
    );
    const answers = api.batch(
      ...questions.map(({ file, text, mode }) =>
        program.getResolvedModule.gen(file.fileName, text, mode),
      ),
    );
    for (const [i, { file, text }] of questions.entries()) {
      const name = answers[i]?.resolvedFileName;
      if (name !== undefined) asked.set(`${file.fileName} ${text}`, name);
    }
  }
}

function isPath(specifier: string): boolean {
  return /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..';
}

function pathOf(specifier: string, from: string): string | undefined {
  return isPath(specifier) ? posix.resolve(dirname(from), specifier) : undefined;
}

/** In the order in which the compiler looks for them: `./a.js` is written for `./a.ts`. */
function candidatesFor(path: string): string[] {
  const written = /\.([cm]?)jsx?$/.exec(path);
  const stem = written === null ? path : path.slice(0, written.index);
  const kind = written?.[1] ?? '';
  const sources = kind === '' ? extensions : [`.${kind}ts`, `.d.${kind}ts`];
  return [
    ...(written === null ? [] : sources.map((each) => stem + each)),
    path,
    ...extensions.map((each) => path + each),
    ...extensions.map((each) => `${path}/index${each}`),
  ];
}

const extensions = ['.ts', '.tsx', '.d.ts', '.js', '.jsx'];
