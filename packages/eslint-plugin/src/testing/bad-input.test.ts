/** What users get for input that cannot be judged: ESLint's own clear message or silence, never an exception. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import * as eslint9 from 'eslint9';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import plugin from '../plugin.js';
import { fixtureFolders, readFixtures, root } from './fixtures.js';

// Below node_modules, so that the packages are found as they are by users.
const cache = join(root, 'node_modules/.cache');
let folder: string;

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'ctxvet-bad-input-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lost = 'export function f(p) { const [, cancel] = withCancel(p); }';
const typed: Linter.Config = {
  files: ['**/*.{ts,tsx,mts,cts}'],
  languageOptions: { parser, parserOptions: { projectService: true } },
};

describe.each([
  ['ESLint 10', ESLint],
  ['ESLint 9', eslint9.ESLint as unknown as typeof ESLint],
])('%s', (_, ESLintClass) => {
  /** The messages for the files of a project of their own, as `rule: text`. */
  async function lintAll(
    files: Readonly<Record<string, string>>,
    ...configs: Linter.Config[]
  ): Promise<string[]> {
    const cwd = mkdtempSync(join(folder, 'project-'));
    const options = { strict: true, jsx: 'preserve', module: 'nodenext', target: 'esnext' };
    writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const eslint = new ESLintClass({
      cwd,
      overrideConfigFile: true,
      overrideConfig: [plugin.configs.strict, typed, ...configs] as Linter.Config[],
    });
    const results = await eslint.lintFiles(Object.keys(files));
    return results
      .flatMap(({ messages }) => messages)
      .map(({ ruleId, message }) => `${ruleId ?? 'eslint'}: ${message}`);
  }

  const lint = (name: string, text: string, ...configs: Linter.Config[]): Promise<string[]> =>
    lintAll({ [name]: text }, ...configs);

  it('says where a syntax error is, and no more', async () => {
    const messages = await lint('broken.ts', 'export function f( {');
    expect(messages).toEqual([expect.stringMatching(/^eslint: Parsing error: /)]);
  });

  it("refuses an option that does not exist, in ESLint's words", async () => {
    const config = { rules: { 'ctxvet/lostcancel': ['error', { throw: 'calls' }] } } as const;
    await expect(lint('option.ts', '', config as unknown as Linter.Config)).rejects.toThrow(
      /"ctxvet\/lostcancel"[^]*Unexpected property "throw"/,
    );
  });

  it("refuses a rule that does not exist, in ESLint's words", async () => {
    await expect(lint('rule.ts', '', { rules: { 'ctxvet/lostcancle': 'error' } })).rejects.toThrow(
      /Could not find "lostcancle" in plugin "ctxvet"/,
    );
  });

  it('refuses settings that cannot be meant, by their name', async () => {
    const config = { settings: { ctxvet: { modules: 'ours' } } };
    await expect(lint('settings.ts', '', config)).rejects.toThrow(
      /ctxvet: settings\.ctxvet\.modules must be an array/,
    );
  });

  it("leaves a file outside the project to the parser's message", async () => {
    const messages = await lint('outside.ts', lost, {
      languageOptions: { parser, parserOptions: { projectService: false, project: './none.json' } },
    });
    expect(messages).toEqual([expect.stringMatching(/^eslint: Parsing error: /)]);
  });

  it('judges plain JavaScript by its imports', async () => {
    const messages = await lint(
      'plain.js',
      `import { withCancel } from '@ctxvet/context';\n${lost}`,
    );
    expect(messages).toEqual([expect.stringMatching(/^ctxvet\/lostcancel: /)]);
  });

  it('judges a script by what it requires', async () => {
    const messages = await lint(
      'plain.cjs',
      `const { withCancel } = require('@ctxvet/context');\nfunction f(p) { const [, cancel] = withCancel(p); }`,
    );
    expect(messages).toEqual([expect.stringMatching(/^ctxvet\/lostcancel: /)]);
  });

  it('is silent where nothing is a context', async () => {
    const text = `interface Context { done(): void }
      declare function withCancel(p: Context): [Context, () => void];
      declare function withValue(p: Context, key: string, v: unknown): Context;
      class Holder { constructor(private ctx: Context) {} }
      export function f(name: string, ctx: Context) {
        const [child, cancel] = withCancel(ctx);
        withValue(undefined!, 'key', 1);
        return new Holder(child);
      }`;
    expect(await lint('foreign.ts', text)).toEqual([]);
  });

  it('is silent about types that do not resolve', async () => {
    const text = `import { start, Context, key } from './nowhere.js';
      import { withValue } from '@ctxvet/context';
      class Holder { constructor(private ctx: Context) {} }
      export function f(name: string, ctx: Context, other: any) {
        const [child, cancel] = start(ctx);
        const [, stop] = other.start();
        withValue(ctx, key, 1);
        withValue(other, other, 1);
        return child;
      }`;
    expect(await lint('unresolved.ts', text)).toEqual([]);
  });

  it.each([
    ['without scopes', () => jsonLanguage],
    ['with scopes that are empty', () => htmlLanguage],
  ])('is silent about a file of another language, %s', async (_, language) => {
    const config: Linter.Config = {
      files: ['**/*.json'],
      plugins: { made: { languages: { json: language() } } },
      language: 'made/json',
    };
    expect(await lint('data.json', '{ "a": "@ctxvet/context" }', config)).toEqual([]);
  });

  it('never throws on any syntax', async () => {
    const files = Object.fromEntries(
      oddities.map((text, i) => [`odd${i}.${text.includes('</') ? 'tsx' : 'ts'}`, text]),
    );
    const messages = await lintAll(files);
    expect(messages.filter((message) => message.startsWith('eslint'))).toEqual([]);
    expect(messages.length).toBeGreaterThan(0);
  });
});

