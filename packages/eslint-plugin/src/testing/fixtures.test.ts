/** Runs the fixtures: on ESLint 10 and 9, through the compiler, and their fixes and suggestions against golden files. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ESLint } from 'eslint';
import * as eslint9 from 'eslint9';
import { beforeAll, describe, expect, it } from 'vitest';
import { diffLines } from './diff.js';
import {
  fixtureFolders,
  foundIn,
  lintFixtures,
  lintSuggested,
  ofOwnRule,
  readFixtures,
  root,
  suggestedFor,
  type Fixture,
} from './fixtures.js';
import { compileVariants, typecheck, type Variants } from './typecheck.js';
import { diffWants, readWants } from './wants.js';

const fixtures = fixtureFolders().flatMap((rule) => readFixtures(rule));
const nameOf = (fixture: { rule: string; path: string }) =>
  `${fixture.rule}/${basename(fixture.path)}`;
const named = fixtures.map((fixture) => [nameOf(fixture), fixture] as const);

const versions = [
  ['ESLint 10', ESLint],
  ['ESLint 9', eslint9.ESLint as unknown as typeof ESLint],
] as const;

/** What each version says of the fixtures, with all rules. */
const results = new Map<string, Map<string, ESLint.LintResult>>();
const resultOf = ({ path }: Fixture, version = 'ESLint 10') => results.get(version)!.get(path)!;

beforeAll(async () => {
  for (const [name, ESLintClass] of versions) {
    results.set(name, await lintFixtures(ESLintClass, fixtures, { rules: 'all' }));
  }
}, 120_000);

describe.each(versions)('%s', (name, ESLintClass) => {
  it('is the version it is taken for', () => {
    expect(`ESLint ${ESLintClass.version.split('.')[0]!}`).toBe(name);
  });

  it.each(named)('%s has its findings', (_, fixture) => {
    const found = foundIn(ofOwnRule(fixture, resultOf(fixture, name)));
    expect(diffWants(readWants(fixture.text), found)).toEqual([]);
  });
});

describe('the compiler', () => {
  const errors = typecheck(join(root, 'fixtures/tsconfig.json'));

  it.each(named.filter(([, { header }]) => !header.noTypecheck))('accepts %s', (_, { path }) => {
    expect(errors.get(path) ?? []).toEqual([]);
  });

  it('finds no error elsewhere', () => {
    const known = new Set(fixtures.map((fixture) => fixture.path));
    expect([...errors].filter(([path]) => !known.has(path))).toEqual([]);
  });
});

describe('fixes', () => {
  let fixed: Map<string, ESLint.LintResult>;
  let variants: Variants;
  beforeAll(async () => {
    fixed = await lintFixtures(ESLint, fixtures, { fix: true });
    variants = compileVariants(
      join(root, 'fixtures/tsconfig.json'),
      fixtures.flatMap(({ path }) => {
        const text = fixed.get(path)?.output;
        return text === undefined ? [] : [{ name: path, path, text }];
      }),
    );
  }, 120_000);

  it.each(named)('%s is fixed as its golden file says', async (_, fixture) => {
    const golden = `${fixture.path}.fixed`;
    const { output, messages } = fixed.get(fixture.path)!;
    if (output === undefined) {
      expect(existsSync(golden), `${golden} stands for a fix that is not made`).toBe(false);
      return;
    }
    // ESLint repeats until nothing changes, so what is left is what it says of the fixed text.
    expect(messages.filter(({ fatal, fix }) => fatal === true || fix !== undefined)).toEqual([]);
    if (!fixture.header.noTypecheck) expect(variants.errorsOf(fixture.path)).toEqual([]);
    await expect(output).toMatchFileSnapshot(golden);
  });
});

/** `<fixture>.suggested` says what changes in the fixture when a suggestion is taken, and nothing else. */
describe('suggestions', () => {
  let variants: Variants;
  const suggestedIn = (fixture: Fixture, version?: string) =>
    suggestedFor(fixture, resultOf(fixture, version));
  beforeAll(() => {
    variants = compileVariants(
      join(root, 'fixtures/tsconfig.json'),
      fixtures.flatMap((fixture) => suggestedIn(fixture)),
    );
  }, 120_000);

  it.each(named)('%s becomes what its golden file says', async (_, fixture) => {
    const golden = `${fixture.path}.suggested`;
    const all = suggestedIn(fixture);
    expect(suggestedIn(fixture, 'ESLint 9')).toEqual(all);
    if (all.length === 0) {
      expect(existsSync(golden), `${golden} stands for suggestions not made`).toBe(false);
      return;
    }
    const parts = all.map(({ title, text }) =>
      [title, ...diffLines(fixture.text, text)].join('\n'),
    );
    await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot(golden);
  });

  it.each(named)('%s compiles with each, and has a finding less', async (_, fixture) => {
    const before = placesOf(fixture.text, resultOf(fixture));
    const all = suggestedIn(fixture);
    const linted = await lintSuggested(ESLint, fixture, all, variants);
    for (const [i, { name, text }] of all.entries()) {
      if (!fixture.header.noTypecheck) expect(variants.errorsOf(name), name).toEqual([]);
      const after = placesOf(text, linted[i]!);
      expect(after.length, name).toBeLessThan(before.length);
      expect(before, name).toEqual(expect.arrayContaining(after));
    }
  });
});

/** Where ESLint says something, by the text of the line: its number and indentation move, and messages name lines. */
function placesOf(text: string, { messages }: ESLint.LintResult): string[] {
  const lines = text.split('\n');
  return messages.map(({ ruleId, line }) => `${ruleId ?? ''} ${lines[line - 1]!.trim()}`);
}

describe('the harness', () => {
  const sample = fixtures.find(({ text }) => /\/\/ want ".*"$/m.test(text))!;
  let found: ReturnType<typeof foundIn>;
  beforeAll(async () => {
    found = foundIn((await lintFixtures(ESLint, [sample])).get(sample.path)!);
  }, 120_000);

  it('fails on a finding that nobody wants', () => {
    const silenced = sample.text.replace(/\/\/ want ".*"$/m, '');
    expect(diffWants(readWants(silenced), found).join('\n')).toMatch(/^line \d+: \+ found/);
  });

  it('fails on a want that nothing meets', () => {
    const overdone = sample.text.replace(/\/\/ want ".*"$/m, '$& "no rule says this"');
    expect(diffWants(readWants(overdone), found).join('\n')).toMatch(/^line \d+: - wanted/);
  });
});
