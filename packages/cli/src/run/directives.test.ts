/** Comments switch off here what they switch off in ESLint. */
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import plugin from '../../../eslint-plugin/dist/index.js';
import { check } from '../check.js';

const head = `import { withCancel, withValue, type Context } from '@ctxvet/context';
declare const p: Context;
`;
const lose = 'withCancel(p);';

/** The lines of the findings, and the rules. */
async function byCommand(text: string): Promise<string[]> {
  const { findings } = await check({
    cwd: '/nowhere',
    text: { path: 'a.ts', text },
    config: {},
  });
  return findings.map(({ line, rule }) => `${String(line)} ${rule}`);
}

async function byPlugin(text: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: '/nowhere',
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser } },
      { linterOptions: { reportUnusedDisableDirectives: 'off' } },
      plugin.configs.recommended,
    ],
  });
  const [result] = await eslint.lintText(text, { filePath: '/nowhere/a.ts' });
  // Of comments that cannot be meant it says so at the comment.
  return result!.messages
    .filter(({ ruleId, message }) => ruleId !== null && !message.startsWith('Definition for rule'))
    .map(({ line, ruleId }) => `${String(line)} ${ruleId!}`);
}

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
  ['a text in a string', `'eslint-disable-next-line ctxvet/lostcancel';\n${lose}`, 1],
])('a comment for %s', (_, text, count) => {
  it('counts as in ESLint', async () => {
    const found = await byCommand(head + text);
    expect(found).toHaveLength(count);
    expect(found).toEqual(await byPlugin(head + text));
  });
});
