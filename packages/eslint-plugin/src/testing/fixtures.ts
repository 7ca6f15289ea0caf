/** Finds the programs in `fixtures/` and lints them with the real ESLint, the plugin configured as a user would. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ESLint, Linter } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import plugin from '../plugin.js';
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
export interface Suggested {
  readonly fixture: Fixture;
  /** Tells it from the others: its number in the file, from 1, and what it says. */
  readonly name: string;
  readonly text: string;
}

/** What becomes of a fixture when the suggestions of its own rule are taken, one at a time. */
export function suggestedFor(fixture: Fixture, result: ESLint.LintResult): Suggested[] {
  return result.messages
    .filter(({ ruleId }) => ruleId === `ctxvet/${fixture.rule}`)
    .flatMap(({ suggestions = [] }) => suggestions)
    .map(({ desc, fix }, i) => {
      const [start, end] = fix.range;
      const text = fixture.text.slice(0, start) + fix.text + fixture.text.slice(end);
      return { fixture, name: `${i + 1}: ${desc}`, text };
    });
}

/** Lints another text in the place of a fixture, with all rules. */
export async function lintInstead(
  ESLintClass: typeof ESLint,
  fixture: Fixture,
  text: string,
): Promise<ESLint.LintResult> {
  const eslint = new ESLintClass({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: configOf(fixture, 'all'),
  });
  const [result] = await eslint.lintText(text, { filePath: fixture.path });
  return result!;
}

/** What an expectation is compared with. A syntax error counts, so that no program is silent by being broken. */
export function foundIn(result: ESLint.LintResult): Found[] {
  return result.messages.map(({ line, message }) => ({ line, message }));
}

function configOf({ rule, path, header }: Fixture, rules: Rules): Linter.Config {
  return {
    files: [`fixtures/${rule}/${basename(path)}`],
    plugins: { ctxvet: plugin },
    ...(isTypeScript(path) && {
      languageOptions: {
        parser,
        parserOptions: { projectService: !header.untyped, tsconfigRootDir: root },
      },
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
