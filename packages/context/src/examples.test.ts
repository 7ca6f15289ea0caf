/** The examples in doc comments and in the README compile, run, and print what they say. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as context from './index.js';
import { transpile } from './test-kit/build.js';

const SRC = import.meta.dirname;
const IMPORT = "import * as context from '@ctxvet/context';\n";

interface Example {
  readonly name: string;
  readonly code: string;
}

const sources = readdirSync(SRC)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }));

const examples: Example[] = [
  ...sources.flatMap(({ file, text }) => blocks(file, text.replace(/^[ ]*\* ?/gm, ''))),
  ...blocks('README.md', readFileSync(join(SRC, '../README.md'), 'utf8')),
];

/** The code blocks of a text, in TypeScript. */
function blocks(file: string, text: string): Example[] {
  return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map((match, i) => ({
    name: `${file} ${i + 1}`,
    code: match[1] ?? '',
  }));
}

describe('an example', () => {
  it('stands with every export', () => {
    const missing = sources.flatMap(({ file, text }) =>
      publicDocs(file, text).filter(({ doc }) => !doc.includes('@example')),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it.each(examples)('runs and prints what it says: $name', async ({ code }) => {
    expect(code.startsWith(IMPORT)).toBe(true);
    const wanted = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]);
    expect(wanted.length).toBeGreaterThan(0);
    const printed: string[] = [];
    const log = (...args: unknown[]): number => printed.push(format(...args));
    const body = transpile(code.replace(IMPORT, '')).replace(/^export \{\};$/m, '');
    const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
    const run = AsyncFunction('context', 'console', body) as (...args: unknown[]) => Promise<void>;
    await run(context, { log });
    expect(printed.sort()).toEqual(wanted.sort());
  });

  it('compiles', () => {
    const files = new Map(
      examples.map(({ code }, i) => [join(SRC, `example-${i}.ts`), `${code}\nexport {};\n`]),
    );
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.esnext.disposable.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
      paths: { '@ctxvet/context': [join(SRC, 'index.ts')] },
    };
    const host = ts.createCompilerHost(options);
    const { readFile, fileExists } = host;
    host.readFile = (file) => files.get(file) ?? readFile(file);
    host.fileExists = (file) => files.has(file) || fileExists(file);
    host.getCurrentDirectory = () => dirname(SRC);
    const program = ts.createProgram([...files.keys()], options, host);
    const errors = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => [
        file?.fileName,
        ts.flattenDiagnosticMessageText(messageText, '\n'),
      ]);
    expect(errors).toEqual([]);
  });
});

/** What a file exports and `index.ts` hands on, with the comment above it. */
function publicDocs(file: string, text: string): { name: string; doc: string }[] {
  const index = readFileSync(join(SRC, 'index.ts'), 'utf8');
  const from = new RegExp(`\\{([^}]*)\\} from '\\./${file.replace(/\.ts$/, '.js')}'`).exec(index);
  const names = (from?.[1] ?? '').split(/[\s,]+/).filter((name) => name !== '' && name !== 'type');
  return names.map((name) => {
    const at = text.search(new RegExp(`^export (function|const|interface) ${name}\\b`, 'm'));
    const before = text.slice(0, at).trimEnd();
    const doc = before.endsWith('*/') ? before.slice(before.lastIndexOf('/**')) : '';
    return { name, doc };
  });
}
