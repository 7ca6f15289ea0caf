/** Runs the fixtures: on ESLint 10 and 9, through the compiler, and their fixes against golden files. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ESLint } from 'eslint';
import * as eslint9 from 'eslint9';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixtureFolders, foundIn, lintFixtures, readFixtures, root } from './fixtures.js';
import { typecheck } from './typecheck.js';
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
  beforeAll(async () => {
    results = await lintFixtures(ESLint, fixtures, true);
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
    await expect(output).toMatchFileSnapshot(golden);
  });
});

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
