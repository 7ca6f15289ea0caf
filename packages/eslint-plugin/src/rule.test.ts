/** What `buildRule` makes of any check, shown on a made-up one that reports each identifier named `bad`. */
import type { Check } from '@ctxvet/analysis';
import { RuleTester } from '@typescript-eslint/rule-tester';
import { TSESLint } from '@typescript-eslint/utils';
import { afterAll, describe, expect, it } from 'vitest';
import { buildRule } from './rule.js';

interface Options {
  readonly word: string;
}

let runs = 0;
const seen = new Set<unknown>();
const check: Check<Options> = {
  name: 'no-bad',
  docs: { summary: 'demand good names', type: 'problem', presets: { recommended: {} } },
  messages: { bad: '`{{name}}` is bad', improve: 'Call it `{{name}}`' },
  fixable: true,
  hasSuggestions: true,
  schema: { type: 'object', additionalProperties: false, properties: { word: { type: 'string' } } },
  defaults: { word: 'bad' },
  run({ index, options, types }) {
    runs++;
    seen.add(index).add(types);
    return index
      .of('Identifier')
      .filter((node) => node.name === options.word)
      .map((node) => ({
        check: 'no-bad',
        messageId: 'bad',
        data: { name: node.name },
        range: node.range,
        related: [],
        fix: [{ range: node.range, text: 'good' }],
        suggestions: [
          {
            messageId: 'improve',
            data: { name: 'fine' },
            edits: [{ range: node.range, text: 'fine' }],
          },
        ],
      }));
  },
};

const rule = buildRule(check);
const other = buildRule({ ...check, name: 'no-bad-either' });

// `reaches()` asks for a name of a context module before any check runs.
const head = "import { withCancel } from '@ctxvet/context'; void withCancel;\n";

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

// The tester may bring typescript-eslint types of another version than ours.
new RuleTester().run('no-bad', rule as never, {
  valid: [
    `${head}good;`,
    { code: `${head}bad;`, options: [{ word: 'worse' }] },
    { name: 'a file that cannot reach a context module', code: 'bad;' },
  ],
  invalid: [
    {
      code: `${head}bad;`,
      output: `${head}good;`,
      errors: [
        {
          messageId: 'bad',
          data: { name: 'bad' },
          line: 2,
          column: 1,
          endLine: 2,
          endColumn: 4,
          suggestions: [{ messageId: 'improve', data: { name: 'fine' }, output: `${head}fine;` }],
        },
      ],
    },
    {
      name: 'options that are left out have their defaults',
      code: `${head}bad;`,
      output: `${head}good;`,
      options: [{}],
      errors: [
        { messageId: 'bad', suggestions: [{ messageId: 'improve', output: `${head}fine;` }] },
      ],
    },
  ],
});

describe('a rule', () => {
  it('has the metadata of its check', () => {
    expect(rule.meta).toMatchObject({
      type: 'problem',
      docs: {
        description: 'demand good names',
        recommended: true,
        url: 'https://github.com/ctxvet/ctxvet/blob/main/rules-docs/no-bad.md',
      },
      fixable: 'code',
      hasSuggestions: true,
      defaultOptions: [{ word: 'bad' }],
    });
  });

  it('shares one analysis of a file with all other rules', () => {
    runs = 0;
    seen.clear();
    new TSESLint.Linter().verify(`${head}bad;`, {
      plugins: { made: { rules: { 'no-bad': rule, 'no-bad-either': other } } },
      rules: { 'made/no-bad': 'error', 'made/no-bad-either': 'error' },
    });
    expect(runs).toBe(2);
    expect(seen.size).toBe(2);
  });
});
