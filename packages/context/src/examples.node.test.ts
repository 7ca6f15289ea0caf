/** The examples in doc comments and in the README compile, run, and print what they say. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { build, transpile } from './test-kit/build.js';
import { runNode } from './test-kit/node.js';

const SRC = import.meta.dirname;
const built = build();

afterAll(() => {
  built.remove();
});

/** What users import, and where it is here. */
const ENTRIES: ReadonlyMap<string, string> = new Map([
  ['@ctxvet/context', 'index.ts'],
  ['@ctxvet/context/http', 'http.ts'],
  ['@ctxvet/context/node', 'node.ts'],
  ['@ctxvet/context/testing', 'testing.ts'],
]);

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
    expect(code).toMatch(/from '@ctxvet\/context[a-z/]*';$/m);
    const wanted = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1]);
    expect(wanted.length).toBeGreaterThan(0);
    // As a program of its own, for that is what whoever copies it has.
    const program = transpile(code).replace(/(?<= from ')@ctxvet\/context[a-z/]*(?=';$)/gm, urlOf);
    const { exit, output } = await runNode(program);
    expect(exit, output).toBe(0);
    expect(output.trimEnd().split('\n').sort()).toEqual(wanted.sort());
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
      paths: Object.fromEntries([...ENTRIES].map(([name, file]) => [name, [join(SRC, file)]])),
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

/** Where the build has what users import as `name`. */
function urlOf(name: string): string {
  return built.url.replace('index.js', ENTRIES.get(name)!.replace(/ts$/, 'js'));
}

/** What a file exports to users, itself or through an entry, with the comment above it. */
function publicDocs(file: string, text: string): { name: string; doc: string }[] {
  const all = [...text.matchAll(/^export (?:function|const|interface|type) (\w+)/gm)];
  const isEntry = [...ENTRIES.values()].includes(file);
  const names = all.map((match) => match[1]!).filter((name) => isEntry || handedOn(file, name));
  return names.map((name) => {
    const at = text.search(new RegExp(`^export (function|const|interface|type) ${name}\\b`, 'm'));
    const before = text.slice(0, at).trimEnd();
    const doc = before.endsWith('*/') ? before.slice(before.lastIndexOf('/**')) : '';
    return { name, doc };
  });
}

/** Whether an entry exports what `file` calls `name`. */
function handedOn(file: string, name: string): boolean {
  const list = new RegExp(
    `^export (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '\\./${file.replace(/\.ts$/, '.js')}'`,
    'm',
  );
  return [...ENTRIES.values()].some((entry) => list.test(readFileSync(join(SRC, entry), 'utf8')));
}
