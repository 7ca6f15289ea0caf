/** What users get for input that cannot be checked: a line that says what to do, exit code 2, and the findings elsewhere. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { checks } from '@ctxvet/analysis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { complaintOf } from './complaint.js';
import { lost, makeProjects, nil, runCli, tsconfig, type Files } from './kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** The same in a new project; `a.ts` is good for a finding, which must be there. */
async function complaintBesideFinding(files: Files, args: readonly string[] = []): Promise<string> {
  const cwd = projects.make({ 'a.ts': lost, ...files });
  const { stdout } = await runCli(cwd, args);
  expect(stdout).toContain('a.ts:3:17');
  return complaintOf(cwd, args);
}

describe('options', () => {
  it.each([
    [['--formt', 'json'], "unknown option '--formt' (Did you mean --format?); see ctxvet --help"],
    [['--format', 'xml'], /'xml' is invalid\. Allowed choices are text, stylish, json, sarif,/],
    [['--engine', 'fast'], /'fast' is invalid\. Allowed choices are typescript, native;/],
    [['--max-warnings', 'few'], /'few' is invalid\. It must be a whole number;/],
    [['--format'], /argument missing;/],
    [['--fix', '--diff'], /cannot be used with/],
    [['--graph', 'a.ts:f', '--fix'], /cannot be used with/],
    [
      ['--rule', 'lostcancle'],
      /--rule: there is no rule "lostcancle"; known are ctx-first-param, lostcancel,/,
    ],
    [
      ['--rule', 'lostcancel:fatal'],
      /--rule lostcancel:fatal: a severity is off, warn or error, not "fatal"/,
    ],
    [['--preset', 'all'], '--preset: there is no preset "all"; known are recommended, strict, go'],
    [['--throws', 'some'], '--throws: option "throws" must be one of evident, calls, none'],
    [['--rule', 'lostcancel', '--rule', 'lostcancel:off'], /^no rule runs, for all are off;/],
    [['--explain', 'lost'], /--explain: there is no rule "lost"; known are/],
    [['-o', 'a.ts/report.txt'], /^--output-file a\.ts\/report\.txt cannot be written: E/],
    [['-o', 'reports/'], '--output-file reports/ cannot be written: it is a folder'],
    ...['a.ts', 'tsconfig.json', 'package.json'].map((name): [string[], string] => [
      ['-o', name],
      `--output-file ${name} cannot be written: it is a file of the project; name another for the report`,
    ]),
    [['--explain', 'lostcancel', '--graph', 'a.ts:start'], /cannot be used with/],
    [['-o', '.'], '--output-file . cannot be written: it is a folder'],
    [['-o', ''], 'a path is empty; leave it out, or name a file'],
    [[''], 'a path is empty; leave it out, or name a file'],
    [['--graph', 'a.ts:start', 'b.ts'], '--graph draws one function: leave out b.ts'],
  ])('%j', async (args, expected) => {
    expect(await complaintOf(projects.make({ 'a.ts': lost }), args)).toMatch(expected);
  });
});

