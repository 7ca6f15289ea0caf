/** What the documentation shows is what happens. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rulesFor } from '../config/rules.js';
import { nativeRange } from '../package.js';
import { loadConfig, makeProjects, nil, root, runCli } from './kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** The fenced block of a page that holds this text. */
function blockWith(page: string, text: string): string {
  return readFileSync(join(root, 'packages/cli', page), 'utf8')
    .split(/^```\w*\n/m)
    .filter((_, i) => i % 2 === 1)
    .find((block) => block.includes(text))!;
}

describe('the README', () => {
  it('shows an example with its output', async () => {
    const cwd = projects.make({ 'src/load.ts': blockWith('README.md', 'cached?: string') });
    const { stdout } = await runCli(cwd);
    expect(blockWith('README.md', '1 finding').replace(/\d\.\d s/, '0.0 s')).toBe(stdout);
  });

  it('has the options that the command has', async () => {
    const namesIn = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g));
    const table = readFileSync(join(root, 'packages/cli/README.md'), 'utf8')
      .split('\n## ')
      .find((section) => section.startsWith('Options'))!;
    const first = table.split('\n').map((line) => line.split('|')[1] ?? '');
    const { stdout } = await runCli('/', ['--help']);
    const helped = stdout.split('\n').map((line) => /^ {2}(.*?) {2}/.exec(line)?.[1] ?? '');
    expect(namesIn(first.join())).toEqual(namesIn(helped.join()));
  });

  it('shows how TypeScript 7 is installed in a version that is supported', () => {
    expect(blockWith('README.md', '--engine native')).toContain(
      `"@typescript/native@${nativeRange}"\n`,
    );
  });

  it('shows a configuration that can be meant', async () => {
    const written = blockWith('README.md', 'satisfies Config');
    const files = { 'ctxvet.config.ts': written, 'src/context.ts': 'export {};' };
    const { config, where } = await loadConfig(projects.make(files));
    const rules = rulesFor(config, where);
    expect(rules.map(({ check, severity }) => `${check.name} ${severity}`).slice(0, 2)).toEqual([
      'ctx-first-param warn',
      'lostcancel error',
    ]);
    expect(rules[1]!.options).toEqual({ throws: 'calls' });
  });
});

describe('the page about graphs', () => {
  it('shows a function with its graph', async () => {
    const cwd = projects.make({ 'src/load.ts': blockWith('docs/graph.md', 'early: boolean)') });
    const args = ['--graph', 'src/load.ts:load', '--format', 'mermaid'];
    expect((await runCli(cwd, args)).stdout).toBe(blockWith('docs/graph.md', 'flowchart TD'));
  });

  it('says what the lines in a box mean', async () => {
    const text = `import type { Context } from '@ctxvet/context';
export async function* f(ctx: Context, list: number[], a = 1): AsyncGenerator<number> {
  using scope = open(ctx);
  for (const each of list) if (each > a) yield each;
  for await (const each of many()) work(each ?? a);
  switch (a) { case 1: process.exit(); }
  class C { static { work(1); } }
  try { await work(1); } catch (err) { throw err; }
}
`;
    const args = ['--graph', 'a.ts:f', '--format', 'mermaid'];
    const { stdout } = await runCli(projects.make({ 'a.ts': text }), args);
    const lines = Array.from(stdout.matchAll(/\["(.*?)"\]/g), ([, box = '']) =>
      box.split('<br>').slice(1),
    ).flat();
    const words = new Set(lines.flatMap((line) => /^(\w+) [^=]/.exec(line)?.[1] ?? []));
    const page = readFileSync(join(root, 'packages/cli/docs/graph.md'), 'utf8');
    expect([...words].filter((word) => !page.includes(`\`${word} `))).toEqual([]);
    expect(words.size).toBeGreaterThan(12);
  });
});

describe('the page about CI', () => {
  it('shows a script that writes a report for GitLab', () => {
    const cwd = projects.make({
      'src/load.ts': blockWith('README.md', 'cached?: string'),
      // Says the same twice.
      'src/nil.ts': nil.replace('undefined as never as Context', 'null!'),
      'scripts/ctxvet-gitlab.mjs': blockWith('docs/ci.md', 'gl-code-quality-report.json'),
    });
    const { status, stderr } = spawnSync(process.execPath, ['scripts/ctxvet-gitlab.mjs'], {
      cwd,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const report = JSON.parse(readFileSync(join(cwd, 'gl-code-quality-report.json'), 'utf8')) as {
      fingerprint: string;
    }[];
    expect(report[0]).toMatchObject({
      check_name: 'ctxvet/lostcancel',
      severity: 'major',
      location: { path: 'src/load.ts', lines: { begin: 4 } },
    });
    expect(new Set(report.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });
});
