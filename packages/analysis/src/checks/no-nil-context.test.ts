import { describe, expect, it } from 'vitest';
import { runCheck } from '../check.js';
import {
  askedOf,
  findingsOf,
  fixedBy,
  openChecked,
  openUnchecked,
  type Files,
} from '../testing/run.js';
import { noNilContext } from './no-nil-context.js';

const head = `import * as context from '@ctxvet/context';\nimport type { Context } from '@ctxvet/context';\n`;
const files: Files = {
  'jobs.ts': `${head}export function load(ctx: Context | undefined, id: string): void {}`,
};

describe('no-nil-context', () => {
  it('finds what the file says with a checker and without', () => {
    const text = `${head}
context.withCancel(null);
const a: Context = undefined!;
const make = (): Context => cond ? a : null;
make(undefined);
`;
    const found = ['4: nilArgument', '5: nilAssigned', '6: nilReturned'];
    expect(findingsOf(openChecked(text), noNilContext)).toEqual(found);
    expect(findingsOf(openUnchecked(text), noNilContext)).toEqual(found);
  });

  it('finds with a checker alone what other files declare, and what may be nil', () => {
    const text = `import { load } from './jobs.js';
import type { Context } from '@ctxvet/context';
load(undefined, 'a');
export const run = (ctx?: Context) => load(ctx, 'a');
`;
    const found = ['3: nilArgument', '4: nilableArgument'];
    expect(findingsOf(openChecked(text, files), noNilContext)).toEqual(found);
    expect(findingsOf(openUnchecked(text), noNilContext)).toEqual([]);
  });

  it('takes comments of JavaScript at their word, where the code says nil', () => {
    const text = `/** @typedef {import('@ctxvet/context').Context} Context */
/** @type {(ctx: Context) => void} */
const take = (ctx) => void ctx;
/** @returns {Context | undefined} */
function find() { return undefined; }
const found = find();
if (found) take(found);
take(found);
/** @param {Context | null} ctx */
export function given(ctx = null) { return ctx && take(ctx); }
`;
    expect(findingsOf(openChecked(text, {}, {}, 'file.js'), noNilContext)).toEqual([
      '8: nilableArgument',
    ]);
  });

  it('reads the comments of JavaScript, where there is a checker', () => {
    const text = `import { background } from '@ctxvet/context';
/** @typedef {import('@ctxvet/context').Context} Context */
/** @returns {Context} */
export function make() { return null; }
/** @returns {Promise<Context>} */
export async function later() { return undefined; }
export class A {
  /** @returns {Generator<Context>} */
  *each() { yield null; }
  /** @returns {Context | null} */
  perhaps() { return null; }
}
/** @type {Context[]} */
export const contexts = [background(), null];
/** @type {(Context | null)[]} */
export const others = [background(), null];
export function bare() { return null; }
/** @returns {Context} */
export const arrow = () => null;
`;
    expect(new Set(findingsOf(openChecked(text, {}, {}, 'file.js'), noNilContext))).toEqual(
      new Set([
        '4: nilReturned',
        '6: nilReturned',
        '9: nilYielded',
        '14: nilAssigned',
        '19: nilReturned',
      ]),
    );
    expect(findingsOf(openUnchecked(text), noNilContext)).toEqual([]);
  });

  it('reads the comments of JavaScript at what is declared as nil', () => {
    const text = `import { background } from '@ctxvet/context';
/** @typedef {import('@ctxvet/context').Context} Context */
/** @type {Context} */
let current = null;
/** @type {Context} */
export const either = current ? background() : null;
/** @type {Context} */
export const root = undefined;
/** @type {Context | null} */
let perhaps = null;
/** @type {string} */
let name = null;
export class A {
  /** @type {Context} */
  parent = null;
  /** @type {Context | undefined} */
  child = undefined;
  /** @type {Context} */
  static root = undefined;
}
/** @param {Context} ctx */
export function step(ctx = null) { return ctx; }
/** @param {Context | null} [ctx] */
export function take(ctx = null) { return ctx; }
export function bare(ctx = null) { return ctx; }
export function set() { current = perhaps = name = background(); }
`;
    expect(new Set(findingsOf(openChecked(text, {}, {}, 'file.js'), noNilContext))).toEqual(
      new Set(['4', '6', '8', '15', '19', '22'].map((line) => `${line}: nilAssigned`)),
    );
    expect(findingsOf(openUnchecked(text), noNilContext)).toEqual([]);
  });

  it('reads the assertions of JavaScript, where there is a checker', () => {
    const text = `import { withCancel } from '@ctxvet/context';
/** @typedef {import('@ctxvet/context').Context} Context */
/** @param {Context} [found] */
export function start(found) {
  withCancel(/** @type {Context} */ (found));
  withCancel(/** @type {any} */ (found));
  withCancel((found));
}`;
    const checked = openChecked(text, {}, {}, 'file.js');
    expect(findingsOf(checked, noNilContext)).toEqual(['7: nilableArgument']);
  });

  it('finds what is returned for a type of another file', () => {
    const text = `import type { Later, Make, Source } from './made.js';
export const later: Later = async () => null!;
export const make: Make = () => { return undefined! };
export const source: Source = { make: () => null!, perhaps: () => null };`;
    const made = {
      'made.ts': `${head}export type Make = () => Context; export type Later = () => Promise<Context>;
export interface Source { make: Make; perhaps(): Context | null }`,
    };
    const found = new Set(['2: nilReturned', '3: nilReturned', '4: nilReturned']);
    expect(new Set(findingsOf(openChecked(text, made), noNilContext))).toEqual(found);
    expect(findingsOf(openUnchecked(text), noNilContext)).toEqual([]);
  });

  it('takes what is under an index for nil where the compiler does', () => {
    const text = `${head}declare const all: Context[], named: Record<string, Context>, key: string;
declare function run(ctx?: Context): void;
run(all[0]); run(named[key]);
if (all[1]) run(all[1]);
run(all[2] ?? context.TODO());
for (const each of all) run(each);
all[3] = null!; named.x = undefined!;`;
    const checked = openChecked(text, {}, {}, 'file.ts', { noUncheckedIndexedAccess: true });
    const written = ['9: nilAssigned', '9: nilAssigned'];
    const read = ['5: nilableArgument', '5: nilableArgument'];
    expect(findingsOf(checked, noNilContext)).toEqual([...read, ...written]);
    expect(findingsOf(openChecked(text), noNilContext)).toEqual(written);
  });

  it('says nothing of a value that nobody knows', () => {
    const text = `${head}declare const any: any; context.withCancel(any); context.withCancel(any.ctx);`;
    expect(findingsOf(openChecked(text), noNilContext)).toEqual([]);
  });

  it('asks nothing but names of 5,000 calls that cannot concern contexts', () => {
    const calls = Array.from(
      { length: 5_000 },
      (_, i) => `print(null, undefined, value${i}.name, (x) => x.items[${i}]?.next(null));`,
    );
    const text = `${head}declare function print(...values: unknown[]): void;\n${calls.join('\n')}`;
    const { file, asked } = askedOf(openChecked(text));
    expect(runCheck(file, noNilContext)).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['reaches', 'mayConcernContext', 'mayAdmitNil']));
  });

  it('asks nothing but the file of arguments that certainly are contexts', () => {
    const text = `${head}import { load } from './jobs.js';
function run(ctx: Context, id: string) {${`load(ctx, id); `.repeat(100)}}`;
    const { file, asked } = askedOf(openChecked(text, files));
    expect(runCheck(file, noNilContext)).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['reaches', 'mayConcernContext', 'mayAdmitNil']));
  });

  it('survives what no program should hold', () => {
    const long = `ctx${' || ctx'.repeat(500)}`;
    const text = `${head}
context.withCancel(...[, null], ...[]); context.withCancel(${long}); new (class { constructor() { } })(null);
context.withCancel(); new context.withCancel; super_(null); import('x'); context.withCancel(...args, null);
class A extends (null as any) { constructor() { super(null); } }
const { a = null, ...b }: any = null; [c.d] = [null]; ({ e: null } = {});
context?.withCancel?.(null); context[Symbol.iterator](null);
`;
    expect(findingsOf(openUnchecked(text), noNilContext)).toEqual(['8: nilArgument']);
    expect(findingsOf(openChecked(text), noNilContext)).toEqual(['8: nilArgument']);
  });
});