describe('projects', () => {
  it('no tsconfig anywhere', async () => {
    // Outside of this code base, which has one.
    expect(await complaintOf('/')).toMatch(
      /^there is no tsconfig\.json in \/ or above; name one with --project, or name files/,
    );
  });

  it('a tsconfig that is not there', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    expect(await complaintOf(cwd, ['-p', 'tsconfig.app.json'])).toBe(
      'tsconfig.app.json: no such tsconfig; name another with --project',
    );
  });

  it('code in the place of one', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    expect(await complaintOf(cwd, ['-p', 'a.ts'])).toBe(
      'a.ts: is no tsconfig; name files to check without --project',
    );
  });

  it('a folder that is called as one', async () => {
    const cwd = projects.make({
      'tsconfig.json': tsconfig({ include: ['src'] }),
      'src/a.ts': lost,
    });
    mkdirSync(join(cwd, 'src/tsconfig.json'));
    expect((await runCli(join(cwd, 'src'))).stdout).toContain('a.ts:3:17');
  });

  it('a folder without one', async () => {
    const cwd = projects.make({ 'src/a.ts': lost });
    expect(await complaintOf(cwd, ['-p', 'src'])).toMatch(/^src\/tsconfig\.json: no such tsconfig/);
  });

  it('a broken one, whose files are checked nevertheless', async () => {
    const complaint = await complaintBesideFinding({
      'tsconfig.json': `${tsconfig().slice(0, -1)},!}`,
    });
    expect(complaint).toMatch(/^tsconfig\.json:1:\d+: /);
  });

  it('one with an option that TypeScript does not know', async () => {
    const complaint = await complaintBesideFinding({
      'tsconfig.json': tsconfig({}, { stric: true }),
    });
    expect(complaint).toMatch(/^tsconfig\.json(:\d+:\d+)?: Unknown compiler option 'stric'/);
  });

  it('one that extends itself', async () => {
    const complaint = await complaintBesideFinding({
      'tsconfig.json': tsconfig({ extends: './tsconfig.json' }),
    });
    expect(complaint).toMatch(/^tsconfig\.json.*: Circularity detected/);
  });

  it('one that extends what is not there', async () => {
    const complaint = await complaintBesideFinding({
      'tsconfig.json': tsconfig({ extends: './base.json' }),
    });
    expect(complaint).toMatch(/^tsconfig\.json.*base\.json/);
  });

  it('one that refers to what is not there', async () => {
    const files = { 'tsconfig.json': tsconfig({ references: [{ path: './library' }] }) };
    expect(await complaintBesideFinding(files)).toBe(
      'library/tsconfig.json: no such tsconfig, but tsconfig.json refers to it',
    );
  });

  it('one that takes in no file', async () => {
    const cwd = projects.make({ 'tsconfig.json': tsconfig({ include: ['src'] }) });
    expect(await complaintOf(cwd)).toBe(
      'tsconfig.json: takes in no file; see its "files", "include" and "exclude"',
    );
  });

  it('one that names a file that is not there', async () => {
    const complaint = await complaintBesideFinding({
      'tsconfig.json': tsconfig({ files: ['a.ts', 'b.ts'] }),
    });
    expect(complaint).toBe('b.ts: no such file, but tsconfig.json names it');
  });
});

describe('paths', () => {
  it.each([
    ['b.ts', 'b.ts: no such file or folder'],
    ['src/**/*.ts', 'no file of code and no tsconfig matches src/**/*.ts'],
    ['*/tsconfig.json', 'no file of code and no tsconfig matches */tsconfig.json'],
    ['empty', 'empty: there is no TypeScript or JavaScript file in this folder'],
    ['!src/**', '!src/**: a path cannot leave files out; name what is to be checked'],
    ['notes.md', 'notes.md: is no TypeScript or JavaScript file, and no tsconfig'],
    [
      'package.json',
      'package.json: is not called as a tsconfig is; if it is one, name it with --project',
    ],
  ])('%s', async (path, expected) => {
    const files = { 'notes.md': '', 'empty/notes.md': '' };
    expect(await complaintBesideFinding(files, [path, 'a.ts'])).toBe(expected);
  });

  it.each(['tools', 'tools/*'])('%s, in which no file is in a project', async (path) => {
    const files = { 'tools/a.mjs': '', 'tsconfig.json': tsconfig({ include: ['a.ts'] }) };
    expect(await complaintBesideFinding(files, [path, 'a.ts'])).toBe(
      `${path}: no file of it is in a project, so none was checked; name files one by one to have them judged by their imports`,
    );
  });

  it('one of a project at which nothing is stands for no other', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    const { code, stdout, stderr } = await runCli(cwd, ['-p', '.', 'b.ts']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'ctxvet: b.ts: no such file or folder\n' });
    expect(stdout).toBe('0 files, no findings, 1 problem, 0.0 s\n');
  });

  it('a loop of symbolic links', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    symlinkSync('loop.ts', join(cwd, 'loop.ts'));
    expect(await complaintOf(cwd, ['loop.ts', 'a.ts'])).toBe(
      'loop.ts: is a loop of symbolic links',
    );
  });

  it('a folder that links to itself is walked once', async () => {
    const cwd = projects.make({ 'src/a.ts': lost });
    symlinkSync('.', join(cwd, 'src/self'), 'dir');
    const { stdout, code } = await runCli(cwd, ['src', '--format', 'json']);
    expect(code).toBe(1);
    expect((JSON.parse(stdout) as { findings: unknown[] }).findings).toHaveLength(1);
  });

  it.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'b.ts': lost });
    chmodSync(join(cwd, 'b.ts'), 0);
    expect(await complaintOf(cwd, ['b.ts', 'a.ts'])).toBe('b.ts: you may not read this');
    expect(await complaintOf(cwd)).toBe('b.ts: you may not read this');
  });

  it.skipIf(process.getuid?.() === 0)('a folder that may not be read', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'src/b.ts': lost });
    chmodSync(join(cwd, 'src'), 0);
    const complaint = await complaintOf(cwd);
    chmodSync(join(cwd, 'src'), 0o755);
    expect(complaint).toBe('src: you may not read this folder, but tsconfig.json takes it in');
  });

  it('a folder that a tsconfig names as a file', async () => {
    const files = tsconfig({ files: ['a.ts', 'b.ts'] });
    const cwd = projects.make({ 'tsconfig.json': files, 'a.ts': lost, 'b.ts/c.ts': '' });
    expect(await complaintOf(cwd)).toBe('b.ts: is a folder');
  });
});

