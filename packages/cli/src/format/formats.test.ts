/** What each format prints. */
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Finding, Report } from '../report/report.js';
import { lost, makeProjects, nil, runCli } from '../testing/kit.js';
import { github } from './github.js';

const projects = makeProjects();
afterAll(() => projects.remove());

async function printed(files: Record<string, string>, args: string[], world = {}): Promise<string> {
  return (await runCli(projects.make(files), args, world)).stdout;
}

function finding(more: Partial<Finding>): Finding {
  return {
    rule: 'ctxvet/lostcancel',
    severity: 'error',
    message: 'lost',
    file: 'a.ts',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    related: [],
    fingerprint: '',
    ...more,
  };
}

function report(findings: readonly Finding[], problems: readonly string[] = []): Report {
  const summary = { files: 1, errors: findings.length, warnings: 0, fixable: 0, seconds: 0.04 };
  return { version: 1, findings, summary, problems };
}

const around = { cwd: '/project', texts: new Map<string, string>(), colors: false };

describe('text', () => {
  it('shows the code, the steps in order, and what to do', async () => {
    expect(await printed({ 'src/a.ts': lost }, [])).toMatchInlineSnapshot(`
      "src/a.ts:3:17  error  ctxvet/lostcancel

        \`cancel\` from \`withCancel\` is not called on every path: the return at line 4 leaves it open, and its context stays with the parent until that ends

          2 | export function start(ctx: Context, early: boolean): void {
        > 3 |   const [child, cancel] = withCancel(ctx);
            |                 ^^^^^^ 1. \`cancel\` is acquired here
        > 4 |   if (early) return;
            |       ^^^^^ 2. \`early\` is true
            |              ^^^^^^^ 3. \`cancel\` is lost here

        Add \`using _ = cancel\`, which calls it where the block ends:

              const [child, cancel] = withCancel(ctx);
          +   using _ = cancel;
              if (early) return;
              console.log(child);
          -   cancel();
            }

        Or: Call \`cancel\` in a \`finally\` around the rest of the block

      1 file, 1 finding (1 error, 0 warnings), 0.0 s
      "
    `);
  });

  it('shows what --fix would do', async () => {
    expect(await printed({ 'src/a.ts': nil }, [])).toMatchInlineSnapshot(`
      "src/a.ts:4:8  error  ctxvet/no-nil-context

        \`undefined\` is passed to \`load\` in place of a context, which callees use without asking: pass a context, or \`context.TODO()\` until there is one

          3 | export function run(): void {
        > 4 |   load(undefined as never as Context);
            |        ^^^^^^^^^

        Fixed by --fix:

          - import { type Context } from '@ctxvet/context';
          + import { type Context, TODO } from '@ctxvet/context';
            declare function load(ctx: Context): void;
            export function run(): void {
          -   load(undefined as never as Context);
          +   load(TODO());
              load(null!);

      src/a.ts:5:8  error  ctxvet/no-nil-context

        \`null\` is passed to \`load\` in place of a context, which callees use without asking: pass a context, or \`context.TODO()\` until there is one

          4 |   load(undefined as never as Context);
        > 5 |   load(null!);
            |        ^^^^

        Fixed by --fix:

          - import { type Context } from '@ctxvet/context';
          + import { type Context, TODO } from '@ctxvet/context';
            declare function load(ctx: Context): void;
          ⋮
              load(undefined as never as Context);
          -   load(null!);
          +   load(TODO());
            }

      1 file, 2 findings (2 errors, 0 warnings), 2 fixable with --fix, 0.0 s
      "
    `);
  });

  it('shows no empty line beside a change, for it tells no place', async () => {
    const spaced = nil.replace('declare function', '\ndeclare function');
    const stdout = await printed({ 'src/a.ts': spaced }, []);
    expect(stdout.split('\n').slice(8, 15).join('\n')).toMatchInlineSnapshot(`
      "  Fixed by --fix:

          - import { type Context } from '@ctxvet/context';
          + import { type Context, TODO } from '@ctxvet/context';
          ⋮
            export function run(): void {
          -   load(undefined as never as Context);"
    `);
  });

  it('shows steps far apart, and before the acquisition, in one gutter', async () => {
    const text = `import { withCancel, type Context } from '@ctxvet/context';
export function f(ctx: Context, list: number[]): void {
  let stop: (() => void) | undefined;
  for (const each of list) {
    [, stop] = withCancel(ctx);
    console.log(each);
    console.log(each);
    console.log(each);
    console.log(each);
  }
  stop?.();
}
`;
    expect(await printed({ 'a.ts': text }, [])).toMatchInlineSnapshot(`
      "a.ts:5:8  error  ctxvet/lostcancel

        \`stop\` from \`withCancel\` is not called on every path: the assignment at line 5 drops it while it is open, and its context stays with the parent until that ends (path: line 4)

          4 |   for (const each of list) {
        > 5 |     [, stop] = withCancel(ctx);
            |        ^^^^ 1. \`stop\` is acquired here
            ⋮
        > 4 |   for (const each of list) {
            |                      ^^^^ 2. the loop goes on
        > 5 |     [, stop] = withCancel(ctx);
            |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ 3. \`stop\` is lost here

      1 file, 1 finding (1 error, 0 warnings), 0.0 s
      "
    `);
  });

  it('fits a narrow terminal', async () => {
    const long = lost.replace('early: boolean', `${'abcdefgh: string, '.repeat(9)}early: boolean`);
    const text = long.replace('  const', `  /* ${'x'.repeat(80)} */ const`);
    const stdout = await printed({ 'a.ts': text }, [], { terminal: 50, env: { NO_COLOR: '1' } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(stdout).toMatchInlineSnapshot(`
      "a.ts:3:104  error  ctxvet/lostcancel

        \`cancel\` from \`withCancel\` is not called on
        every path: the return at line 4 leaves it open,
        and its context stays with the parent until that
        ends

          2 | export function start(ctx: Context, abcde…
        > 3 | …onst [child, cancel] = withCancel(ctx);
            |               ^^^^^^
            |               1. \`cancel\` is acquired here
        > 4 |   if (early) return;
            |       ^^^^^ 2. \`early\` is true
            |              ^^^^^^^
            |              3. \`cancel\` is lost here

        Add \`using _ = cancel\`, which calls it where the
        block ends:

              /* xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
          +   using _ = cancel;
              if (early) return;
              console.log(child);
          -   cancel();
            }

        Or: Call \`cancel\` in a \`finally\` around the rest
        of the block

      1 file, 1 finding (1 error, 0 warnings), 0.0 s
      "
    `);
  });

  it('makes four columns of a tab, and as many lines of a label as it needs', async () => {
    const text = lost.replaceAll('  ', '\t\t').replace('const [child, cancel]', 'const pair');
    const stdout = await printed({ 'a.ts': text }, [], { terminal: 40, env: { NO_COLOR: '1' } });
    expect(stdout.split('\n').slice(8, 18).join('\n')).toMatchInlineSnapshot(`
      "    2 | export function start(ctx: Cont…
        > 3 |         const pair = withCancel…
            |               ^^^^
            | 1. the cancel function in \`pair\`
            | is acquired here
        > 4 |         if (early) return;
            |             ^^^^^
            |             2. \`early\` is true
            |                    ^^^^^^^
            | 3. the cancel function in \`pair\`"
    `);
  });

  it('has nothing under a long mark without a label', async () => {
    const text = `import { type Context, withValue } from '@ctxvet/context';
export const f = (ctx: Context) => withValue(ctx, '${'x'.repeat(50)}', 1);
`;
    const stdout = await printed({ 'a.ts': text }, [], { terminal: 40, env: { NO_COLOR: '1' } });
    expect(stdout).toMatch(/^ {6}\| +\^+\n\n/m);
  });

  it('puts marks under characters that take two columns or none, and under tabs', async () => {
    const text = lost
      .replaceAll('cancel]', '取消]')
      .replaceAll('cancel()', '取消()')
      .replaceAll('early', 'e\u0301t\u00E9')
      .replace('  const [', "  '漢字 👩‍👩‍👧'; const\t[");
    const stdout = await printed({ 'a.ts': text }, []);
    expect(stdout.split('\n').slice(4, 10).join('\n')).toMatchInlineSnapshot(`
      "    2 | export function start(ctx: Context, été: boolean): void {
        > 3 |   '漢字 👩‍👩‍👧'; const    [child, 取消] = withCancel(ctx);
            |                               ^^^^ 1. \`取消\` is acquired here
        > 4 |   if (été) return;
            |       ^^^ 2. \`été\` is true
            |            ^^^^^^^ 3. \`取消\` is lost here"
    `);
  });

  it('cuts no character in two, and counts columns on a narrow terminal', async () => {
    const text = lost.replace('ctx);', `ctx /* ${'漢👩‍👩‍👧'.repeat(30)} */);`);
    const stdout = await printed({ 'a.ts': text }, [], { terminal: 60, env: { NO_COLOR: '1' } });
    expect(stdout.split('\n').slice(7, 9).join('\n')).toMatchInlineSnapshot(`
      "  > 3 |   const [child, cancel] = withCancel(ctx /* 漢👩‍👩‍👧漢…
            |                 ^^^^^^ 1. \`cancel\` is acquired here"
    `);
  });

  it('shows of long lines where they change', async () => {
    const text = lost
      .replace(/\n\s*/g, ' ')
      .replace(' export', `\n/* ${'x'.repeat(300)} */ export`);
    const stdout = await printed({ 'a.ts': text }, [], { terminal: 60, env: { NO_COLOR: '1' } });
    expect(stdout.split('\n').slice(-8, -3).join('\n')).toMatchInlineSnapshot(`
      "  ends:

            import { withCancel, type Context } from '@ctxvet/c…
          - …ithCancel(ctx); if (early) return; console.log(chi…
          + …ithCancel(ctx); using _ = cancel; if (early) retur…"
    `);
  });

  it('shows what would tell the terminal something', async () => {
    const text = lost.replace('  const', "  '\u001B[31m\u202E'; const");
    const stdout = await printed({ 'a.ts': text }, []);
    // In the code, and in what to do about it.
    expect(stdout.match(/'␛\[31m�'; const/g)).toHaveLength(2);
  });

  it('colours code, marks and changes', async () => {
    const stdout = await printed({ 'a.ts': lost }, [], { env: { FORCE_COLOR: '1' } });
    const red = '\u001B[31m';
    const green = '\u001B[32m';
    expect(stdout).toContain(`${red}error`);
    expect(stdout).toContain(`${green}+`);
    expect(stdout).toMatch(/\u001B\[36m`cancel`/);
    expect(stripVTControlCharacters(stdout)).toBe(await printed({ 'a.ts': lost }, []));
  });

  it('colours a label that stands under its mark as one behind it', async () => {
    const stdout = await printed({ 'a.ts': lost }, [], { terminal: 50 });
    const [behind, under] = ['2. `early` is true', '3. `cancel` is lost'].map((label) =>
      stdout.split('\n').find((line) => line.includes(label)),
    );
    expect(behind).toMatch(/^ *\u001B\[90m +\|\u001B\[39m.*\u001B\[31m/);
    expect(under).toMatch(/^ *\u001B\[90m +\|\u001B\[39m.*\u001B\[31m/);
  });
});

describe('stylish', () => {
  it('has a line a finding, by file', async () => {
    const files = { 'src/a.ts': lost, 'src/b.ts': nil };
    const args = ['--format', 'stylish', '--rule', 'no-nil-context:warn'];
    expect(await printed(files, args)).toMatchInlineSnapshot(`
      "src/a.ts
        3:17  error    \`cancel\` from \`withCancel\` is not called on every path: the return at line 4 leaves it open, and its context stays with the parent until that ends  ctxvet/lostcancel

      src/b.ts
        4:8  warning  \`undefined\` is passed to \`load\` in place of a context, which callees use without asking: pass a context, or \`context.TODO()\` until there is one  ctxvet/no-nil-context
        5:8  warning  \`null\` is passed to \`load\` in place of a context, which callees use without asking: pass a context, or \`context.TODO()\` until there is one  ctxvet/no-nil-context

      2 files, 3 findings (1 error, 2 warnings), 2 fixable with --fix, 0.0 s
      "
    `);
  });
});

describe('github', () => {
  const print = (...findings: Finding[]) => github(report(findings), around);

  it('has a command a finding', async () => {
    expect(await printed({ 'src/a.ts': lost }, ['--format', 'github'])).toMatchInlineSnapshot(`
      "::error file=src/a.ts,line=3,endLine=3,col=17,endColumn=23,title=ctxvet/lostcancel::\`cancel\` from \`withCancel\` is not called on every path: the return at line 4 leaves it open, and its context stays with the parent until that ends
      1 file, 1 finding (1 error, 0 warnings), 0.0 s
      "
    `);
  });

  it('escapes what would end a command or a property', () => {
    const odd = finding({ file: 'a,b:c%.ts', message: 'one\r\ntwo 100% ::error::' });
    expect(print(odd).split('\n')[0]).toBe(
      '::error file=a%2Cb%3Ac%25.ts,line=1,endLine=1,col=1,endColumn=2,title=ctxvet/lostcancel::one%0D%0Atwo 100%25 ::error::',
    );
  });

  it('gives no columns for a place of several lines', () => {
    expect(print(finding({ endLine: 3 }))).toMatch(/^::error file=a\.ts,line=1,endLine=3,title=/);
  });

  it('has as many commands as GitHub shows, and prints the rest', () => {
    const many = Array.from({ length: 14 }, (_, i) => finding({ line: i + 1 }));
    const lines = print(...many, finding({ severity: 'warn' })).split('\n');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning'))).toHaveLength(1);
    expect(lines.slice(11, 13)).toEqual([
      '4 more findings:',
      'a.ts:11:1 error: lost (ctxvet/lostcancel)',
    ]);
  });

  it('says what was not checked', () => {
    const text = github(report([], ['b.ts: is no text']), around);
    expect(text).toMatch(/^::error title=ctxvet::b\.ts: is no text\n/);
  });
});
