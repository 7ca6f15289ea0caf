/** `check` as a library. */
import { join, relative } from 'node:path';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import { check, type CheckOptions, type Report } from './index.js';
import { lost, makeProjects, nil, runCli, tsconfig } from './testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

describe('check', () => {
  it('gives the report that --format json prints', async () => {
    const cwd = projects.make({ 'src/a.ts': lost, 'src/b.ts': nil });
    const { stdout } = await runCli(cwd, ['--format', 'json']);
    const withoutTime = ({ summary, ...report }: Report) => ({
      ...report,
      summary: { ...summary, seconds: 0 },
    });
    expect(withoutTime(JSON.parse(stdout) as Report)).toEqual(withoutTime(await check({ cwd })));
  });

  it('gives findings as documented', async () => {
    const { findings, summary, problems, version } = await check({
      cwd: projects.make({ 'a.ts': lost }),
    });
    expect({ problems, version }).toEqual({ problems: [], version: 1 });
    expect(summary).toEqual({
      files: 1,
      errors: 1,
      warnings: 0,
      fixable: 0,
      seconds: expect.any(Number) as number,
    });
    expect(findings).toMatchInlineSnapshot(`
      [
        {
          "column": 17,
          "endColumn": 23,
          "endLine": 3,
          "file": "a.ts",
          "fingerprint": "3ad09b09dbda1e860ee883a3b307d0b7",
          "line": 3,
          "message": "\`cancel\` from \`withCancel\` is not called on every path: the return at line 4 leaves it open, and its context stays with the parent until that ends",
          "related": [
            {
              "column": 27,
              "endColumn": 42,
              "endLine": 3,
              "file": "a.ts",
              "line": 3,
              "message": "\`cancel\` is acquired here",
            },
            {
              "column": 7,
              "endColumn": 12,
              "endLine": 4,
              "file": "a.ts",
              "line": 4,
              "message": "\`early\` is true",
            },
            {
              "column": 14,
              "endColumn": 21,
              "endLine": 4,
              "file": "a.ts",
              "line": 4,
              "message": "\`cancel\` is lost here",
            },
          ],
          "rule": "ctxvet/lostcancel",
          "severity": "error",
          "suggestions": [
            {
              "edits": [
                {
                  "range": [
                    162,
                    162,
                  ],
                  "text": "
        using _ = cancel;",
                },
                {
                  "range": [
                    205,
                    217,
                  ],
                  "text": "",
                },
              ],
              "message": "Add \`using _ = cancel\`, which calls it where the block ends",
            },
            {
              "edits": [
                {
                  "range": [
                    162,
                    217,
                  ],
                  "text": "
        try {
          if (early) return;
          console.log(child);
        } finally {
          cancel();
        }",
                },
              ],
              "message": "Call \`cancel\` in a \`finally\` around the rest of the block",
            },
          ],
        },
      ]
    `);
  });

  it('counts no byte order mark, neither in places nor in ranges', async () => {
    const findingsIn = async (text: string) =>
      (await check({ cwd: projects.make({ 'a.ts': text }) })).findings;
    const findings = await findingsIn(`\uFEFF${nil}`);
    expect(findings[0]?.fix).toBeDefined();
    expect(findings).toEqual(await findingsIn(nil));
    const cwd = projects.make({ 'a.ts': '' });
    for (const path of ['a.ts', 'new.ts']) {
      const textWith = (mark: string) => ({ cwd, text: { path, text: mark + nil } });
      const { findings: ofText } = await check(textWith('\uFEFF'));
      expect(ofText).toEqual((await check(textWith(''))).findings);
    }
  });

  it('checks one text with the types of its project', async () => {
    const cwd = projects.make({
      'begin.ts': `import { withCancel, background, type CancelFunc, type Context } from '@ctxvet/context';
export function begin(): [Context, CancelFunc] { return withCancel(background()); }\n`,
      'a.ts': 'export {};',
    });
    const text = "import { begin } from './begin.js';\nbegin();\n";
    const { findings, summary } = await check({ cwd, text: { path: 'a.ts', text } });
    expect(findings).toMatchObject([{ file: 'a.ts', line: 2, rule: 'ctxvet/lostcancel' }]);
    expect(summary.files).toBe(1);
  });

  it('checks one text by its imports where no project has the file', async () => {
    const { findings } = await check({ cwd: '/nowhere', text: { path: 'new.ts', text: lost } });
    expect(findings).toMatchObject([{ file: 'new.ts', line: 3 }]);
  });

  it('takes a configuration instead of the one that it would find', async () => {
    const cwd = projects.make({
      'a.ts': lost,
      'ctxvet.config.json': '{"rules":{"lostcancel":"off"}}',
    });
    expect((await check({ cwd })).findings).toEqual([]);
    expect((await check({ cwd, config: {} })).findings).toHaveLength(1);
  });

  it('takes rules, a preset and exceptions', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    const count = async (options: CheckOptions) =>
      (await check({ cwd, ...options })).findings.length;
    expect(await count({ rules: ['no-nil-context'] })).toBe(0);
    expect(await count({ preset: 'go', throws: 'none' })).toBe(1);
  });

  it('says in the report what it could not check, and rejects what cannot be meant', async () => {
    const cwd = projects.make({ 'tsconfig.json': tsconfig(), 'a.ts': lost, 'b.ts': '{' });
    const report = await check({ cwd, paths: ['a.ts', 'b.ts', 'c.ts'] });
    expect(report.problems).toEqual([
      'c.ts: no such file or folder',
      "b.ts:1:2: syntax error: '}' expected",
    ]);
    expect(report.findings).toHaveLength(1);
    await expect(check({ cwd, rules: ['lost'] })).rejects.toThrow('there is no rule "lost"');
  });

  it.each<[unknown, string]>([
    [null, 'the options of check must be an object'],
    ['src', 'the options of check must be an object'],
    [{ path: 'a.ts' }, 'there is no option "path"; known are cwd, paths, projects, text,'],
    [{ cwd: 1 }, 'option "cwd" must be a path'],
    [{ paths: 'a.ts' }, 'option "paths" must be an array of paths'],
    [{ paths: [''] }, 'option "paths" must be an array of paths'],
    [{ projects: 'tsconfig.json' }, 'option "projects" must be an array of paths'],
    [{ text: { path: 'a.ts' } }, 'option "text" must be an object { path, text } of two strings'],
    [{ rules: { lostcancel: 'off' } }, 'rules with options go into config'],
    [{ cache: 'yes' }, 'option "cache" must be true or false'],
    [{ preset: 1 }, 'there is no preset 1'],
    [{ throws: 1 }, 'option "throws" must be one of evident, calls, none'],
    [{ engine: 'fast' }, 'there is no engine fast; there are typescript, native'],
    [{ config: [] }, 'the configuration must be an object'],
  ])('rejects %j', async (options, expected) => {
    await expect(check(options as CheckOptions)).rejects.toThrow(expected);
  });

  it('takes members that are undefined for none', async () => {
    const none = { paths: undefined, rules: undefined, cache: undefined } as object;
    expect((await check({ cwd: projects.make({ 'a.ts': lost }), ...none })).findings).toHaveLength(
      1,
    );
  });

  it('names files from the folder that it is given', async () => {
    const cwd = projects.make({ 'src/a.ts': lost });
    const { findings } = await check({ cwd: join(cwd, 'src'), projects: ['../tsconfig.json'] });
    expect(findings[0]?.file).toBe('a.ts');
  });

  it.each(['typescript', 'native'] as const)('takes a relative folder: %s', async (engine) => {
    const cwd = relative(process.cwd(), projects.make({ 'src/a.ts': lost }));
    const { findings } = await check({ cwd, engine });
    expect(findings[0]?.file).toBe('src/a.ts');
  });

  it('is typed', () => {
    expectTypeOf(check).returns.resolves.toEqualTypeOf<Report>();
    expectTypeOf<Report['findings'][number]['severity']>().toEqualTypeOf<'warn' | 'error'>();
  });
});
