/** Every suggestion, taken: the program parses, the finding is gone and no other came. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFile, runCheck } from '../../check.js';
import type { Edit, Finding } from '../../report/finding.js';
import { defaultSettings } from '../../syntax/source.js';
import { parseSource } from '../../testing/parse.js';
import { printProgram } from '../../testing/print-program.js';
import { programs } from '../../testing/programs.js';
import { createUncheckedTypes } from '../../types/unchecked.js';
import { lostcancel } from '../lostcancel.js';
import type { Throws } from '../track/track-facts.js';

/** The findings of a program, as if `using` were known to work. */
function findingsIn(text: string, throws: Throws): Finding[] {
  const source = parseSource(text, '/project/src/file.ts');
  const types = {
    ...createUncheckedTypes(source, defaultSettings),
    releaseOf: () => ({ call: true, using: true }),
  };
  return runCheck(openFile(source, types, defaultSettings), lostcancel, { throws });
}

/** What becomes of a text; fails where edits overlap or are out of order. */
function applied(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { range, text: put } of edits) {
    expect(range[0]).toBeGreaterThanOrEqual(at);
    result += text.slice(at, range[0]) + put;
    at = range[1];
  }
  return result + text.slice(at);
}

/** The numbers of the acquisitions that are reported. */
function sitesOf(text: string, findings: readonly Finding[]): string[] {
  return findings.map(({ range }) => /\/\/ #(\d+)$/m.exec(text.slice(range[0]))![1]!);
}

/** What a function becomes by each of the suggestions for its one finding, by message id. */
function suggestedFor(body: string): Record<string, string> {
  const text = `import { withCancel } from '@ctxvet/context';\n${body}`;
  const [finding, ...others] = findingsIn(text, 'evident');
  expect(others).toEqual([]);
  const all = finding!.suggestions.map(({ messageId, edits }) => {
    const changed = applied(text, edits);
    expect(findingsIn(changed, 'evident'), changed).toEqual([]);
    return [messageId, changed.slice(text.indexOf(body))];
  });
  return Object.fromEntries(all) as Record<string, string>;
}

describe('suggestions', () => {
  it('keep the ends of lines and the indentation of the file', () => {
    const body = [
      'async function f(p, load) {',
      '\tconst [c, cancel] = withCancel(p); // first',
      '',
      '\t// then',
      '\tawait load(`',
      'as it was`, c);',
      '}',
    ];
    expect(suggestedFor(body.join('\r\n'))).toEqual({
      addUsing: [...body.slice(0, 2), '\tusing _ = cancel;', ...body.slice(2)].join('\r\n'),
      callInFinally: [
        ...body.slice(0, 2),
        '\ttry {',
        '',
        '\t\t// then',
        '\t\tawait load(`',
        'as it was`, c);',
        '\t} finally {',
        '\t\tcancel();',
        '\t}',
        '}',
      ].join('\r\n'),
    });
  });

  it('take the indentation of the file where the block has none', () => {
    const body =
      'const [c, cancel] = withCancel(p);\nif (x) {\n    cancel();\n}\nelse await load(c);\n';
    expect(suggestedFor(body)).toEqual({
      addUsing: body.replace('\n', '\nusing _ = cancel;\n'),
      callInFinally:
        'const [c, cancel] = withCancel(p);\ntry {\n    if (x) {\n        cancel();\n    }\n    else await load(c);\n} finally {\n    cancel();\n}\n',
    });
  });

  it.each([
    ['an export', 'const [, cancel] = withCancel(p);\nawait load();\nexport const x = 1;'],
    ['one line', 'async function f() { const [, cancel] = withCancel(p); await load(); }'],
    ['nothing else', 'function f() {\n  const [, cancel] = withCancel(p);\n}'],
    [
      'a name that others read',
      'async function f() {\n  const g = () => x;\n  const [, cancel] = withCancel(p);\n  const x = await load();\n  g();\n}',
    ],
    [
      'a class that others read',
      'async function f() {\n  const g = () => new X();\n  const [, cancel] = withCancel(p);\n  await load();\n  class X {}\n  g();\n}',
    ],
    [
      'super()',
      'class A extends B {\n  constructor(x) {\n    const [, cancel] = withCancel(p);\n    if (x) throw x;\n    super();\n    cancel();\n  }\n}',
    ],
  ])('only add `using` where the rest of the block has %s', (_, body) => {
    expect(Object.keys(suggestedFor(body))).toEqual(['addUsing']);
  });

  it.each([
    [
      'an assignment',
      'async function f(c, cancel) {\n  [c, cancel] = withCancel(p);\n  await c;\n}',
    ],
    ['a `var`', 'async function f() {\n  var [c, cancel] = withCancel(p);\n  await x;\n}'],
    [
      'an overwritten `let`',
      'async function f() {\n  let [c, cancel] = withCancel(p);\n  cancel = x;\n}',
    ],
    ['a case', 'switch (x) {\n  case 1:\n    const [c, cancel] = withCancel(p);\n    await x;\n}'],
    ['a parameter', 'function f([c, cancel] = withCancel(p)) {}'],
    ['a default', 'function f() {\n  const [c, cancel] = x ?? withCancel(p);\n}'],
    [
      'another declarator after it',
      'async function f() {\n  const [c, cancel] = withCancel(p), y = await x;\n}',
    ],
    ['a rest element', 'function f() {\n  const [...all] = withCancel(p);\n}'],
    ['an exported declaration', 'export const [c] = withCancel(p);'],
    [
      'a function that is hoisted',
      'async function f() {\n  const [c, cancel] = withCancel(p);\n  await x;\n  go(stop);\n  function stop() { cancel(); }\n}',
    ],
  ])('are not made for %s', (_, body) => {
    expect(suggestedFor(body)).toEqual({});
  });

  it('are not made for functions that take too long to look at', () => {
    const lines = (n: number) =>
      Array.from({ length: n }, (_, i) => `  const [, k${String(i)}] = withCancel(p); await x;`);
    const countIn = (n: number) =>
      findingsIn(
        `import { withCancel } from '@ctxvet/context';\nasync function f(p, x) {\n${lines(n).join('\n')}\n}`,
        'evident',
      ).flatMap(({ suggestions }) => suggestions).length;
    expect(countIn(10)).toBeGreaterThanOrEqual(10);
    expect(countIn(600)).toBe(0);
  });
});

describe('a suggestion that is taken', () => {
  it.each<Throws>(['evident', 'calls', 'none'])(
    'leaves one finding less and none more (throws: %s)',
    (throws) => {
      let count = 0;
      fc.assert(
        fc.property(programs, (program) => {
          const text = printProgram(program);
          const findings = findingsIn(text, throws);
          const before = sitesOf(text, findings);
          findings.forEach(({ suggestions }, i) => {
            for (const { messageId, edits } of suggestions) {
              count++;
              const changed = applied(text, edits);
              const after = sitesOf(changed, findingsIn(changed, throws));
              const rest = before.filter((_, j) => j !== i);
              const name = `${messageId} #${before[i]!} in ${text} gives ${changed}`;
              expect(rest, name).toEqual(expect.arrayContaining(after));
            }
          });
        }),
        { numRuns: 200, seed: 4 },
      );
      expect(count).toBeGreaterThan(50);
    },
    600_000,
  );
});