describe('the fix of no-nil-context', () => {
  it.each([
    {
      name: 'several nils add one import',
      text: `import { withCancel } from '@ctxvet/context';\nwithCancel(null); withCancel(undefined);`,
      fixed: `import { withCancel, TODO } from '@ctxvet/context';\nwithCancel(TODO()); withCancel(TODO());`,
    },
    {
      name: 'the lines of a file from Windows',
      text: `import type { Context } from '@ctxvet/context';\r\nconst a: Context = null;\r\n`,
      fixed: `import type { Context } from '@ctxvet/context';\r\nimport { TODO } from '@ctxvet/context';\r\nconst a: Context = TODO();\r\n`,
    },
    {
      name: 'a statement on the line of the import',
      text: `import type { Context } from '@ctxvet/context'; const a: Context = null;`,
      fixed: `import type { Context } from '@ctxvet/context';\nimport { TODO } from '@ctxvet/context'; const a: Context = TODO();`,
    },
    {
      name: 'a constant that holds the export',
      text: `import * as context from '@ctxvet/context';\nconst { TODO: todo } = context;\ncontext.withCancel(null);`,
      fixed: `import * as context from '@ctxvet/context';\nconst { TODO: todo } = context;\ncontext.withCancel(todo());`,
    },
    {
      name: 'a constant that comes too late',
      text: `import * as context from '@ctxvet/context';\ncontext.withCancel(null);\nconst { TODO: todo } = context;`,
      fixed: `import * as context from '@ctxvet/context';\ncontext.withCancel(context.TODO());\nconst { TODO: todo } = context;`,
    },
    {
      name: 'a default import',
      text: `import all, { withCancel } from '@ctxvet/context';\nwithCancel(null);`,
      fixed: `import all, { withCancel, TODO } from '@ctxvet/context';\nwithCancel(TODO());`,
    },
    {
      name: 'a default import alone',
      text: `import all from '@ctxvet/context';\nall.withCancel(null);`,
      fixed: `import all, { TODO } from '@ctxvet/context';\nall.withCancel(TODO());`,
    },
    {
      name: 'a subpath, which exports other things',
      text: `import { inject } from '@ctxvet/context/http';\ninject(null, {});`,
      fixed: `import { inject } from '@ctxvet/context/http';\nimport { TODO } from '@ctxvet/context';\ninject(TODO(), {});`,
    },
    {
      name: 'an attribute and a comment behind the import',
      text: `import type { Context } from '@ctxvet/context' with { a: 'b' } /* c */;// d\nconst a: Context = null;`,
      fixed: `import type { Context } from '@ctxvet/context' with { a: 'b' } /* c */;// d\nimport { TODO } from '@ctxvet/context';\nconst a: Context = TODO();`,
    },
    {
      name: 'a named import whose names have comments, behind them',
      text: `import { background /* a */, type Context /* b */ } from '@ctxvet/context';\nconst a: Context = null;`,
      fixed: `import { background /* a */, type Context /* b */, TODO } from '@ctxvet/context';\nconst a: Context = TODO();`,
    },
    {
      name: 'nothing that is imported: an export alone',
      text: `// @ts-check\nexport const a: import('@ctxvet/context').Context = null;`,
      fixed: `// @ts-check\nimport { TODO } from '@ctxvet/context';\n\nexport const a: import('@ctxvet/context').Context = TODO();`,
    },
    {
      name: 'no module at all: none',
      text: `const a: import('@ctxvet/context').Context = null;`,
      fixed: `const a: import('@ctxvet/context').Context = null;`,
    },
    {
      name: 'a type that wants more than a context: none',
      text: `${head}interface Own extends Context { id: string }\nconst a: Own = null; function f<T extends Context>(): T { return null; }`,
      fixed: `${head}interface Own extends Context { id: string }\nconst a: Own = null; function f<T extends Context>(): T { return null; }`,
    },
    {
      name: 'a void that does something: none',
      text: `${head}context.withCancel(void f());`,
      fixed: `${head}context.withCancel(void f());`,
    },
  ])('$name', ({ text, fixed }) => {
    expect(fixedBy(text, noNilContext)).toBe(fixed);
    expect(runCheck(openUnchecked(fixed), noNilContext).filter(({ fix }) => fix)).toEqual([]);
  });

  it('does not trust a module of the settings that nothing shows to have `TODO`', () => {
    const text = `import { withCancel } from './own.js';\nwithCancel(null);`;
    const own = { modules: ['./src/own.ts'] };
    const [finding] = runCheck(openUnchecked(text, own), noNilContext);
    expect(finding?.messageId).toBe('nilArgument');
    expect(finding?.fix).toBeUndefined();
    const exported = { 'own.ts': `export * from '@ctxvet/context';` };
    const open = (each: string) => openChecked(each, exported, own);
    expect(fixedBy(text, noNilContext, open)).toBe(
      `import { withCancel, TODO } from './own.js';\nwithCancel(TODO());`,
    );
  });
});
