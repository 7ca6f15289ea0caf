/** Components, whose parsers give rules the script with more around it: what is found, and that no edit reaches out of the script. */
import { ESLint } from 'eslint';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as astro from 'astro-eslint-parser';
import * as svelte from 'svelte-eslint-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as vue from 'vue-eslint-parser';
import plugin from '../plugin.js';
import { root } from './fixtures.js';

const parsers = { vue, svelte, astro };
type Language = keyof typeof parsers;
const languages = Object.keys(parsers) as Language[];

// Below node_modules, so that the packages are found as they are by users.
const cache = join(root, 'node_modules/.cache');
let folder: string;

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'ctxvet-components-'));
  const compilerOptions = { strict: true, module: 'nodenext', target: 'esnext', types: [] };
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*'] }));
  // What a program includes is settled when it is made.
  for (const language of languages) write(`file.${language}`, '');
  write(
    'load.ts',
    `import type { Context } from '@ctxvet/context';
export declare function load(ctx: Context, id: string): Promise<string>;
`,
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A component with this script, and a template. */
function component(language: Language, script: string, template = '<p>it</p>'): string {
  switch (language) {
    case 'vue':
      return `<script setup lang="ts">\n${script}</script>\n<template>${template}</template>\n`;
    case 'svelte':
      return `<script lang="ts">\n${script}</script>\n${template}\n`;
    case 'astro':
      return `---\n${script}---\n${template}\n`;
  }
}

async function lint(language: Language, text: string) {
  const path = write(`file.${language}`, text);
  const parserOptions = {
    parser: '@typescript-eslint/parser',
    project: join(folder, 'tsconfig.json'),
    extraFileExtensions: languages.map((each) => `.${each}`),
  };
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: [`**/*.${language}`],
        languageOptions: { parser: parsers[language], parserOptions },
      },
      { files: [`**/*.${language}`], ...plugin.configs.recommended },
    ],
    fix: true,
  });
  const [result] = await eslint.lintFiles([path]);
  return result!;
}

/** The findings that no fix mended, as `line: rule`, and what they suggest. */
async function findingsIn(language: Language, text: string) {
  const { messages } = await lint(language, text);
  return messages.map(({ line, ruleId, message, suggestions = [] }) => ({
    at: `${line}: ${ruleId?.slice('ctxvet/'.length) ?? message}`,
    suggests: suggestions.map(
      ({ fix }) => text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]),
    ),
  }));
}

describe.each(languages)('in a component of %s', (language) => {
  it('functions of the script lose what they lose elsewhere', async () => {
    const [found, ...others] = await findingsIn(
      language,
      component(
        language,
        `import { withTimeout, background } from '@ctxvet/context';
import { load } from './load.js';
async function refresh() {
  const [ctx, cancel] = withTimeout(background(), 500);
  await load(ctx, 'it');
  cancel();
}
void refresh();
`,
      ),
    );
    expect(found?.at).toBe('5: lostcancel');
    expect(found?.suggests[0]).toContain('\n  using _ = cancel;\n  await load');
    expect(others).toEqual([]);
  });

  it('types of other files are known', async () => {
    const { output, messages } = await lint(
      language,
      component(
        language,
        `import * as context from '@ctxvet/context';
import { load } from './load.js';
void load(null!, 'it');
`,
      ),
    );
    expect(messages).toEqual([]);
    expect(output).toContain("\nvoid load(context.TODO(), 'it');\n");
  });

  it('a key for all instances is not suggested where each would make its own', async () => {
    const text = component(
      language,
      `import { withValue, background } from '@ctxvet/context';
export const ctx = withValue(background(), Symbol.for('user'), 'ada');
`,
    );
    expect(await findingsIn(language, text)).toEqual([
      { at: '3: string-key-in-WithValue', suggests: [] },
    ]);
  });
});

const module = `import { withCancel, background } from '@ctxvet/context';
import { load } from './load.js';
const [ctx, stop] = withCancel(background());
void load(ctx, 'it');
`;

describe('what the script of a component declares at its top', () => {
  it.each<[Language, string]>([
    ['vue', '<button @click="stop">stop</button>'],
    ['vue', '<button @click="stop()">stop</button>'],
    ['vue', '<stop-button :stop />'],
    ['svelte', '<button on:click={stop}>stop</button>'],
    ['astro', '<Stop stop={stop} />'],
  ])('is held where the template of %s has it: %s', async (language, template) => {
    expect(await findingsIn(language, component(language, module, template))).toEqual([]);
  });

  it('is lost where nobody has it, and nothing is suggested, for the template goes on', async () => {
    expect(await findingsIn('vue', component('vue', module))).toEqual([
      { at: '4: lostcancel', suggests: [] },
    ]);
    expect(await findingsIn('astro', component('astro', module))).toEqual([
      { at: '4: lostcancel', suggests: [] },
    ]);
  });
});
