/** The command line as users type it: what it checks, what it prints where, and how it ends. */
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { good, lost, makeProjects, nil, runCli, tsconfig } from './testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** `src/a.ts:3 ctxvet/lostcancel`, in the order of the output. */
function placesIn(stdout: string): string[] {
  const { findings } = JSON.parse(stdout) as {
    findings: { file: string; line: number; rule: string }[];
  };
  return findings.map(({ file, line, rule }) => `${file}:${String(line)} ${rule}`);
}

async function places(cwd: string, ...args: string[]): Promise<string[]> {
  return placesIn((await runCli(cwd, ['--format', 'json', ...args])).stdout);
}

describe('exit codes', () => {
  it('0 where nothing is found', async () => {
    const outcome = await runCli(projects.make({ 'a.ts': good }));
    expect(outcome).toEqual({ code: 0, stdout: '1 file, no findings, 0.0 s\n', stderr: '' });
  });

  it('1 where there are errors', async () => {
    expect((await runCli(projects.make({ 'a.ts': lost }))).code).toBe(1);
  });

  it('0 where there are warnings alone, 1 where there are more than allowed', async () => {
    const cwd = projects.make({ 'a.ts': nil });
    const warn = ['--rule', 'no-nil-context:warn'];
    expect((await runCli(cwd, warn)).code).toBe(0);
    expect((await runCli(cwd, [...warn, '--max-warnings', '2'])).code).toBe(0);
    const { code, stderr } = await runCli(cwd, [...warn, '--max-warnings', '1']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'ctxvet: too many warnings: 2, allowed are 1\n',
    });
  });

  it('2 where something is not checked, whatever else is found', async () => {
    const outcome = await runCli(projects.make({ 'a.ts': lost, 'b.ts': 'let;;;{' }));
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toContain('a.ts:3:17');
  });
});