describe('files', () => {
  it('a syntax error', async () => {
    expect(await complaintBesideFinding({ 'b.ts': 'export const x = ;\n' })).toBe(
      'b.ts:1:18: syntax error: Expression expected',
    );
  });

  it('a syntax error that only the converter knows', async () => {
    const complaint = await complaintBesideFinding({
      'b.ts':
        "import { withCancel } from '@ctxvet/context'; class A { abstract x(): void { withCancel; } } for (const x of a, b);",
    });
    expect(complaint).toMatch(/^b\.ts:1:\d+: syntax error: /);
  });

  it('a syntax error in a file that is in no project', async () => {
    expect(await complaintBesideFinding({ 'b.js': 'let x = ;' }, ['a.ts', 'b.js'])).toMatch(
      /^b\.js:1:9: syntax error: /,
    );
  });

  it('a binary file', async () => {
    const bytes = '\u0000\u0001\u0002ELF'.repeat(50);
    expect(await complaintBesideFinding({ 'b.ts': bytes })).toBe('b.ts: is no text');
    expect(await complaintBesideFinding({ 'b.js': bytes }, ['a.ts', 'b.js'])).toBe(
      'b.js: is no text',
    );
  });

  // From where the parser's own converter gives up to where TypeScript itself does.
  it.each([600, 2_000, 20_000])('one that is nested %d levels deep', async (depth) => {
    const deep = `${'try {'.repeat(depth)}${'} finally {}'.repeat(depth)}`;
    const text = `import { withCancel } from '@ctxvet/context';\nwithCancel;${deep}`;
    expect(await complaintBesideFinding({ 'b.ts': text })).toMatch(/^b\.ts: .* nested too deeply/);
    expect(await complaintBesideFinding({ 'b.js': text }, ['b.js', 'a.ts'])).toMatch(
      /^b\.js: .* nested too deeply/,
    );
  });

  it('a generated file of 5 MB is checked like any other', async () => {
    const line = `const v%: readonly number[] = [${'1234567, '.repeat(10)}];\n`;
    const lines = Array.from({ length: 43_000 }, (_, i) => line.replace('%', String(i)));
    const cwd = projects.make({ 'big.ts': lines.join('') + lost });
    const { code, stdout, stderr } = await runCli(cwd);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('big.ts:43003:17');
  }, 120_000);

  it('a line of a megabyte is not printed', async () => {
    const cwd = projects.make({
      'a.ts': `${'/* generated */ '.repeat(70_000)}\n${lost.replaceAll('\n', ' ')}`,
    });
    const { code, stdout } = await runCli(cwd, ['a.ts']);
    expect(code).toBe(1);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(300);
  });

  it('a type error is none of ours', async () => {
    const cwd = projects.make({ 'a.ts': 'export const x: string = 1;' });
    expect(await runCli(cwd)).toMatchObject({ code: 0, stderr: '' });
  });

  it('nor is an import that does not resolve', async () => {
    const cwd = projects.make({ 'a.ts': `import { x } from './nowhere.js';\n${lost}void x;` });
    expect(await runCli(cwd)).toMatchObject({ code: 1, stderr: '' });
  });

  it('a comment that names no rule is said, and nothing is held against it', async () => {
    const cwd = projects.make({ 'a.ts': '\n/* eslint-disable ctxvet/lostcancle */ export {};' });
    const { code, stderr } = await runCli(cwd);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^ctxvet: a\.ts:2:1: the comment names ctxvet\/lostcancle, which is no rule; known are [^\n]+\n$/,
    );
  });

  it('nor one that leaves out whose rule it is', async () => {
    const text = lost.replace('  const', '  // eslint-disable-next-line lostcancel, no-x\n  const');
    const { code, stderr } = await runCli(projects.make({ 'a.ts': text }));
    expect(code).toBe(1);
    expect(stderr).toBe(
      'ctxvet: a.ts:3:3: the comment names lostcancel, which is no rule; write ctxvet/lostcancel\n',
    );
  });
});

