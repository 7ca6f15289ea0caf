/** What `buildRule` makes of any check, shown on a made-up one that reports each identifier named `bad`. */
import type { Check } from '@ctxvet/analysis';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
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

function lint(text: string, options: object[] = [], settings: Record<string, unknown> = {}) {
  return new Linter().verify(text, {
    plugins: { made: { rules: { 'no-bad': rule, 'no-bad-either': other } } },
    rules: { 'made/no-bad': ['error', ...options], 'made/no-bad-either': 'error' },
    settings,
  });
}

// `reaches()` asks for a name of a context module before any check runs.
const head = "import { withCancel } from '@ctxvet/context'; void withCancel;\n";

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

  it('reports message, place, fix and suggestions of a finding', () => {
    const [message] = lint(`${head}bad;`);
    expect(message).toMatchObject({
      ruleId: 'made/no-bad',
      message: '`bad` is bad',
      messageId: 'bad',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 4,
      fix: { text: 'good' },
      suggestions: [{ desc: 'Call it `fine`', fix: { text: 'fine' } }],
    });
  });

  it('takes options, and the default of what they leave out', () => {
    expect(
      lint(`${head}bad; worse;`, [{ word: 'worse' }]).map(({ line, column }) => [line, column]),
    ).toEqual([
      [2, 1],
      [2, 6],
    ]);
    expect(lint(`${head}bad;`, [{}])).toHaveLength(2);
  });

  it("leaves an unknown option to ESLint's own message", () => {
    expect(() => lint(`${head}bad;`, [{ wrod: 'bad' }])).toThrow(/Unexpected property "wrod"/);
  });

  it('shares one analysis of a file with all other rules', () => {
    runs = 0;
    seen.clear();
    lint(`${head}bad;`);
    expect(runs).toBe(2);
    expect(seen.size).toBe(2);
  });
});