describe('paths', () => {
  const files = { 'src/a.ts': lost, 'src/deep/b.ts': lost, 'test/c.ts': lost, 'd.mts': lost };

  it('none: the files of the nearest tsconfig, here or above', async () => {
    const cwd = projects.make({
      ...files,
      'tsconfig.json': tsconfig({ include: ['src'] }),
    });
    expect(await places(cwd)).toEqual([
      'src/a.ts:3 ctxvet/lostcancel',
      'src/deep/b.ts:3 ctxvet/lostcancel',
    ]);
    expect(await places(join(cwd, 'src/deep'))).toEqual([
      '../a.ts:3 ctxvet/lostcancel',
      'b.ts:3 ctxvet/lostcancel',
    ]);
  });

  it.each([
    ['a file', ['src/a.ts'], ['src/a.ts']],
    ['two files', ['./d.mts', 'src/a.ts'], ['d.mts', 'src/a.ts']],
    ['a folder', ['src'], ['src/a.ts', 'src/deep/b.ts']],
    ['a glob', ['**/{b,c}.ts'], ['src/deep/b.ts', 'test/c.ts']],
    ['a glob of folders', ['{src,te*}'], ['src/a.ts', 'src/deep/b.ts', 'test/c.ts']],
    ['a glob of tsconfig files', ['*/tsconfig*.json'], ['test/c.ts']],
    ['a tsconfig', ['tsconfig.src.json'], ['src/a.ts', 'src/deep/b.ts']],
    ['a project', ['-p', 'tsconfig.src.json'], ['src/a.ts', 'src/deep/b.ts']],
    [
      'two projects',
      ['-p', 'tsconfig.src.json', '-p', 'test'],
      ['src/a.ts', 'src/deep/b.ts', 'test/c.ts'],
    ],
    ['a file of a project', ['-p', 'tsconfig.src.json', 'src/deep/b.ts'], ['src/deep/b.ts']],
    ['a file twice', ['src/a.ts', 'src/*.ts'], ['src/a.ts']],
  ])('%s', async (_, args, expected) => {
    const cwd = projects.make({
      ...files,
      'tsconfig.src.json': tsconfig({ include: ['src'] }),
      'test/tsconfig.json': tsconfig(),
    });
    expect(await places(cwd, ...args)).toEqual(
      expected.map((file) => `${file}:3 ctxvet/lostcancel`),
    );
  });

  it('a file that none of the projects named has is not judged in another way', async () => {
    const cwd = projects.make({ ...files, 'tsconfig.src.json': tsconfig({ include: ['src'] }) });
    const { code, stdout, stderr } = await runCli(cwd, [
      ...['-p', 'tsconfig.src.json', 'src/a.ts', 'test/c.ts'],
      ...['--format', 'json'],
    ]);
    expect(placesIn(stdout)).toEqual(['src/a.ts:3 ctxvet/lostcancel']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'ctxvet: test/c.ts: is in none of the projects named; leave out --project\n',
    });
  });

  it('a folder, with what its project takes in through links', async () => {
    const cwd = projects.make({ 'tsconfig.json': tsconfig({ include: ['src'] }), ...files });
    symlinkSync('../d.mts', join(cwd, 'src/d.mts'));
    symlinkSync('../test', join(cwd, 'src/test'), 'dir');
    const all = ['src/a.ts', 'src/d.mts', 'src/deep/b.ts', 'src/test/c.ts'];
    const expected = all.map((file) => `${file}:3 ctxvet/lostcancel`);
    expect(await places(cwd)).toEqual(expected);
    expect(await places(cwd, 'src')).toEqual(expected);
  });

  it('a file outside its nearest project belongs to one above that takes it in', async () => {
    const wrapped = `import { begin } from './begin.js';
export function f(): void { const [, stop] = begin(); }\n`;
    const begin = `import { withCancel, background, type CancelFunc, type Context } from '@ctxvet/context';
export function begin(): [Context, CancelFunc] { return withCancel(background()); }\n`;
    const cwd = projects.make({
      'tsconfig.json': tsconfig({ include: ['src'] }),
      'src/tsconfig.json': tsconfig({ include: ['main.ts'] }),
      'src/main.ts': '',
      'src/begin.ts': begin,
      'src/tests/a.ts': wrapped.replace('./begin', '../begin'),
    });
    expect(await places(cwd, 'src/tests/a.ts')).toEqual(['src/tests/a.ts:2 ctxvet/lostcancel']);
  });

  it('a file that is in no project is judged by its imports', async () => {
    const cwd = projects.make({ 'src/a.ts': '', 'tool.js': lost.replace(/: \w+|, type \w+/g, '') });
    expect(await places(cwd, 'tool.js')).toEqual(['tool.js:3 ctxvet/lostcancel']);
  });

  it('JavaScript of a project has the types that stand in its comments', async () => {
    const cwd = projects.make({
      'tsconfig.json': tsconfig({}, { allowJs: true }),
      'a.js': `import { withCancel } from '@ctxvet/context';
/** @returns {[import('@ctxvet/context').Context, import('@ctxvet/context').CancelFunc]} */
export const begin = (parent) => withCancel(parent);
`,
      'b.js': `import { begin } from './a.js';\nexport function f(ctx) { const [, stop] = begin(ctx); }\n`,
      'c.js': `/** @type {(ctx: import('@ctxvet/context').Context) => void} */
const run = (ctx) => void ctx;
run(null);
`,
    });
    expect(await places(cwd)).toEqual(['b.js:2 ctxvet/lostcancel', 'c.js:3 ctxvet/no-nil-context']);
  });

  it('a folder stands for its projects, not for what else lies in it', async () => {
    const cwd = projects.make({
      'src/a.ts': lost,
      'dist/a.js': lost.replace(/: \w+|, type \w+/g, ''),
      'tsconfig.json': tsconfig({ include: ['src'] }),
    });
    expect(await places(cwd, '.')).toEqual(['src/a.ts:3 ctxvet/lostcancel']);
  });
});

