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
  lintInstead,
  readFixtures,
  root,
  suggestedFor,
  type Fixture,
  type Suggested,
} from './fixtures.js';
import { typecheck, typecheckVariants } from './typecheck.js';
import { diffWants, readWants } from './wants.js';

const fixtures = fixtureFolders().flatMap((rule) => readFixtures(rule));
const nameOf = (fixture: { rule: string; path: string }) =>
  `${fixture.rule}/${basename(fixture.path)}`;
const named = fixtures.map((fixture) => [nameOf(fixture), fixture] as const);

describe.each([
  ['ESLint 10', ESLint],
  ['ESLint 9', eslint9.ESLint as unknown as typeof ESLint],
])('%s', (name, ESLintClass) => {
  let results: Map<string, ESLint.LintResult>;
  beforeAll(async () => {
    results = await lintFixtures(ESLintClass, fixtures);
  }, 120_000);

  it('is the version it is taken for', () => {
    expect(`ESLint ${ESLintClass.version.split('.')[0]!}`).toBe(name);
  });

  it.each(named)('%s has its findings', (_, fixture) => {
    const found = foundIn(results.get(fixture.path)!);
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
  let results: Map<string, ESLint.LintResult>;
  let errors: Map<string, string[]>;
  beforeAll(async () => {
    results = await lintFixtures(ESLint, fixtures, { fix: true });
    const compiled = fixtures.filter(({ header }) => !header.noTypecheck);
    errors = typecheckVariants(
      join(root, 'fixtures/tsconfig.json'),
      compiled.flatMap(({ path }) => {
        const text = results.get(path)?.output;
        return text === undefined ? [] : [{ name: path, path, text }];
      }),
    );
  }, 120_000);

  it.each(named)('%s is fixed as its golden file says', async (_, fixture) => {
    const golden = `${fixture.path}.fixed`;
    const { output, messages } = results.get(fixture.path)!;
    if (output === undefined) {
      expect(existsSync(golden), `${golden} stands for a fix that is not made`).toBe(false);
      return;
    }
    // ESLint repeats until nothing changes, so what is left is what it says of the fixed text.
    expect(messages.filter(({ fatal, fix }) => fatal === true || fix !== undefined)).toEqual([]);
    expect(errors.get(fixture.path) ?? []).toEqual([]);
    await expect(output).toMatchFileSnapshot(golden);
  });
});

/** `<fixture>.suggested` says what changes in the fixture when a suggestion is taken, and nothing else. */
describe('suggestions', () => {
  const versions = [ESLint, eslint9.ESLint as unknown as typeof ESLint];
  let results: Map<string, ESLint.LintResult>[];
  let errors: Map<string, string[]>;
  const suggestedIn = (fixture: Fixture, version = 0) =>
    suggestedFor(fixture, results[version]!.get(fixture.path)!);
  const nameIn = ({ fixture, name }: Suggested) => `${fixture.path} ${name}`;
  beforeAll(async () => {
    results = await Promise.all(
      versions.map((version) => lintFixtures(version, fixtures, { rules: 'all' })),
    );
    errors = typecheckVariants(
      join(root, 'fixtures/tsconfig.json'),
      fixtures
        .filter(({ header }) => !header.noTypecheck)
        .flatMap((fixture) => suggestedIn(fixture))
        .map((each) => ({ name: nameIn(each), path: each.fixture.path, text: each.text })),
    );
  }, 120_000);

  it.each(named)('%s becomes what its golden file says', async (_, fixture) => {
    const golden = `${fixture.path}.suggested`;
    const all = suggestedIn(fixture);
    expect(suggestedIn(fixture, 1)).toEqual(all);
    if (all.length === 0) {
      expect(existsSync(golden), `${golden} stands for suggestions not made`).toBe(false);
      return;
    }
    const parts = all.map(({ name, text }) => [name, ...diffLines(fixture.text, text)].join('\n'));
    await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot(golden);
  });

  it.each(named)('%s compiles with each, and has a finding less', async (_, fixture) => {
    const before = placesOf(fixture.text, results[0]!.get(fixture.path)!);
    for (const each of suggestedIn(fixture)) {
      expect(errors.get(nameIn(each)) ?? [], each.name).toEqual([]);
      const after = placesOf(each.text, await lintInstead(ESLint, fixture, each.text));
      expect(after.length, each.name).toBeLessThan(before.length);
      expect(before, each.name).toEqual(expect.arrayContaining(after));
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
