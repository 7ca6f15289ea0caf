/** A second run: what it says without checking again, and what makes it check. */
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checks } from '@ctxvet/analysis';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { check } from '../index.js';
import {
  good,
  lost,
  makeProjects,
  nil,
  runCli,
  tsconfig,
  type Files,
  type Outcome,
} from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const lostcancel = checks.find(({ name }) => name === 'lostcancel')!;

/** The names of the files that a rule was run on meanwhile. */
async function checkedBy(run: () => Promise<unknown>): Promise<string[]> {
  const spy = vi.spyOn(lostcancel, 'run');
  await run();
  const names = spy.mock.calls.map(([pass]) => basename(pass.source.path));
  spy.mockRestore();
  return names.sort();
}

const begin = `import { withCancel, background, type CancelFunc, type Context } from '@ctxvet/context';
export function begin(): [Context, CancelFunc] { return withCancel(background()); }
`;
const uses = `import { begin } from './begin.js';
export function use(): void { const [, stop] = begin(); }
`;

describe('a second run', () => {
  const files = {
    'a.ts': lost,
    'b.ts': nil,
    'c.ts': '/* eslint-disable ctxvet/lost */ export {};',
    'd.ts': '\uFEFFexport {};',
  };

  it.each(['text', 'stylish', 'json', 'sarif', 'github'])(
    'prints the same as %s, and checks nothing',
    async (format) => {
      const cwd = projects.make(files);
      const run = async (...more: string[]) => {
        const outcome = await runCli(cwd, ['--format', format, ...more]);
        return { ...outcome, stdout: outcome.stdout.replace(/"seconds": [\d.]+/, '') };
      };
      const first = await run();
      expect(first.stderr).toContain('the comment names ctxvet/lost');
      expect(first).toEqual(await run('--no-cache'));
      let second: Outcome | undefined;
      expect(await checkedBy(async () => (second = await run()))).toEqual([]);
      expect(second).toEqual(first);
    },
  );

  it('prints in another way what the first has found', async () => {
    const cwd = projects.make(files);
    await runCli(cwd);
    const args = ['--format', 'stylish', '--quiet', '--max-warnings', '0', '-o', 'out.txt'];
    expect(await checkedBy(() => runCli(cwd, args))).toEqual([]);
  });

  it('checks everything with --no-cache, and keeps nothing', async () => {
    const cwd = projects.make(files);
    await runCli(cwd, ['--no-cache']);
    expect(existsSync(join(cwd, 'node_modules'))).toBe(false);
    await runCli(cwd);
    expect(await checkedBy(() => runCli(cwd, ['--no-cache']))).toEqual(['a.ts', 'b.ts']);
  });

  it('fixes and shows what is there now', async () => {
    const cwd = projects.make(files);
    await runCli(cwd);
    expect(await checkedBy(() => runCli(cwd, ['--diff']))).toContain('b.ts');
    expect(await checkedBy(() => runCli(cwd, ['--fix']))).toContain('b.ts');
    expect((await runCli(cwd)).stdout).not.toContain('b.ts');
  });

  it('checks nothing in another checkout in the same place', async () => {
    const cwd = projects.make(files);
    const first = await runCli(cwd);
    cpSync(cwd, `${cwd}-kept`, { recursive: true });
    rmSync(cwd, { recursive: true });
    cpSync(`${cwd}-kept`, cwd, { recursive: true });
    let second: Outcome | undefined;
    expect(await checkedBy(async () => (second = await runCli(cwd)))).toEqual([]);
    expect(second).toEqual(first);
  });

  it('checks again what could not be checked', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'b.ts': '{' });
    const first = await runCli(cwd);
    expect(first.code).toBe(2);
    expect(await runCli(cwd)).toEqual(first);
  });
});