// By one version alone: the fixtures' own test runs all rules on both.
it('never throws on what was written for another rule, with the strictest options', async () => {
  const fixtures = fixtureFolders().flatMap((rule) => readFixtures(rule));
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [plugin.configs.strict, typed] as Linter.Config[],
  });
  const results = await eslint.lintFiles(fixtures.map(({ path }) => path));
  expect(results).toHaveLength(fixtures.length);
  expect(results.flatMap(({ messages }) => messages.filter(({ ruleId }) => !ruleId))).toEqual([]);
});

/** A language without scopes, as those for JSON, CSS and Markdown are. */
const jsonLanguage = {
  fileType: 'text' as const,
  lineStart: 1 as const,
  columnStart: 0 as const,
  nodeTypeKey: 'type',
  validateLanguageOptions() {},
  parse: () => ({ ok: true as const, ast: { type: 'Document' } }),
  createSourceCode: (file: { body: unknown }) => ({
    ast: { type: 'Document' },
    text: String(file.body),
    getLoc: () => ({ start: { line: 1, column: 0 }, end: { line: 1, column: 0 } }),
    getRange: (): [number, number] => [0, 0],
    *traverse() {},
  }),
};

/** One that answers as if it had scopes, as that of @html-eslint/eslint-plugin does. */
const htmlLanguage = {
  ...jsonLanguage,
  createSourceCode: (file: { body: unknown }) => {
    const ast = { type: 'Program', body: [{ type: 'Document' }] };
    return {
      ...jsonLanguage.createSourceCode(file),
      ast,
      scopeManager: { scopes: [], acquire: () => null, getDeclaredVariables: () => [] },
      *traverse() {
        yield { kind: 1 as const, target: ast, phase: 1 as const, args: [ast] };
      },
    };
  },
};

const head = `import * as context from '@ctxvet/context';
import { withCancel, withValue, type Context } from '@ctxvet/context';
declare const p: Context; declare const any: any;\n`;

