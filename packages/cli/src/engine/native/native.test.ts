/** The engine `native` where projects are not plain: what it finds, and what it says where it cannot look. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../check.js';
import { good, lost, makeProjects, nil, runCli, tsconfig, type Files } from '../../testing/kit.js';
import { loadNative } from './load.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** What both engines find, which must be the same. */
async function foundIn(files: Files): Promise<string[]> {
  const cwd = projects.make(files);
  const [classic, native] = await Promise.all(
    (['typescript', 'native'] as const).map((engine) => check({ cwd, engine })),
  );
  expect({ ...native!, summary: null }).toEqual({ ...classic!, summary: null });
  expect(native!.problems).toEqual([]);
  return native!.findings.map(({ file, line, column }) => `${file}:${line}:${column}`);
}

/** What the native engine says of a project that has a finding in `a.ts`. */
async function complaintBesideFinding(files: Files): Promise<string> {
  const cwd = projects.make({ 'a.ts': lost, ...files });
  const { code, stdout, stderr } = await runCli(cwd, ['--engine', 'native']);
  expect(code).toBe(2);
  expect(stdout).toContain('a.ts:3:17');
  expect(stderr).toMatch(/^ctxvet: [^\n]+\n$/);
  return stderr.slice('ctxvet: '.length, -1);
}

const begins = `import { withCancel, type Context } from '@ctxvet/context';
export const begin = (parent: Context) => withCancel(parent);
`;

function caller(specifier: string): string {
  return `import { begin } from '${specifier}';
import type { Context } from '@ctxvet/context';
export function run(ctx: Context, early: boolean): void {
  const [, cancel] = begin(ctx);
  if (early) return;
  cancel();
}
`;
}

describe('finds what the other engine finds', () => {
  it('in a text with a mark and letters outside of ASCII', async () => {
    const text = lost.replace('\n', '\n/* naïve 🙂 */ ');
    expect(await foundIn({ 'a.ts': `\uFEFF${text}` })).toEqual(['a.ts:3:17']);
  });

  it.each([
    ['a path', './lib/begin.js', {}],
    ['a folder', './lib', { module: 'preserve' }],
    ['an alias', '#lib/begin', { module: 'preserve', paths: { '#lib/*': ['./lib/*.ts'] } }],
    ['a path of two folders', './begin.js', { rootDirs: ['.', './lib'] }],
  ])('through %s', async (_, specifier, options) => {
    const files = {
      'a.ts': caller(specifier),
      'lib/begin.ts': begins,
      'lib/index.ts': "export * from './begin.js';",
      'tsconfig.json': tsconfig({}, options),
    };
    expect(await foundIn(files)).toEqual(['a.ts:4:12']);
  });

  it('through a generic function that gives back what it is passed', async () => {
    const files = {
      'a.ts': caller('./held.js'),
      'begin.ts': begins,
      'pass.ts': `export type { CancelFunc } from '@ctxvet/context';
export function pass<T>(value: T): T { return value; }`,
      'held.ts': `import { begin as start } from './begin.js';
import { pass } from './pass.js';
import type { Context } from '@ctxvet/context';
export function begin(parent: Context) { const pair = start(parent); return pass(pair); }`,
      'tsconfig.json': tsconfig(),
    };
    expect(await foundIn(files)).toEqual(['a.ts:4:12']);
  });

  it('by a type that is imported where it is written', async () => {
    const files = {
      'a.ts': caller('./made.js'),
      'pair.ts': `import type { CancelFunc, Context } from '@ctxvet/context';
export type Pair = readonly [Context, CancelFunc];`,
      'made.ts': `export declare function begin(parent: unknown): import('./pair.js').Pair;`,
      'tsconfig.json': tsconfig(),
    };
    expect(await foundIn(files)).toEqual(['a.ts:4:12']);
  });

  it('through a project that is referred to, and not built', async () => {
    const library = tsconfig({}, { composite: true, outDir: 'dist', noEmit: false });
    const files = {
      'app/a.ts': caller('../library/begin.js'),
      'app/tsconfig.json': tsconfig({ references: [{ path: '../library' }] }),
      'library/begin.ts': begins,
      'library/tsconfig.json': library,
      'tsconfig.json': tsconfig({ files: [], references: [{ path: 'app' }] }),
    };
    expect(await foundIn(files)).toEqual(['app/a.ts:4:12']);
  });

  it('in JavaScript, whose types stand in comments', async () => {
    const text = `import { withCancel } from '@ctxvet/context';
/** @param {import('@ctxvet/context').Context} ctx @returns {[import('@ctxvet/context').Context, import('@ctxvet/context').CancelFunc]} */
const begin = (ctx) => withCancel(ctx);
/** @param {import('@ctxvet/context').Context} ctx @param {boolean} early */
export function run(ctx, early) {
  const [, cancel] = begin(ctx);
  if (early) return;
  cancel();
}
/** @type {import('@ctxvet/context').Context | undefined} */
const none = undefined;
run(none, true);
`;
    const files = { 'a.js': text, 'tsconfig.json': tsconfig({}, { allowJs: true, checkJs: true }) };
    expect(await foundIn(files)).toEqual(['a.js:6:12', 'a.js:12:5']);
  });

  describe('in what imports a context module by its path', () => {
    const module = `export interface Context { err(): Error | undefined }
export declare function background(): Context;
`;
    const log = `import type { Context } from './index.ts';
export function log(line: string, ctx: Context): void { console.log(line, ctx.err()); }
`;
    const comment = `/**
 * @example
 * import { background } from '@ctxvet/context';
 */
`;
    const main = `import { background } from '@ctxvet/context';
background();
`;
    const paths = { '@ctxvet/context': ['./ctx/index.ts'] };

    it.each([
      ['where another file names it', { 'main.ts': main, 'ctx/log.ts': log }, ['ctx/log.ts:2:35']],
      [
        'and one in a comment',
        { 'main.ts': main, 'ctx/log.ts': comment + log },
        ['ctx/log.ts:6:35'],
      ],
      ['but not for a comment alone', { 'ctx/log.ts': comment + log }, []],
    ])('%s', async (_, files, expected) => {
      const options = { paths, allowImportingTsExtensions: true };
      const found = await foundIn({
        ...files,
        'ctx/index.ts': module,
        'tsconfig.json': tsconfig({}, options),
      });
      expect(found).toEqual(expected);
    });
  });

  it("in a script of Node's own kind, which may return", async () => {
    const text = `const { withCancel } = require('@ctxvet/context');
if (process.argv.length > 2) return;
withCancel(null)[1]();
`;
    const files = {
      'package.json': '{}',
      'a.js': text,
      'tsconfig.json': tsconfig({}, { allowJs: true }),
    };
    expect(await foundIn(files)).toEqual(['a.js:3:12']);
  });

  it('through globals and ambient modules', async () => {
    const files = {
      'a.ts': caller('ambient'),
      'b.ts': `export {};
const [, cancel] = beginGlobal();
if (Math.random() > 0.5) cancel();
`,
      'ambient.d.ts': `declare module 'ambient' {
  export function begin(ctx: import('@ctxvet/context').Context): [import('@ctxvet/context').Context, import('@ctxvet/context').CancelFunc];
}
declare function beginGlobal(): [import('@ctxvet/context').Context, import('@ctxvet/context').CancelFunc];
`,
    };
    expect(await foundIn(files)).toEqual(['a.ts:4:12', 'b.ts:2:10']);
  });

  it('where comments switch rules off', async () => {
    const text = lost.replace(
      '  const',
      '  // eslint-disable-next-line ctxvet/lostcancel\n  const',
    );
    expect(await foundIn({ 'a.ts': text, 'b.ts': lost })).toEqual(['b.ts:3:17']);
  });

  it('in one text that takes the place of a file', async () => {
    const cwd = projects.make({ 'a.ts': good });
    const { findings } = await check({ cwd, engine: 'native', text: { path: 'a.ts', text: lost } });
    expect(findings).toMatchObject([{ file: 'a.ts', line: 3 }]);
  });

  it('and fixes it', async () => {
    const cwd = projects.make({ 'a.ts': nil });
    const { stdout } = await runCli(cwd, ['--engine', 'native', '--diff']);
    expect(stdout).toMatch(/^\+ {2}load\(.*TODO\(\)\);$/m);
  });
});