describe('project references', () => {
  const files = {
    'tsconfig.json': JSON.stringify({
      files: [],
      references: [{ path: 'app' }, { path: 'library' }],
    }),
    'library/tsconfig.json': tsconfig(
      { references: [] },
      { composite: true, noEmit: false, declaration: true, outDir: '../dist/library' },
    ),
    'library/begin.ts': `import { withCancel, background, type CancelFunc, type Context } from '@ctxvet/context';
export function begin(): [Context, CancelFunc] { return withCancel(background()); }
export function mine(): void { const [, stop] = withCancel(background()); }\n`,
    'app/tsconfig.json': tsconfig({ references: [{ path: '../library' }] }),
    'app/main.ts': `import { begin } from '../library/begin.js';
export function f(): void { const [, stop] = begin(); }\n`,
  };

  it('are followed, each once, and need not be built', async () => {
    expect(await places(projects.make(files))).toEqual([
      'app/main.ts:2 ctxvet/lostcancel',
      'library/begin.ts:3 ctxvet/lostcancel',
    ]);
  });

  it('may go round in a circle', async () => {
    const circle = tsconfig(
      { references: [{ path: '../app' }] },
      { composite: true, noEmit: false, declaration: true, outDir: '../dist/library' },
    );
    const cwd = projects.make({ ...files, 'library/tsconfig.json': circle });
    expect(await places(cwd)).toHaveLength(2);
  });
});

describe('rules', () => {
  const both = `import { withCancel, type Context } from '@ctxvet/context';
export function f(name: string, ctx: Context): void {
  const [, cancel] = withCancel(ctx);
  work();
  cancel();
  const [, stop] = withCancel(ctx);
}
declare function work(): void;
`;
  const first = 'a.ts:2 ctxvet/ctx-first-param';
  const end = 'a.ts:6 ctxvet/lostcancel';
  const call = 'a.ts:3 ctxvet/lostcancel';

  it.each([
    ['the recommended ones', [], [first, end]],
    ['a preset', ['--preset', 'go'], [end]],
    ['one alone', ['--rule', 'lostcancel'], [end]],
    ['one alone, by its whole name', ['--rule', 'ctxvet/lostcancel'], [end]],
    ['all but one', ['--rule', 'lostcancel:off'], [first]],
    [
      'one more than a preset has',
      ['--preset', 'go', '--rule', 'ctx-first-param:error'],
      [first, end],
    ],
    ['other exceptions', ['--throws', 'calls'], [first, call, end]],
  ])('%s', async (_, args, expected) => {
    expect(await places(projects.make({ 'a.ts': both }), ...args)).toEqual(expected);
  });

  it('of the configuration give way to a preset that is asked for', async () => {
    const config = JSON.stringify({ rules: { lostcancel: 'off', 'ctx-first-param': 'off' } });
    const cwd = projects.make({ 'a.ts': both, 'ctxvet.config.json': config });
    expect(await places(cwd)).toEqual([]);
    expect(await places(cwd, '--preset', 'go')).toEqual([end]);
    expect(await places(cwd, '--rule', 'ctx-first-param:warn')).toEqual([first]);
  });
});

describe('output', () => {
  it('goes to a file, in a folder that need not be there', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    const { stdout } = await runCli(cwd, ['--format', 'json', '-o', 'new/report.json']);
    expect(stdout).toBe('');
    expect(placesIn(readFileSync(join(cwd, 'new/report.json'), 'utf8'))).toHaveLength(1);
  });

  it('of warnings is left out by --quiet, but they are not too many unseen', async () => {
    const cwd = projects.make({ 'a.ts': nil, 'b.ts': lost });
    const args = ['--quiet', '--rule', 'no-nil-context:warn', '--max-warnings', '0'];
    const { stdout, stderr } = await runCli(cwd, args);
    expect(stdout).not.toContain('no-nil-context');
    expect(stdout).toContain('lostcancel');
    expect(stdout).toContain('2 files, 1 finding (1 error, 0 warnings), 0.0 s');
    expect(stderr).toBe('ctxvet: too many warnings: 2, allowed are 0\n');
  });

  it('is for GitHub where GitHub runs it, unless another format is asked for', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    const env = { GITHUB_ACTIONS: 'true' };
    expect((await runCli(cwd, [], { env })).stdout).toMatch(/^::error file=a\.ts,line=3,/);
    expect((await runCli(cwd, ['--format', 'stylish'], { env })).stdout).toMatch(/^a\.ts\n/);
  });

  it('shows progress on a terminal only, and takes it away', async () => {
    const cwd = projects.make({ 'a.ts': good });
    expect((await runCli(cwd)).stderr).toBe('');
    const { stderr, stdout } = await runCli(cwd, ['--no-cache'], { terminal: 80 });
    expect(stderr).toMatch(/tsconfig\.json: 0 files checked[^]*\r\u001B\[2K$/);
    expect(stdout).not.toContain('\r');
  });

  it('has colours on a terminal only, and never with NO_COLOR', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    const isColored = async (world: object) =>
      (await runCli(cwd, [], world)).stdout.includes('\u001B[3');
    expect(await isColored({})).toBe(false);
    expect(await isColored({ terminal: 80 })).toBe(true);
    expect(await isColored({ terminal: 80, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await isColored({ terminal: 80, env: { TERM: 'dumb' } })).toBe(false);
    expect(await isColored({ env: { FORCE_COLOR: '1' } })).toBe(true);
  });
});