/** Programs of every corner of the grammar. The head makes each reach the rules. */
const oddities: readonly string[] = [
  '',
  'withCancel;',
  'withCancel();',
  'withCancel(...any);',
  'withValue();',
  'withValue(...any, ...any);',
  'new (withCancel as any)(p);',
  'withCancel`${p}`;',
  'withCancel?.(p)?.[1]?.();',
  '[[withCancel(p)]] = any;',
  'const [[, cancel] = any] = [withCancel(p)];',
  'for (const [, cancel] = withCancel(p); ; ) break;',
  'for (const [, cancel] of [withCancel(p)]) {}',
  'for (any.x in withCancel(p));',
  'a: { b: for (;;) { c: do { if (any) continue b; break a; } while (withCancel(p)); } }',
  'switch (withCancel(p)) { case withCancel(p): default: case any: }',
  'class A<T extends Context = Context> { static { withCancel(p); } [withCancel(p)[0] as any] = withCancel(p); accessor x = p; static y; declare z: T; abstract; constructor(...a: T[]); constructor() {} }',
  'abstract class B { abstract f(x: string, ctx: Context): void; abstract ctx: Context; get a() { return p; } set a(ctx) {} #p = p; m() { #p in this; } }',
  'enum E { A = withCancel(p) as any, B = `b`.length }',
  'namespace N.M { export const [c, d] = withCancel(p); } declare module "x" { export = p; } declare global { var q: Context; }',
  'import q = N.M; import fs = require("fs"); export = q; namespace N { export namespace M {} }',
  'type T = { (a: string, c: Context): void; new (a: string, c: Context): T; m?(a: string, c: Context): void; get g(): Context; set g(c: Context); [k: string]: any; readonly c?: Context }',
  'type U<C extends Context> = C extends infer D extends Context ? { [K in keyof C]: C } : [a?: C, ...rest: C[]]; type V = U<V2>; type V2 = V2[]; type W = W & Context;',
  'interface I extends I, J {} interface J extends I { ctx: I }',
  'declare function f(this: Context, a: string, ctx: Context): asserts ctx is Context; declare function f(): void; export default function (ctx = p, { ctx: c } = { ctx }, [d] = [c], ...e: Context[]) {}',
  'this.ctx = p; const up = () => { this.ctx = p; super_(this); }; const obj = { m() { super.m(null); super.ctx = p; } }; function super_(this: any, x: any) {} withValue(p, new (class { x = this; })(), 1);',
  '@any class D { @any ctx: Context = p; @any m(@any a: string, @any ctx: Context) {} }',
  'function* g() { const x = yield* g(); yield withCancel(yield); try { yield; } finally { return withCancel(p); } }',
  'async function h() { for await (const [, c] of any) await using _ = c; using a = null, b = withCancel(p)[1]; await withCancel(p); }',
  'const el = <div a={withCancel(p)} {...withCancel(p)}>{withCancel(p)}{}{/* */}<></></div>;',
  'label: with_: try { throw withCancel(p); } catch { } finally { break label; }',
  'try { withCancel(p) } catch ([, { c = withCancel(p) }]) { c }',
  'export const { a, ...rest } = { ...withCancel(p) }; export { a as "odd name" }; export * as ns from "@ctxvet/context";',
  'var x = function x() { return x(), new.target, import.meta, import("x"), super_; }; var super_ = class extends (withCancel as any) { constructor() { super(p, null); super.m(null); } };',
  '(async () => { await (await withCancel(p)); })(), void withCancel(p), typeof withCancel(p), delete any[withCancel(p) as any];',
  'let v = withCancel(p); v = v; [v] = [v]; ({ v } = { v }); v ||= v; v &&= withCancel(p); v ??= v; v = withValue(v as any, null as any, undefined) as any;',
  'withValue(p, ...[any]); withValue(p, <const>"k", 1 satisfies number); withValue(p, any!, 0n); withValue(p, /x/ as any, null); withValue(p, class {}, 1); withValue(p, Symbol, 1);',
  'context["withValue"](p, "k", 1); context["with" + "Cancel"](p); (context as any).withCancel(null); context!.TODO?.(); withCancel(void 0 as any), withCancel((null, undefined)!);',
  'if (0) var [, unreachable] = withCancel(p); while (true) { const [, c] = withCancel(p); } do ; while (any)',
].map((text) => head + text);