describe('the process', () => {
  const bin = join(import.meta.dirname, '../../dist/bin.js');
  let cwd: string;
  beforeAll(() => {
    const files = Array.from({ length: 300 }, (_, i) => [`f${String(i)}.ts`, lost] as const);
    cwd = projects.make(Object.fromEntries(files));
  });

  interface Ended {
    readonly code: number | null;
    readonly signal: string | null;
    readonly stderr: string;
  }

  it('ends quietly when nobody reads its output any more', async () => {
    const child = spawn(process.execPath, [bin], { cwd });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += String(data)));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('says that a disk is full', async () => {
    const child = spawn(process.execPath, [bin], {
      cwd,
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    let stderr = '';
    child.stderr?.on('data', (data) => (stderr += String(data)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'ctxvet: the output cannot be written: ENOSPC: no space left on device, write\n',
    });
  });

  it('ends with 130 on Ctrl-C, and leaves everything as it was', async () => {
    const fixable = projects.make(
      Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${String(i)}.ts`, nil])),
    );
    const child = spawn(process.execPath, [bin, '--fix'], { cwd: fixable });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += String(data)));
    setTimeout(() => child.kill('SIGINT'), 700);
    const ended = await new Promise<Ended>((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, stderr }));
    });
    // A shell says 130 for a process that the signal ended.
    expect(ended.code ?? ended.signal).toSatisfy((how) => how === 130 || how === 'SIGINT');
    expect(ended.stderr).toBe('');
    const names = readdirSync(fixable).filter((name) => name.startsWith('f'));
    expect(names.filter((name) => !/^f\d+\.ts$/.test(name))).toEqual([]);
    for (const name of names) {
      expect(readFileSync(join(fixable, name), 'utf8')).toMatch(/^import [^]*\}\n$/);
    }
  });

  it.each(['process.exit(7)', 'await new Promise(() => {})'])(
    'says that its configuration ends it: %s',
    async (statement) => {
      const folder = projects.make({
        'a.ts': lost,
        'ctxvet.config.mjs': `${statement};\nexport default {};\n`,
      });
      const child = spawn(process.execPath, [bin], { cwd: folder });
      let stderr = '';
      child.stderr.on('data', (data) => (stderr += String(data)));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: 'ctxvet: the configuration has ended the process before it was checked\n',
      });
    },
  );

  it('says one line for an error that nobody expected, and its stack with --debug', async () => {
    const spy = vi.spyOn(checks[1]!, 'run').mockImplementation(() => {
      throw new Error('oops\nmore');
    });
    const folder = projects.make({ 'a.ts': lost });
    expect(await complaintOf(folder)).toBe(
      'a.ts: internal error: oops; --debug shows where, please report it',
    );
    const { code, stderr } = await runCli(folder, ['--debug']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ctxvet: Error: oops\nmore\n {4}at /);
    spy.mockRestore();
  });
});
