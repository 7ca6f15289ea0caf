/** Finds the programs in `fixtures/` and lints them with the real ESLint, the plugin configured as a user would. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ESLint, Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import plugin from '../plugin.js';
import type { Variant, Variants } from './typecheck.js';
import { readHeader, type Found, type Header } from './wants.js';

/** The top of the code base. */
export const root: string = join(import.meta.dirname, '../../../..');

/** One program of a rule's folder. */
export interface Fixture {
  /** The rule whose folder it stands in. */
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  readonly header: Header;
}

/** The rules that have a folder of fixtures, by name. */
export function fixtureFolders(folder: string = join(root, 'fixtures')): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'sample-service')
    .map((entry) => entry.name)
    .sort();
}

/** The programs of one rule's folder. */
export function readFixtures(rule: string, folder: string = join(root, 'fixtures')): Fixture[] {
  return readdirSync(join(folder, rule))
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
    .sort()
    .map((name) => {
      const path = join(folder, rule, name);
      const text = readFileSync(path, 'utf8');
      return { rule, path, text, header: readHeader(text) };
    });
}

/** Which rules a fixture is linted with: its folder's own alone, or the others of the recommended config too. */
type Rules = 'own' | 'all';

/**
 * Lints all of them in one run, and gives ESLint's results by path. `fix` applies autofixes to the output, not to the
 * files.
 */
export async function lintFixtures(
  ESLintClass: typeof ESLint,
  fixtures: readonly Fixture[],
  { fix = false, rules = 'own' }: { fix?: boolean; rules?: Rules } = {},
): Promise<Map<string, ESLint.LintResult>> {
  const eslint = new ESLintClass({
    cwd: root,
    fix,
    overrideConfigFile: true,
    overrideConfig: fixtures.map((fixture) => configOf(fixture, rules)),
  });
  const results = await eslint.lintFiles(fixtures.map((fixture) => fixture.path));
  return new Map(results.map((result) => [result.filePath, result]));
}

/** A text that a fixture becomes when one suggestion is taken. */
export interface Suggested extends Variant {
  /** Its number in the file, from 1, and what it says. */
  readonly title: string;
}

/** What becomes of a fixture when the suggestions of its own rule are taken, one at a time. */
export function suggestedFor(fixture: Fixture, result: ESLint.LintResult): Suggested[] {
  return ofOwnRule(fixture, result)
    .messages.flatMap(({ suggestions = [] }) => suggestions)
    .map(({ desc, fix }, i) => {
      const [start, end] = fix.range;
      const text = fixture.text.slice(0, start) + fix.text + fixture.text.slice(end);
      const title = `${i + 1}: ${desc}`;
      return { path: fixture.path, name: `${fixture.path} ${title}`, title, text };
    });
}

/** Without what is said of the fixture by other rules than its own. What ESLint itself says stays. */
export function ofOwnRule({ rule }: Fixture, result: ESLint.LintResult): ESLint.LintResult {
  const messages = result.messages.filter(
    ({ ruleId }) => ruleId === null || ruleId === `ctxvet/${rule}`,
  );
  return { ...result, messages };
}

/** Lints the texts that a fixture becomes, with all rules, as the neighbours of it that `variants` compiled. */
export async function lintSuggested(
  ESLintClass: typeof ESLint,
  fixture: Fixture,
  suggested: readonly Suggested[],
  variants: Variants,
): Promise<ESLint.LintResult[]> {
  const eslint = new ESLintClass({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: {
      ...configOf(fixture, 'all', { programs: [variants.program] }),
      files: [`fixtures/${fixture.rule}/*.variant*.*`],
    },
  });
  const results: ESLint.LintResult[] = [];
  for (const { name, text } of suggested) {
    results.push(...(await eslint.lintText(text, { filePath: variants.pathOf(name) })));
  }
  return results;
}

/** What an expectation is compared with. A syntax error counts, so that no program is silent by being broken. */
export function foundIn(result: ESLint.LintResult): Found[] {
  return result.messages.map(({ line, message }) => ({ line, message }));
}

function configOf(
  { rule, path, header }: Fixture,
  rules: Rules,
  types: Linter.ParserOptions = { projectService: true, tsconfigRootDir: root },
): Linter.Config {
  return {
    files: [`fixtures/${rule}/${basename(path)}`],
    plugins: { ctxvet: plugin },
    ...(isTypeScript(path) && {
      languageOptions: { parser, parserOptions: header.untyped ? {} : types },
    }),
    settings: header.settings === undefined ? {} : { ctxvet: header.settings },
    rules: {
      ...(rules === 'all' && plugin.configs.recommended.rules),
      [`ctxvet/${rule}`]: header.options === undefined ? 'error' : ['error', header.options],
    },
  };
}

function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}