describe('a run with another result', () => {
  const files = {
    'tsconfig.json': tsconfig({ extends: './base.json', include: ['src'] }),
    'base.json': '{}',
    'src/a.ts': uses,
    'src/begin.ts': begin,
    'src/z.ts': `import { begin } from 'late';\nexport function late() { const [, stop] = begin(); }\n`,
  };
  const write = (cwd: string, path: string, text: string): void => {
    mkdirSync(join(cwd, path, '..'), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };

  it.each<[string, (cwd: string) => void, string[]?, Files?]>([
    ['a file', (cwd) => write(cwd, 'src/a.ts', lost)],
    ['a file of the same size', (cwd) => write(cwd, 'src/a.ts', uses.replace('stop', '    '))],
    ['a file in another folder', (cwd) => write(cwd, 'src/x/new.ts', lost)],
    ['a file in a new folder', (cwd) => write(cwd, 'src/y/z/new.ts', lost)],
    ['a file that is gone', (cwd) => unlinkSync(join(cwd, 'src/a.ts'))],
    ['a file with another name', (cwd) => renameSync(join(cwd, 'src/a.ts'), join(cwd, 'src/b.ts'))],
    ['a tsconfig', (cwd) => write(cwd, 'tsconfig.json', tsconfig({ files: ['src/begin.ts'] }))],
    ['what a tsconfig extends', (cwd) => write(cwd, 'base.json', '{"exclude":["src/a.ts"]}')],
    [
      'a nearer tsconfig',
      (cwd) => write(cwd, 'src/tsconfig.json', tsconfig({}, { noResolve: true })),
      ['src/a.ts', 'src/begin.ts'],
    ],
    [
      'the type of a dependency',
      (cwd) => write(cwd, 'src/begin.ts', 'export const begin = () => [];'),
    ],
    [
      'an import that can be found now',
      (cwd) => {
        write(cwd, 'node_modules/late/package.json', '{"name":"late","types":"index.d.ts"}');
        write(
          cwd,
          'node_modules/late/index.d.ts',
          "import { type CancelFunc, type Context } from '@ctxvet/context';\nexport declare function begin(): [Context, CancelFunc];\n",
        );
      },
    ],
    [
      'a file that an import looked for',
      (cwd) => write(cwd, 'only/begin.ts', begin),
      ['-p', 'only'],
      { 'only/tsconfig.json': tsconfig({ files: ['a.ts'] }), 'only/a.ts': uses },
    ],
    [
      'a global declaration',
      (cwd) =>
        write(
          cwd,
          'src/begin.ts',
          `${begin}declare global { interface CancelFunc {} }\n`.replace(
            '[Context, CancelFunc]',
            '[Context, () => void, number]',
          ),
        ),
    ],
    [
      'a package.json',
      (cwd) => write(cwd, 'package.json', '{"ctxvet":{"rules":{"lostcancel":"warn"}}}'),
    ],
    [
      'a configuration',
      (cwd) =>
        write(cwd, 'ctxvet.config.json', '{"preset":"strict","rules":{"lostcancel":"warn"}}'),
    ],
    ['a file in a folder that is named', (cwd) => write(cwd, 'src/x/new.ts', lost), ['src']],
    ['a file that a glob matches', (cwd) => write(cwd, 'src/x/new.ts', lost), ['**/*.ts']],
    [
      'a file in no project',
      (cwd) => write(cwd, 'tool.js', good.replace(/: \w+|, type \w+/g, '')),
      ['tool.js'],
      { 'tool.js': lost.replace(/: \w+|, type \w+/g, '') },
    ],
  ])('sees %s', async (_, change, args = [], more = {}) => {
    const cwd = projects.make({ ...files, ...more });
    const before = await runCli(cwd, args);
    expect(await runCli(cwd, args)).toEqual(before);
    change(cwd);
    const after = await runCli(cwd, args);
    expect(after).not.toEqual(before);
    expect(after).toEqual(await runCli(cwd, [...args, '--no-cache']));
    expect(await runCli(cwd, args)).toEqual(after);
  });

  it('sees where a symbolic link leads', async () => {
    const cwd = projects.make({ 'src/a.ts': '', 'one.txt': lost, 'two.txt': good });
    const link = join(cwd, 'src/b.ts');
    symlinkSync('../one.txt', link);
    expect((await runCli(cwd)).code).toBe(1);
    unlinkSync(link);
    symlinkSync('../two.txt', link);
    expect((await runCli(cwd)).code).toBe(0);
  });

  it('is one with other options, or from another folder', async () => {
    const cwd = projects.make(files);
    await runCli(cwd);
    const run = (folder: string, ...args: string[]) => runCli(join(cwd, folder), args);
    expect((await run('', '--rule', 'no-nil-context')).code).toBe(0);
    expect((await run('', '--throws', 'none', '--preset', 'go')).code).toBe(1);
    expect((await run('src')).stdout).toMatch(/^a\.ts:2/);
    expect((await run('', 'src/begin.ts')).code).toBe(0);
  });
});

describe('after a change', () => {
  const files = {
    'begin.ts': begin,
    'a.ts': uses,
    'middle.ts': "export { begin } from './begin.js';",
    'b.ts': uses.replace('./begin', './middle'),
    'c.ts': lost,
    'd.ts': lost,
  };

  it.each<[string, Files, string[]]>([
    ['of a file, it alone', { 'c.ts': `${lost}\n` }, ['c.ts']],
    [
      'of a file, those that import it over others too',
      { 'begin.ts': begin.replace('background()', 'background( )') },
      ['a.ts', 'b.ts', 'begin.ts', 'middle.ts'],
    ],
    ['in between, those above it', { 'middle.ts': "export * from './begin.js';" }, ['b.ts']],
    ['that adds a file, it alone', { 'e.ts': lost }, ['e.ts']],
    [
      'that is seen everywhere, all',
      { 'global.d.ts': 'interface Anything {}' },
      ['a.ts', 'b.ts', 'begin.ts', 'c.ts', 'd.ts', 'middle.ts'],
    ],
    [
      'of an option, all',
      { 'tsconfig.json': tsconfig({}, { noUncheckedIndexedAccess: true }) },
      ['a.ts', 'b.ts', 'begin.ts', 'c.ts', 'd.ts', 'middle.ts'],
    ],
  ])('%s is checked again', async (_, change, expected) => {
    const cwd = projects.make(files);
    await runCli(cwd);
    for (const [path, text] of Object.entries(change)) writeFileSync(join(cwd, path), text);
    expect(await checkedBy(() => runCli(cwd))).toEqual(expected);
    expect(await runCli(cwd)).toEqual(await runCli(cwd, ['--no-cache']));
  });

  it('that changes no text, nothing is checked again', async () => {
    const cwd = projects.make(files);
    await runCli(cwd);
    utimesSync(join(cwd, 'a.ts'), 1, 1);
    expect(await checkedBy(() => runCli(cwd))).toEqual([]);
  });

  it('all is checked that sees a type that a global has from a module', async () => {
    const cwd = projects.make({
      ...files,
      'global.d.ts': "declare const shared: typeof import('./begin.js');",
      'e.ts': 'export function f(): void { const [, stop] = shared.begin(); }',
    });
    expect((await runCli(cwd)).stdout).toContain('e.ts:1');
    writeFileSync(join(cwd, 'begin.ts'), 'export const begin = (): number[] => [];');
    const { stdout } = await runCli(cwd);
    expect(stdout).not.toContain('e.ts');
    expect(stdout).toBe((await runCli(cwd, ['--no-cache'])).stdout);
  });
});

describe('the library', () => {
  it('has no cache unless it is asked for', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    await check({ cwd });
    expect(existsSync(join(cwd, 'node_modules'))).toBe(false);
    const { findings } = await check({ cwd, cache: true });
    expect(await checkedBy(() => check({ cwd }))).toEqual(['a.ts']);
    expect(await checkedBy(() => check({ cwd, cache: true }))).toEqual([]);
    expect((await check({ cwd, cache: true })).findings).toEqual(findings);
  });

  it('has none for a text, nor for a configuration that is more than data', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    await check({ cwd, cache: true, text: { path: 'a.ts', text: good } });
    const modules = Object.assign(['@ctxvet/context'], { more: () => undefined });
    await check({ cwd, cache: true, config: { settings: { ctxvet: { modules } } } });
    expect(existsSync(join(cwd, 'node_modules'))).toBe(false);
  });
});