describe('says in one line that a file is not checked', () => {
  it('for a syntax error', async () => {
    expect(await complaintBesideFinding({ 'b.ts': 'export const x = ;\n' })).toBe(
      'b.ts:1:18: syntax error: Expression expected',
    );
  });

  // Each would end the process, in the parser or by the time that the compiler takes.
  it.each([
    ['blocks', 'try {', '} finally {}', 20_000],
    ['closures', 'f(() => {', '});', 4_000],
    ['arrows', 'a => ', '', 50_000],
    ['arrays', '[', ']', 50_000],
  ])(
    'for %s that are nested too deeply',
    async (_, before, after, depth) => {
      const deep = `x = ${before.repeat(depth)}1${after.repeat(depth)}`.replace('x = try', 'try');
      const text = `import { withCancel } from '@ctxvet/context';\nwithCancel;\nlet x;${deep}`;
      expect(await complaintBesideFinding({ 'b.ts': text })).toMatch(
        /^b\.ts: .* nested too deeply/,
      );
    },
    60_000,
  );

  it('but not for brackets in strings', async () => {
    const strings = `export const open = [${"'\\x1b[', ".repeat(5_000)}];\n`;
    expect(await foundIn({ 'a.ts': strings + lost })).toEqual(['a.ts:4:17']);
  });

  it('for a tsconfig that extends itself, whose files are checked', async () => {
    const circle = tsconfig({ extends: './tsconfig.json' });
    expect(await complaintBesideFinding({ 'tsconfig.json': circle })).toMatch(
      /^tsconfig\.json.*: Circularity detected/,
    );
  });
});

describe('TypeScript 7', () => {
  it('says which options it has no more', async () => {
    const complaint = await complaintBesideFinding({
      'tsconfig.json': tsconfig({}, { baseUrl: '.', ignoreDeprecations: '6.0' }),
    });
    expect(complaint).toBe(
      "tsconfig.json: TypeScript 7: Option 'baseUrl' has been removed; --engine typescript knows it",
    );
  });

  it('is asked for where it is not installed', async () => {
    await expect(loadNative(['/'])).rejects.toThrow(
      /^--engine native needs TypeScript 7, which is not installed; npm install --save-dev "@typescript\/native@npm:typescript@>=7\.1\.\S+ <7\.2\.0-0"$/,
    );
  });

  it('is refused in a version that nobody knows', async () => {
    const cwd = projects.make({
      'node_modules/@typescript/native/package.json': '{"version":"8.0.0"}',
    });
    await expect(loadNative([cwd])).rejects.toThrow(
      /^--engine native knows TypeScript 7\.1, but @typescript\/native is 8\.0\.0;/,
    );
  });

  it('is loaded for the first folder that has it', async () => {
    const { sync } = await loadNative(['/', join(import.meta.dirname, '..')]);
    expect(sync.API).toBeTypeOf('function');
  });
});
