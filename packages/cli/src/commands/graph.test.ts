/** Drawings: which function is meant, and where they go. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { good, lost, makeProjects, runCli } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

describe('--graph', () => {
  it.each([
    ['dot', /^digraph flow \{[^]*color=red/],
    ['mermaid', /^flowchart TD\n[^]*stroke:red/],
  ])('draws a function as %s', async (format, expected) => {
    const cwd = projects.make({ 'src/a.ts': lost });
    const outcome = await runCli(cwd, ['--graph', 'src/a.ts:start', '--format', format]);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(outcome.stdout).toMatch(expected);
  });

  it('reckons with the exceptions that it is told, and writes to a file', async () => {
    const cwd = projects.make({
      'a.ts': good.replace('cancel();', 'JSON.parse(""); cancel();'),
    });
    await runCli(cwd, ['--graph', 'a.ts:start', '--throws', 'calls', '-o', 'graph.dot']);
    expect(readFileSync(join(cwd, 'graph.dot'), 'utf8')).toContain('color=red');
  });

  it.each([
    ['6', /call work\(\)/],
    ['3', /call inner\(\)/],
    ['4', /a: unknown = parameter 0/],
    ['4:33', /return 1/],
    ['7', /call outside\(\)/],
    ['9', /return nine/],
  ])('draws the function at line %s', async (place, expected) => {
    const cwd = projects.make({
      'a.ts': `import { type Context } from '@ctxvet/context';
export default function () {
  inner();
  const one = (a: unknown) => [() => 1];
}
each(() => void work());
outside();
class C {
  9() { return nine; } set 10(v) {} }
`,
    });
    const { stdout, stderr } = await runCli(cwd, ['--graph', `a.ts:${place}`]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(expected);
  });

  it.each(['\r', '\r\n', '\u2028'])('knows lines that end with %j', async (end) => {
    const text = lost.replace('console.log(child)', 'console.log(\n    child,\n  )');
    const cwd = projects.make({ 'a.ts': text.replaceAll('\n', end) });
    const { stdout, stderr } = await runCli(cwd, ['--graph', 'a.ts:5', '--format', 'mermaid']);
    expect(stderr).toBe('');
    expect(stdout).toContain('<br>call console.log(…');
    expect(stdout).not.toContain(end);
  });

  it.each([
    ['a.ts', /name a file and a function or a line/],
    ['a.ts:99', /a\.ts: there is no line 99/],
    ['c.ts:g', /several functions are called g; name one by its line: c\.ts:3, c\.ts:4/],
    ['a.ts:stop', /a\.ts: there is no function stop; there are module, start/],
    ['b.ts:stop', /b\.ts: no such file or folder/],
    ['.:start', /^ctxvet: \.: is no file of code; name the one that has start\n/],
    ['tsconfig.json:start', /^ctxvet: tsconfig\.json: is no file of code; name the one that has/],
    ['c.ts:m', /several functions are called m; name one of A\.m, B\.m/],
    ['d.ts:module', /nothing in this file can reach a context/],
  ])('says what is wrong with %s', async (where, expected) => {
    const head = "import { type Context } from '@ctxvet/context';\n";
    const cwd = projects.make({
      'a.ts': lost,
      'c.ts': `${head}class A { m() {} } class B { m() {} }\nclass C { get g() { return 1; }\n  set g(v) {} }`,
      'd.ts': 'export {};',
    });
    const { code, stderr, stdout } = await runCli(cwd, ['--graph', where]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });

  it('has formats of its own', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    expect((await runCli(cwd, ['--graph', 'a.ts:start', '--format', 'json'])).stderr).toMatch(
      /dot or mermaid/,
    );
    expect((await runCli(cwd, ['--format', 'dot'])).stderr).toMatch(/is for --graph/);
    expect(existsSync(join(cwd, 'graph.dot'))).toBe(false);
  });
});
