/** What users see in their editor as they type, and what it does for them: told by the server that it asks. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openFolder, type Editor, type Tab } from './editor.js';
import { root } from './fixtures.js';

// Below node_modules, so that the packages are found as they are by users.
const cache = join(root, 'node_modules/.cache');
let folder: string;
let editor: Editor;
let tab: Tab;

const config = `import ctxvet from '@ctxvet/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
const typed = { languageOptions: { parser, parserOptions: { projectService: true } } };
export default [{ files: ['**/*.ts'], ...typed }, ctxvet.configs.recommended];
`;
const compilerOptions = { strict: true, module: 'nodenext', target: 'esnext', types: [] };
/** What is on disk all the time: nothing that is typed in these tests is saved. */
const saved = {
  'eslint.config.mjs': config,
  'tsconfig.json': JSON.stringify({ compilerOptions }),
  'main.ts': 'export {};\n',
  'jobs.ts': 'export {};\n',
};

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'ctxvet-editor-'));
  for (const [name, text] of Object.entries(saved)) writeFileSync(join(folder, name), text);
  editor = await openFolder(folder);
  tab = editor.open('main.ts', '');
});
afterEach(() => expect(editor.complaints).toEqual([]));
afterAll(async () => {
  try {
    await editor.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Selects all that the tab holds, and types over it. */
function write(text: string): void {
  tab.type(tab.text(), text);
}

/** The problems as `line: message`, lines from 1; a message up to its first colon or comma. */
async function shown(of: Tab = tab): Promise<string[]> {
  const problems = await of.problems();
  return problems.map(({ range, message }) => {
    const text = typeof message === 'string' ? message : message.value;
    return `${range.start.line + 1}: ${text.split(/[:,]/)[0]!}`;
  });
}

/** Takes what is offered for the first problem under a title that starts so. */
async function takeOffer(title: string): Promise<void> {
  const [first] = await tab.problems();
  const offers = await tab.offers(first!);
  expect(offers.map((offer) => offer.title)).toContainEqual(expect.stringContaining(title));
  await tab.take(offers.find((offer) => offer.title.startsWith(title))!);
}

const lost = `import { withCancel, type Context } from '@ctxvet/context';
export async function run(ctx: Context): Promise<void> {
  /* 🙂 */ const [child, cancel] = withCancel(ctx);
  await child.done();
}
`;
const nils = `import { withCancel } from '@ctxvet/context';
export function run(): void {
  const [, cancel] = withCancel(null);
  const [, stop] = withCancel(undefined);
  cancel();
  stop();
}
`;
const isLost = '3: `cancel` from `withCancel` is not called on every path';

describe('an editor', () => {
  it('underlines what is lost, and links to the page of the rule', async () => {
    write(lost);
    expect(await tab.problems()).toEqual([
      {
        range: { start: { line: 2, character: 25 }, end: { line: 2, character: 31 } },
        message: expect.stringMatching(/^`cancel` from `withCancel` is not called on every path: /),
        severity: 1,
        source: 'eslint',
        code: 'ctxvet/lostcancel',
        codeDescription: {
          href: 'https://github.com/ctxvet/ctxvet/blob/main/rules-docs/lostcancel.md',
        },
      },
    ]);
  });

  it('follows what is typed, key by key', async () => {
    write(lost);
    const call = '\n  using _ = cancel;';
    const answers: Promise<string[]>[] = [];
    for (let at = 0; at < call.length; at++) {
      tab.type(`(ctx);${call.slice(0, at)}`, `(ctx);${call.slice(0, at + 1)}`);
      answers.push(shown());
    }
    const states = await Promise.all(answers);
    expect(states.at(0)).toEqual([isLost]);
    expect(states.at(-1)).toEqual([]);
    tab.type(call, '');
    expect(await shown()).toEqual([isLost]);
  });

  it('shows a syntax error alone, and all else when that is gone', async () => {
    write(lost);
    tab.type('child.done()', 'child.(');
    expect(await shown()).toEqual(['4: Parsing error']);
    tab.type('child.(', 'child.done()');
    expect(await shown()).toEqual([isLost]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('offers suggestions as quick fixes, in a file with %s', async (_, newline) => {
    const text = lost.replaceAll('\n', newline);
    write(text);
    await takeOffer('Add `using _ = cancel`');
    expect(tab.text()).toBe(text.replace('(ctx);', `(ctx);${newline}  using _ = cancel;`));
    expect(await shown()).toEqual([]);
    write(text);
    await takeOffer('Call `cancel` in a `finally`');
    const rest = [
      '  try {',
      '    await child.done();',
      '  } finally {',
      '    cancel();',
      '  }',
      '}',
      '',
    ];
    expect(tab.text().split(newline).slice(3)).toEqual(rest);
    expect(await shown()).toEqual([]);
  });

  it('takes a fix, with the import that it needs', async () => {
    write(nils);
    await takeOffer('Fix this ctxvet/no-nil-context problem');
    expect(tab.text()).toBe(
      nils.replace('withCancel }', 'withCancel, TODO }').replace('null', 'TODO()'),
    );
    expect(await shown()).toEqual([
      '4: `undefined` is passed to `withCancel` in place of a context',
    ]);
  });

  it('fixes all when a file is saved', async () => {
    write(nils);
    await tab.problems();
    const [fix] = await tab.fixesOnSave();
    await tab.take(fix!);
    expect(tab.text()).toBe(
      nils.replace('withCancel }', 'withCancel, TODO }').replaceAll(/null|undefined/g, 'TODO()'),
    );
    expect(await shown()).toEqual([]);
  });

  // What changes on disk alone typescript-eslint does not see: for that the server must be started anew.
  it('sees what other tabs say, without it being saved', async () => {
    write(`import type { Context } from '@ctxvet/context';
import { start } from './jobs.js';
export function run(parent: Context): Context {
  const job = start(parent);
  return job.ctx;
}
`);
    const jobs = editor.open(
      'jobs.ts',
      `import type { CancelFunc, Context } from '@ctxvet/context';
export declare function start(parent: Context): { ctx: Context; cancel: CancelFunc };
`,
    );
    expect(await shown(jobs)).toEqual([]);
    expect(await shown()).toEqual([
      '4: the cancel function in `job` from `start` is not called on every path',
    ]);
    jobs.type('; cancel: CancelFunc', '');
    expect(await shown(jobs)).toEqual([]);
    expect(await shown()).toEqual([]);
  });
});
