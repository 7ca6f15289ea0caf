/** Reads the rule pages, and lints the programs in them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import type { ESLint } from 'eslint';
import plugin from '../plugin.js';
import { root } from './fixtures.js';
import { readHeader } from './wants.js';

/** The headings of a page, in their order. */
export const headings: readonly string[] = [
  'What it finds',
  'Why it matters',
  'Incorrect',
  'Correct',
  'Options',
  'What it does not find',
  'When not to use it',
  'Related',
];

/** A rule page. */
export interface Page {
  readonly rule: string;
  /** From the top to the first heading of the second level. */
  readonly intro: string;
  /** The texts under the headings of the second level, in order. */
  readonly sections: ReadonlyMap<string, string>;
}

/** A fenced program of a page. */
export interface Block {
  readonly language: string;
  readonly code: string;
}

/** The rules that have a page, by name. */
export function pageNames(): string[] {
  return readdirSync(join(root, 'rules-docs'))
    .map((name) => name.replace(/\.md$/, ''))
    .sort();
}

/** Reads one page. */
export function readPage(rule: string): Page {
  const text = readFileSync(join(root, `rules-docs/${rule}.md`), 'utf8');
  const [intro, ...rest] = text.split(/^## /m);
  const sections = rest.map((section) => {
    const end = section.indexOf('\n');
    return [section.slice(0, end).trim(), section.slice(end + 1)] as const;
  });
  return { rule, intro: intro!, sections: new Map(sections) };
}

/** The programs of a section: its blocks of `ts`, `tsx`, `js` or `jsx`. */
export function blocksOf(section: string): Block[] {
  return [...section.matchAll(/^```([jt]sx?)\n([^]*?)^```$/gm)].map((match) => ({
    language: match[1]!,
    code: match[2]!,
  }));
}

/**
 * Lints a program with one rule, as a file that lies in `fixtures/`. A first line `// options: {…}` gives
 * the rule's options, as in fixtures.
 */
export async function lintBlock(
  ESLintClass: typeof ESLint,
  rule: string,
  { language, code }: Block,
): Promise<ESLint.LintResult> {
  const { options } = readHeader(code);
  const isTyped = language.startsWith('ts');
  const eslint = new ESLintClass({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['fixtures/page.*'],
      plugins: { ctxvet: plugin },
      ...(isTyped && {
        languageOptions: {
          parser,
          parserOptions: {
            projectService: {
              allowDefaultProject: ['fixtures/page.*'],
              defaultProject: 'fixtures/tsconfig.json',
            },
            tsconfigRootDir: root,
          },
        },
      }),
      rules: { [`ctxvet/${rule}`]: options === undefined ? 'error' : ['error', options] },
    },
  });
  const [result] = await eslint.lintText(code, {
    filePath: join(root, `fixtures/page.${language}`),
  });
  return result!;
}
