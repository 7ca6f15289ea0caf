/** Runs the compiler over a project, as a user would, to know that programs we judge are programs. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * The errors of a project by absolute path, as `line 3: TS2322: …`; an empty map where it compiles.
 * Errors that belong to no file (a broken tsconfig) stand under the path of `tsconfig` itself.
 */
export function typecheck(tsconfig: string): Map<string, string[]> {
  const require = createRequire(import.meta.url);
  // By path: another package may put another `tsc` into .bin.
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const cwd = dirname(tsconfig);
  const { stdout } = spawnSync(
    process.execPath,
    [tsc, '--noEmit', '--pretty', 'false', '-p', tsconfig],
    { cwd, encoding: 'utf8' },
  );
  const errors = new Map<string, string[]>();
  for (const line of stdout.split('\n')) {
    const located = /^(\S.*?)\((\d+),\d+\): error (.*)$/.exec(line);
    const [path, text] =
      located === null
        ? [tsconfig, /^error (.*)$/.exec(line)?.[1]]
        : [resolve(cwd, located[1]!), `line ${located[2]!}: ${located[3]!}`];
    if (text !== undefined) errors.set(path, [...(errors.get(path) ?? []), text]);
  }
  return errors;
}

/** A text that stands for the file at `path` without being written there. */
export interface Variant {
  /** Tells it from other variants of the same file. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Variants of files of a project, compiled at once. */
export interface Variants {
  readonly program: ts.Program;
  /** Where the variant of that name stands in the program: beside its file. */
  pathOf(name: string): string;
  /** Its errors, as `line 3: …`. */
  errorsOf(name: string): string[];
}

/** One program of all of them, each a neighbour of its file. */
export function compileVariants(tsconfig: string, variants: readonly Variant[]): Variants {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    dirname(tsconfig),
  );
  options.allowJs = true;
  const host = ts.createCompilerHost(options, true);
  const paths = new Map(
    variants.map(({ name, path }, i) => {
      const dot = path.lastIndexOf('.');
      return [name, `${path.slice(0, dot)}.variant${i}${path.slice(dot)}`];
    }),
  );
  const texts = new Map(variants.map(({ name, text }) => [paths.get(name)!, text]));
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile(path, language) {
      const text = texts.get(path);
      return text === undefined
        ? host.getSourceFile(path, language)
        : ts.createSourceFile(path, text, language, true);
    },
  });
  const pathOf = (name: string) => paths.get(name)!;
  return { program, pathOf, errorsOf: (name) => errorsOf(program, pathOf(name)) };
}

function errorsOf(program: ts.Program, path: string): string[] {
  const file = program.getSourceFile(path);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found.map(({ start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