describe('a place for the cache', () => {
  const folder = 'node_modules/.cache/ctxvet';

  it.each<[string, (folder: string) => void]>([
    ['that is a file', (path) => becomeFile(path)],
    ['below a file', (path) => becomeFile(dirname(path))],
    ['with garbage', (path) => eachIn(path, (file) => writeFileSync(file, 'garbage'))],
    ['with nothing in its files', (path) => eachIn(path, (file) => writeFileSync(file, ''))],
    ['with more than was written', (path) => eachIn(path, (file) => appendFileSync(file, ' '))],
    [
      'with folders for files',
      (path) =>
        eachIn(path, (file) => {
          unlinkSync(file);
          mkdirSync(file);
        }),
    ],
    ['that is gone', (path) => rmSync(path, { recursive: true })],
  ])('%s changes nothing', async (_, spoil) => {
    const cwd = projects.make({ 'a.ts': lost });
    const first = await runCli(cwd);
    expect(readdirSync(join(cwd, folder))).toHaveLength(2);
    spoil(join(cwd, folder));
    expect(await runCli(cwd)).toEqual(first);
    expect(await runCli(cwd)).toEqual(first);
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('that may not be written changes nothing', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'node_modules/.keep': '' });
    chmodSync(join(cwd, 'node_modules'), 0o555);
    const first = await runCli(cwd);
    expect(await runCli(cwd)).toEqual(first);
    expect(readdirSync(join(cwd, 'node_modules'))).toEqual(['.keep']);
  });

  function becomeFile(path: string): void {
    rmSync(path, { recursive: true });
    writeFileSync(path, '');
  }

  function eachIn(path: string, spoil: (file: string) => void): void {
    for (const name of readdirSync(path)) spoil(join(path, name));
  }
});
