/** What is remembered from one program to the next, when files change as in an editor. */
import { describe, expect, it } from 'vitest';
import { lastSpelling } from '../syntax/callee.js';
import { openChecked, type Files } from '../testing/run.js';

const head = `import * as context from '@ctxvet/context';\nimport type { Context } from '@ctxvet/context';\n`;
const main = `import { start } from './jobs.js';\nimport type { Context } from '@ctxvet/context';\ndeclare const p: Context;\nstart(p);`;
const jobs = `import { make } from './base.js';\nexport const start = make;`;
const wrapper = `import { make } from './base.js';\n${head}export const start = (p: Context) => make(p);`;
const pair = `${head}export const make = (p: Context) => context.withCancel(p);`;
const single = `${head}export const make = (p: Context) => context.withValue(p, {}, 1);`;

/** The names of the factories that a file calls, as a check finds them. */
function factoriesIn(text: string, files: Files): string[] {
  const { index, types } = openChecked(text, files);
  return index.of('CallExpression').flatMap((call) => {
    const name = lastSpelling(call.callee);
    if (name === undefined || !types.reaches() || !types.mayBeFactory(name)) return [];
    return types.factory(call) === undefined ? [] : [name];
  });
}

describe('a program after another', () => {
  it.each([
    ['renames', jobs],
    ['wraps', wrapper],
  ])('has its own answers where a file that did not change %s', (_, text) => {
    const files = (base: string) => ({ 'jobs.ts': text, 'base.ts': base });
    expect(factoriesIn(main, files(single))).toEqual([]);
    expect(factoriesIn(main, files(pair))).toEqual(['start']);
    expect(factoriesIn(main, files(single))).toEqual([]);
    expect(factoriesIn(main, files(pair))).toEqual(['start']);
  });

  it('finds names that only the new file makes', () => {
    const user = `import { begin } from './jobs.js';\ndeclare const p: never;\nbegin(p);`;
    expect(factoriesIn(user, { 'jobs.ts': jobs, 'base.ts': pair })).toEqual([]);
    const renamed = jobs.replace('start', 'begin');
    expect(factoriesIn(user, { 'jobs.ts': renamed, 'base.ts': pair })).toEqual(['begin']);
  });

  it('follows an import to the file that has taken the place of another', () => {
    const user = `import { start, p } from './jobs.js';\nstart(p);`;
    const text = `${wrapper}\nexport declare const p: Context;`;
    expect(factoriesIn(user, { 'jobs.ts': text, 'base.ts': pair })).toEqual(['start']);
    expect(factoriesIn(user, { 'jobs.tsx': text, 'base.ts': pair })).toEqual(['start']);
  });
});

describe('what is passed to a function', () => {
  const file = (pass: string) => ({
    'base.ts': pair,
    'pass.ts': `${pass}\nexport type { CancelFunc } from '@ctxvet/context';`,
    'held.ts': `${head}import { pass } from './pass.js';
import { make } from './base.js';
export function held(p: Context) { const pair = make(p); const got = pass(pair); return got; }`,
  });
  const generic = file('export function pass<T>(value: T): T { return value; }');
  const plain = file('export function pass(value: unknown): string { return String(value); }');
  const mayBe = (files: Files): boolean =>
    openChecked(`import { held } from './held.js';\nheld();`, files).types.mayBeFactory('held');

  it('is what a generic function gives back, and no other', () => {
    expect(mayBe(generic)).toBe(true);
    expect(mayBe(plain)).toBe(false);
  });

  it('is so again once a function has become generic', () => {
    expect(mayBe(plain)).toBe(false);
    expect(mayBe(generic)).toBe(true);
  });
});

describe('a program without a context module', () => {
  it('reaches nothing, whatever names it has', () => {
    const text = `declare function withCancel(p: Context): Context;\ninterface Context { done(): void }\nexport const c = withCancel;`;
    const { types } = openChecked(text);
    expect([
      types.reaches(),
      types.mayBeFactory('withCancel'),
      types.mayConcernContext('Context'),
    ]).toEqual([false, false, false]);
  });
});

describe('names that may concern contexts', () => {
  const files = {
    'jobs.ts': `${head}
export type Parent = Context | undefined;
export interface Store { find(ctx: Context, id: string): Promise<string>; size(): number }
export type Work = (inner: Context) => void;
export function each(work: Work): void {}
export const root = context.background();
export const load = (parent: Parent): Promise<void> => Promise.resolve();
export const again = load;
export async function found(store: Store): Promise<string> { const text = await store.find(root, 'a'); return text; }
export const size = (store: Store) => store.size();`,
    'own.ts': `export { sleep as rest } from '@ctxvet/context';`,
  };

  it.each([
    ['.Context', true],
    ['.Parent', true],
    ['.root', true],
    // What takes a context, what renames that, and the runtime's functions under any name.
    ['.find', true],
    ['.load', true],
    ['load', true],
    ['.again', true],
    ['.each', true],
    ['.sleep', true],
    ['.rest', true],
    ['rest', true],
    // What another file calls so is not what this one does.
    ['find', false],
    ['again', false],
    ['root', false],
    // What only calls such a function, and what such a function returns.
    ['.found', false],
    ['text', false],
    ['.size', false],
    ['.Store', false],
  ])('%s: %s', (name, may) => {
    const text = `import { load } from './jobs.js';\nimport { rest } from './own.js';\nload(undefined); rest(undefined as never, 1);`;
    expect(openChecked(text, files).types.mayConcernContext(name)).toBe(may);
  });
});
