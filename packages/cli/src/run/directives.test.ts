/** Comments switch off here what they switch off in ESLint. */
import { checks } from '@ctxvet/analysis';
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { afterAll, describe, expect, it } from 'vitest';
import type { Log } from 'sarif';
import plugin from '../../../eslint-plugin/dist/index.js';
import { check } from '../check.js';
import { good, makeProjects, runCli } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const head = `import { withCancel, withValue, type Context } from '@ctxvet/context';
declare const p: Context;
`;
const lose = 'withCancel(p);';
const off = '// eslint-disable-next-line ctxvet/lostcancel';

/** The lines of the findings, and the rules. */
async function byCommand(text: string): Promise<string[]> {
  const { findings } = await check({
    cwd: '/nowhere',
    text: { path: 'a.ts', text },
    config: {},
    reportUnusedDisableDirectives: true,
  });
  return findings.map(({ line, rule, message }) =>
    rule.startsWith('ctxvet/')
      ? `${String(line)} ${rule}`
      : `${String(line)} unused ${/ctxvet\/[\w-]+/.exec(message)![0]}`,
  );
}

async function byPlugin(text: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: '/nowhere',
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser } },
      { linterOptions: { reportUnusedDisableDirectives: 'error' } },
      plugin.configs.recommended,
    ],
  });
  const [result] = await eslint.lintText(text, { filePath: '/nowhere/a.ts' });
  return result!.messages.flatMap(({ line, ruleId, message }) => {
    // Of comments that cannot be meant it says so at the comment.
    if (ruleId !== null) {
      return message.startsWith('Definition for rule') ? [] : [`${String(line)} ${ruleId}`];
    }
    if (!message.startsWith('Unused eslint-disable')) return [];
    const names = message.match(/ctxvet\/[\w-]+/g) ?? [];
    return names.filter((name) => known.has(name)).map((name) => `${String(line)} unused ${name}`);
  });
}

const known = new Set(checks.map(({ name }) => `ctxvet/${name}`));

describe.each([
  ['nothing', lose, 1],
  ['the next line', `// eslint-disable-next-line ctxvet/lostcancel\n${lose}\n${lose}`, 1],
  [
    'the next line, of another rule',
    `// eslint-disable-next-line ctxvet/no-nil-context\n${lose}`,
    1,
  ],
  [
    'the next line, of several rules',
    `// eslint-disable-next-line no-x, ctxvet/lostcancel\n${lose}`,
    0,
  ],
  [
    'the next line, with a reason',
    `// eslint-disable-next-line ctxvet/lostcancel -- ends with p\n${lose}`,
    0,
  ],
  ['the next line, by a block', `/* eslint-disable-next-line\n  ctxvet/lostcancel */\n${lose}`, 0],
  ['all of the next line', `// eslint-disable-next-line\n${lose}`, 0],
  ['this line', `${lose} // eslint-disable-line ctxvet/lostcancel\n${lose}`, 1],
  [
    'this line, by a block of several lines',
    `${lose} /* eslint-disable-line\nctxvet/lostcancel */`,
    1,
  ],
  ['the rest of the file', `${lose}\n/* eslint-disable ctxvet/lostcancel */\n${lose}\n${lose}`, 1],
  ['everything', `/* eslint-disable */\n${lose}\nwithValue(p, 'a', 1);`, 0],
  [
    'a part of the file',
    `/* eslint-disable ctxvet/lostcancel */ ${lose}\n/* eslint-enable ctxvet/lostcancel */ ${lose}`,
    1,
  ],
  [
    'a part, ended for all',
    `/* eslint-disable ctxvet/lostcancel */ ${lose}\n/* eslint-enable */ ${lose}`,
    1,
  ],
  [
    'all but one',
    `/* eslint-disable */\n/* eslint-enable ctxvet/lostcancel */ ${lose}\nwithValue(p, 'a', 1);`,
    1,
  ],
  [
    'a part, not ended for another',
    `/* eslint-disable ctxvet/lostcancel */\n/* eslint-enable no-x */ ${lose}`,
    0,
  ],
  ['a line comment, which disables nothing', `// eslint-disable ctxvet/lostcancel\n${lose}`, 1],
  ['a word that is no directive', `/* eslint-disabled ctxvet/lostcancel */\n${lose}`, 1],
  ['a rule that is none', `/* eslint-disable ctxvet/lost */\n${lose}`, 1],
  ['a finding, and one for nothing below it', `${off}\n${lose}\n${off}`, 0],
  ['a finding, twice', `/* eslint-disable ctxvet/lostcancel */\n${off}\n${lose}`, 0],
  [
    'the rest of the file, twice',
    '/* eslint-disable ctxvet/lostcancel */\n/* eslint-disable ctxvet/lostcancel */\n' + lose,
    0,
  ],
  ['two rules, of which one finds nothing', `${off}, ctxvet/no-nil-context\n${lose}`, 0],
  ['two rules, of which none finds anything', `${off}, ctxvet/no-nil-context`, 0],
  ['a line, by two comments', `${off}\n${lose} // eslint-disable-line ctxvet/lostcancel`, 0],
  [
    'a part in which nothing is',
    `/* eslint-disable ctxvet/lostcancel */\n/* eslint-enable ctxvet/lostcancel */\n${lose}`,
    1,
  ],
  ['everything, for nothing', '/* eslint-disable */', 0],
  ['a text in a string', `'eslint-disable-next-line ctxvet/lostcancel';\n${lose}`, 1],
])('a comment for %s', (_, text, count) => {
  it('counts as in ESLint', async () => {
    const found = await byCommand(head + text);
    expect(found.filter((each) => !each.includes('unused'))).toHaveLength(count);
    expect(found).toEqual(await byPlugin(head + text));
  });
});

describe('--report-unused-disable-directives', () => {
  const needless = `// eslint-disable-next-line ctxvet/lostcancel, no-x -- why\n${good}`;

  it('makes comments that hide nothing errors, and nothing is said of them without it', async () => {
    const cwd = projects.make({ 'a.ts': needless });
    expect(await runCli(cwd, ['--format', 'stylish'])).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await runCli(cwd, [
      '--report-unused-disable-directives',
      '--format',
      'stylish',
    ]);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `a.ts
  1:1  error    The comment disables \`ctxvet/lostcancel\`, which finds nothing there  unused-disable-directive

1 file, 1 finding (1 error, 0 warnings), 0.0 s
`,
    });
  });

  it.each([
    [['--engine', 'native']],
    [['--fix']],
    // The first run has kept its result.
    [[]],
  ])('says the same with %j', async (more) => {
    const cwd = projects.make({ 'a.ts': needless });
    const args = ['--report-unused-disable-directives'];
    const first = await runCli(cwd, args);
    expect(first.stdout).toContain('unused-disable-directive');
    expect(await runCli(cwd, [...args, ...more])).toEqual(first);
  });

  it('is a result of no rule in SARIF', async () => {
    const cwd = projects.make({ 'a.ts': needless });
    const args = ['--report-unused-disable-directives', '--format', 'sarif'];
    const { runs } = JSON.parse((await runCli(cwd, args)).stdout) as Log;
    expect(runs[0]!.results).toMatchObject([{ ruleId: 'unused-disable-directive' }]);
    expect(runs[0]!.results![0]).not.toHaveProperty('ruleIndex');
  });

  it('judges the rules that run', async () => {
    const cwd = projects.make({ 'a.ts': needless });
    const args = ['--report-unused-disable-directives', '--rule', 'no-nil-context'];
    expect((await runCli(cwd, args)).code).toBe(0);
  });
});