describe('--fix and --diff', () => {
  const fixed = nil
    .replace('import { type Context }', 'import { type Context, TODO }')
    .replace('undefined as never as Context', 'TODO()')
    .replace('null!', 'TODO()');

  it('--fix writes all fixes, round after round, and reports what is left', async () => {
    const cwd = projects.make({ 'a.ts': nil, 'b.ts': lost });
    const { code, stdout } = await runCli(cwd, ['--fix', '--format', 'stylish']);
    expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe(fixed);
    expect(stdout).not.toContain('no-nil-context');
    expect(stdout).toContain('lostcancel');
    expect(code).toBe(1);
  });

  it('--diff prints a patch that git takes, and writes nothing', async () => {
    const cwd = projects.make({ 'src/a.ts': nil });
    const { code, stdout } = await runCli(cwd, ['--diff']);
    expect(readFileSync(join(cwd, 'src/a.ts'), 'utf8')).toBe(nil);
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "--- a/src/a.ts
      +++ b/src/a.ts
      @@ -1,6 +1,6 @@
      -import { type Context } from '@ctxvet/context';
      +import { type Context, TODO } from '@ctxvet/context';
       declare function load(ctx: Context): void;
       export function run(): void {
      -  load(undefined as never as Context);
      -  load(null!);
      +  load(TODO());
      +  load(TODO());
       }
      "
    `);
  });

  it('--diff prints nothing where nothing is to be fixed', async () => {
    expect((await runCli(projects.make({ 'a.ts': lost }), ['--diff'])).stdout).toBe('');
  });

  it('keeps a byte order mark and line ends', async () => {
    const written = `\uFEFF${nil.replaceAll('\n', '\r\n')}`;
    const cwd = projects.make({ 'a.ts': written });
    const { stdout } = await runCli(cwd, ['--diff']);
    expect(stdout).toContain("\n-\uFEFFimport { type Context } from '@ctxvet/context';\r\n");
    await runCli(cwd, ['--fix']);
    expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe(`\uFEFF${fixed.replaceAll('\n', '\r\n')}`);
  });

  it('fixes a file that is in no project', async () => {
    const text = `import * as context from '@ctxvet/context';\ncontext.withCancel(null)[1]();\n`;
    const cwd = projects.make({ 'src/a.ts': '', 'tool.js': text });
    expect((await runCli(cwd, ['--fix', 'tool.js'])).code).toBe(0);
    expect(readFileSync(join(cwd, 'tool.js'), 'utf8')).toContain('withCancel(context.TODO())');
  });
});

describe('help', () => {
  it.each(['--help', '-h'])('%s lists the options', async (option) => {
    const { code, stdout, stderr } = await runCli('/', [option]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of ['--project', '--format', '--fix', '--explain', '--graph']) {
      expect(stdout).toContain(name);
    }
  });

  it('--help says which formats are for drawings', async () => {
    const { stdout } = await runCli('/', ['--help']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('dot and mermaid are for --graph');
  });

  it('--version', async () => {
    expect((await runCli('/', ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('--explain prints the page of a rule', async () => {
    const { code, stdout } = await runCli('/', ['--explain', 'ctxvet/lostcancel']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# lostcancel\n/);
    expect(stdout).not.toContain('<!--');
    const cwd = projects.make({});
    await runCli(cwd, ['--explain', 'lostcancel', '-o', 'page.md'], { terminal: 80 });
    expect(readFileSync(join(cwd, 'page.md'), 'utf8')).toBe(stdout);
  });
});
