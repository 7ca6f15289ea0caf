/** What users' compilers see of the package: its declarations, without its sources. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = import.meta.dirname;

/** The declaration files that a build makes, each from its source alone. */
const declarations = new Map(
  readdirSync(SRC)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => {
      const source = readFileSync(join(SRC, file), 'utf8');
      const options = { compilerOptions: { stripInternal: true } };
      return [file.replace(/\.ts$/, '.d.ts'), ts.transpileDeclaration(source, options).outputText];
    }),
);

/** Compiles `code` against the declarations, library checks included. */
function compile(code: string, lib: readonly string[]): string[] {
  const dir = '/consumer';
  const files = new Map([...declarations].map(([file, text]) => [join(dir, 'pkg', file), text]));
  const main = join(dir, 'main.ts');
  files.set(main, code);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    declaration: true,
    skipLibCheck: false,
    target: ts.ScriptTarget.ES2022,
    lib: lib.map((name) => `lib.${name}.d.ts`),
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile, directoryExists } = host;
  host.directoryExists = (name) => name.startsWith(dir) || directoryExists?.(name) !== false;
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, language) => {
    const text = files.get(file);
    return text === undefined
      ? getSourceFile.call(host, file, language)
      : ts.createSourceFile(file, text, language);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([main], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the declarations', () => {
  it.each(['index.d.ts', 'cancel-func.d.ts', 'group.d.ts', 'node.d.ts', 'http.d.ts', 'leaks.d.ts'])(
    '%s brings the library of Disposable',
    (file) => {
      expect(declarations.get(file)).toMatch(/^\/\/\/ <reference lib="esnext\.disposable"/m);
    },
  );

  it.each([[['es2022', 'dom']], [['es2022', 'webworker']], [['esnext', 'dom']], [['es2022']]])(
    'compile for a user with the libraries %s',
    (lib) => {
      const code = `import * as context from './pkg/index.js';
        const key = context.contextKey<string>('key');
        export function f(ctx: context.Context): string | undefined {
          const [child, cancel] = context.withCancelCause(ctx);
          cancel(new Error('because'));
          cancel[Symbol.dispose]();
          return context.withValue(child, key, 'value').value(key);
        }`;
      expect(compile(code, lib)).toEqual([]);
    },
  );

  it('keep the names of cancel functions, in unions too', () => {
    expect(declarations.get('cancel-func.d.ts')).toMatch(/^export interface CancelFunc /m);
    expect(declarations.get('cancel-func.d.ts')).toMatch(/^export interface CancelCauseFunc /m);
    const code = `import { background, withCancel } from './pkg/index.js';
      const [, cancel] = withCancel(background());
      const perhaps = Math.random() > 2 ? undefined : cancel;
      export const wrong: number = perhaps;`;
    expect(compile(code, ['es2022', 'dom'])).toEqual([
      expect.stringContaining("Type 'CancelFunc | undefined' is not assignable"),
    ]);
  });

  it('compile for a user of the other entries, who need not have types of Node', () => {
    const code = `import * as context from './pkg/index.js';
      import { extract, inject } from './pkg/http.js';
      import { fromRequest, withSignals } from './pkg/node.js';
      import { trackLeaks, type Leak } from './pkg/testing.js';
      const key = context.contextKey<string>('user');
      export function f(req: { errored: null }, res: Parameters<typeof fromRequest>[1]): Leak[] {
        const [ctx, cancel] = extract(fromRequest(req, res), new Headers(), [key]);
        inject(withSignals(ctx, ['SIGINT'])[0], {}, [key]);
        cancel();
        return trackLeaks().leaks();
      }`;
    expect(compile(code, ['es2022', 'dom'])).toEqual([]);
  });

  it('import nothing from elsewhere', () => {
    for (const [file, text] of declarations) {
      const imports = [...text.matchAll(/^(?:im|ex)port .* from '([^']+)'/gm)].map(
        (match) => match[1] ?? '',
      );
      for (const each of imports) expect(each, file).toMatch(/^\.\/[a-z-]+\.js$/);
      expect(text, file).not.toContain('NodeJS.');
    }
  });
});
