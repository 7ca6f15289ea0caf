/** Whatever is edited, a run with a cache prints what a run without one prints. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { lost, makeProjects, nil, runCli, tsconfig } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const runtime =
  "import { withCancel, background, type CancelFunc, type Context } from '@ctxvet/context';\n";
const pair = `${runtime}export function begin(): [Context, CancelFunc] { return withCancel(background()); }\n`;
const noPair = `${runtime}export function begin(): Context[] { return [withCancel(background())[0]]; }\n`;

/** Uses of a `begin`, wherever it is from. */
const use = (from: string): string =>
  `import { begin } from '${from}';\nexport function f(): void { const [ctx, stop] = begin(); }\n`;

/** What each file may hold; nothing where it is not there. */
const variants: Readonly<Record<string, readonly (string | undefined)[]>> = {
  // A wrapper, whose type is what others see of it.
  'src/begin.ts': [pair, noPair, pair.replace('begin()', 'start()'), undefined],
  // What stands in between.
  'src/middle.ts': [
    "export { begin } from './begin.js';",
    "export * from './other.js';",
    undefined,
  ],
  'src/other.ts': [noPair, pair, "export { begin } from './middle.js';", undefined],
  // Users.
  'src/a.ts': [use('./begin.js'), use('./middle.js'), lost, nil, undefined],
  'src/deep/b.ts': [use('../middle.js'), use('../deep/c.js'), undefined],
  'src/deep/c.ts': [use('../begin.js'), pair, undefined],
  // Takes the place of a.ts where both are there, or not: what an import finds first.
  'src/middle/index.ts': [pair, undefined],
  'src/middle.d.ts': [pair, undefined],
  // A package that comes and goes.
  'src/installed.ts': [use('late'), undefined],
  'node_modules/late/package.json': ['{"name":"late","types":"index.d.ts"}', undefined],
  'node_modules/late/index.d.ts': [
    `import type { CancelFunc, Context } from '@ctxvet/context';\nexport declare function begin(): [Context, CancelFunc];\n`,
    'export declare function begin(): number[];\n',
  ],
  // Globals, of a script and of a module that has them from elsewhere.
  'src/global.d.ts': [
    "declare const shared: typeof import('./begin.js');",
    "declare const shared: typeof import('./other.js');",
    undefined,
  ],
  'src/augment.ts': [
    "import type { Context } from '@ctxvet/context';\ndeclare global { interface Shared { readonly ctx: Context } }\nexport {};\n",
    'declare global { interface Shared { readonly ctx: number } }\nexport {};\n',
    "import type { CancelFunc, Context } from '@ctxvet/context';\ndeclare module './begin.js' { export function more(): [Context, CancelFunc]; }\n",
    undefined,
  ],
  'src/globals.ts': [
    `export function f(): void { const [, stop] = shared.begin(); }
export class Holder { constructor(private readonly held: Shared['ctx']) {} }
`,
    "import { more } from './begin.js';\nexport function f(): void { const [, stop] = more(); }\n",
    undefined,
  ],
  'src/plain.js': [lost.replaceAll(/: \w+|, type \w+/g, ''), undefined],
  'package.json': ['{"type":"module"}', '{"type":"commonjs"}'],
  'tsconfig.json': [
    tsconfig({ include: ['src'] }),
    tsconfig({ include: ['src/*'] }),
    tsconfig({ include: ['src'], exclude: ['src/deep'] }),
    tsconfig({ include: ['src'] }, { allowJs: true }),
    tsconfig({ include: ['src'] }, { strict: false }),
    tsconfig({ extends: './base.json', include: ['src'] }),
  ],
  'base.json': ['{"exclude":["src/a.ts"]}', '{}', undefined],
  'ctxvet.config.json': [
    '{"preset":"strict"}',
    '{"settings":{"ctxvet":{"notFactories":["./src/begin.ts#begin"]}}}',
    undefined,
  ],
};

type Edit = readonly [path: string, text: string | undefined];

const edits = Object.entries(variants).flatMap(([path, texts]) =>
  texts.map((text): Edit => [path, text]),
);

function make(cwd: string, [path, text]: Edit): void {
  const at = join(cwd, path);
  if (text === undefined) rmSync(at, { force: true });
  else {
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
}

async function report(cwd: string, ...args: string[]) {
  const { stdout, ...rest } = await runCli(cwd, ['--format', 'json', ...args]);
  return { ...rest, stdout: stdout.replace(/"seconds": [\d.]+/, '') };
}

it('prints the same after any edits', { timeout: 600_000 }, async () => {
  const commits = fc.array(fc.array(fc.constantFrom(...edits), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(commits, async (all) => {
      const cwd = projects.make({});
      for (const [path, texts] of Object.entries(variants)) make(cwd, [path, texts[0]]);
      for (const commit of [[], ...all]) {
        for (const edit of commit) make(cwd, edit);
        const fresh = await report(cwd, '--no-cache');
        expect(await report(cwd)).toEqual(fresh);
        expect(await report(cwd)).toEqual(fresh);
      }
    }),
    { numRuns: Number(process.env['CTXVET_RUNS'] ?? 10) },
  );
});
