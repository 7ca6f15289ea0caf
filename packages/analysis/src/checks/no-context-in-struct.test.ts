import { describe, expect, it } from 'vitest';
import { runCheck } from '../check.js';
import { countQuestions } from '../testing/counting.js';
import { findingsOf, openChecked, openUnchecked, type Files } from '../testing/run.js';
import { noContextInStruct, type NoContextInStructOptions } from './no-context-in-struct.js';

const head = `import { background, withCancel, type Context, type CancelFunc } from '@ctxvet/context';\n`;

interface Case {
  readonly name: string;
  /** Findings count lines from the line after the import. */
  readonly text: string;
  readonly files?: Files;
  readonly options?: Partial<NoContextInStructOptions>;
  readonly checked: readonly string[];
  /** Where it differs: without a checker, what other files declare is unknown. */
  readonly unchecked?: readonly string[];
}

const library: Files = {
  'library.ts': `${head}
export type Ctx = Context;
export const root = background();
export const roots = [root];
export class Wrapped implements Context { parent!: Context; deadline(): any {} done(): any {} err(): any {} value(): any {} signal: any }
export interface Named extends Context { name: string }
`,
};

const cases: readonly Case[] = [
  {
    name: 'every kind of member',
    text: `class A {
  a: Context; static b: Context; accessor c: Context; #d: Context;
  constructor(private e: Context) {}
}
abstract class B { abstract f: Context; abstract accessor g: Context }
interface I { h: Context; [i: string]: Context }
type T = { j: Context };`,
    checked: [
      ...['2', '2', '2', '2', '3', '5', '5', '6', '6', '7'].map((line) => `${line}: stored`),
    ],
  },
  {
    name: 'types and values of another file',
    text: `import { root, roots, type Ctx } from './library.js';
class A {
  a: Ctx;
  b: Ctx[];
  c: Promise<Map<string, Ctx>>;
  d = root;
  e = roots;
  f = [...roots];
  g = new Set<Ctx>();
  h?: readonly [Ctx, string];
  i: (ctx: Ctx) => Ctx;
  j: WeakMap<Ctx, string>;
}`,
    files: library,
    checked: ['3', '4', '5', '6', '7', '8', '9', '10'].map((line) => `${line}: stored`),
    unchecked: [],
  },
  {
    name: 'members of contexts of another file',
    text: `import { Wrapped, type Named } from './library.js';
class A extends Wrapped { other = background() }
interface B extends Named { parent: Context }
type C = Named & { parent: Context };`,
    files: library,
    checked: [],
    unchecked: ['2: stored'],
  },
  {
    name: 'declared and assigned: one finding',
    text: `class A { ctx: Context; constructor(ctx: Context) { this.ctx = ctx } }
class B { constructor(private ctx: Context) { this.ctx = ctx } }
class C { ctx; constructor(ctx: Context) { this.ctx = ctx } again(ctx: Context) { this.ctx = ctx } }
class D { ctx: any; constructor(ctx: Context) { this.ctx = ctx; this.ctx = ctx } }`,
    checked: ['1: stored', '2: stored', '3: stored', '4: stored'],
  },
  {
    name: 'where an assignment is the finding',
    text: `class D { ctx: any;
  constructor(ctx: Context) {
    this.ctx = ctx;
    ({ ctx: this.ctx } = start(ctx));
    [this.other, this.cancel] = withCancel(ctx);
    this['third'] ||= ctx;
    this[id] = [ctx];
  }
}
declare const id: string;
declare function start(ctx: Context): { ctx: Context; cancel: CancelFunc };`,
    checked: ['3: stored', '5: stored', '6: stored', '7: stored'],
  },
  {
    name: 'whose `this` it is',
    text: `class A {
  static { this.a = background() }
  b = () => { this.b2 = background() };
  c() { return function () { this.c = background() } }
}
const o = { d() { this.d = background() } };
function E() { this.e = background(); (() => { this.e = background() })() }
function f(this: A) { this.f = background() }
this.g = background();`,
    checked: ['2: stored', '3: stored', '6: stored', '7: stored'],
  },
  {
    name: 'results',
    text: `function a(): { ctx: Context } { throw 0 }
const b = async (): Promise<{ ctx: Context } | undefined> => undefined;
interface C { ctx: Context; cancel: CancelFunc } function c(): C { throw 0 }
interface D { ctx: Context; cancel: CancelFunc } function d(): D { throw 0 } function d2(d: D) {}
type E = { ctx: Context; cancel?: CancelFunc }; type E2 = Promise<E>; function e(): E2 { throw 0 }
type F = { ctx: Context; cancel: CancelFunc }; type F2 = F; type F3 = F2[]; function f(): F2 { throw 0 }
export type G = { ctx: Context; cancel: CancelFunc };
type H = { ctx: Context; next: H; cancel: CancelFunc };
const { ctx }: { ctx: Context } = a();
type J = { ctx: Context; cancel: CancelFunc }; const j = () => new Promise<J>(() => {}); function j2(): Promise<J> { return j() }
type K = { ctx: Context; cancel: CancelFunc }; function k(): K { throw 0 } const k2 = (x: unknown): x is K => true; let k3: K['ctx'];
interface Client { ctx: Context; get(): void } function client(ctx: Context): Client { throw 0 }
interface Service { ctx: Context; cancel: CancelFunc; get: () => void } function service(ctx: Context): Service { throw 0 }
interface Parsed { ctx: Context; body: string } function parse(ctx: Context): Parsed { throw 0 }`,
    checked: ['4', '6', '7', '8', '12', '13', '14'].map((line) => `${line}: stored`),
  },
  {
    name: 'options of functions',
    text: `function a(o: { ctx: Context }) {}
function b({ ctx }: Readonly<{ ctx: Context }>) {}
const c = (o: { ctx: Context } = {}) => {};
type D = (o: { ctx: Context }) => void;
interface E { e(o: { ctx: Context }): void }
function f(o: { inner: { ctx: Context } }) {}`,
    checked: ['1: bundled', '2: bundled', '3: bundled', '4: bundled', '5: bundled', '6: stored'],
  },
  {
    name: 'allowed',
    text: `class A { ctx: Context; other: Context } class B { ctx: Context; #other: Context }
class C { constructor() { this.ctx = background() } }
function d(o: { ctx: Context }) {}`,
    options: { allow: ['A', 'B.other', 'C.ctx', 'o'] },
    checked: ['1: stored'],
  },
  {
    name: 'what cannot be known',
    text: `import type { Missing } from './nowhere.js';
class A { a: Missing; b: any; c; constructor(x, y: unknown) { this.a = x; this.c = y } }`,
    checked: [],
  },
];

describe('no-context-in-struct', () => {
  it.each(cases)('$name', ({ text, files, options, checked, unchecked = checked }) => {
    const shift = (found: readonly string[]) =>
      found.map((each) => each.replace(/^\d+/, (line) => String(Number(line) - 1)));
    const whole = head + text;
    expect(shift(findingsOf(openChecked(whole, files), noContextInStruct, options))).toEqual(
      checked,
    );
    expect(shift(findingsOf(openUnchecked(whole), noContextInStruct, options))).toEqual(unchecked);
  });

  it('reads the comments of JavaScript, where there is a checker', () => {
    const text = `import { withValue } from '@ctxvet/context';
class A {
  /** @param {import('@ctxvet/context').Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
  }
}
class B {
  /** @type {import('@ctxvet/context').Context | undefined} */
  parent;
  /** @type {import('@ctxvet/context').Context | null} */
  other = null;
  /** @type {Map<string, import('@ctxvet/context').Context>} */
  #byName = new Map();
  /** @type {(ctx: import('@ctxvet/context').Context) => void} */
  run = () => {};
}`;
    expect(findingsOf(openChecked(text, {}, {}, 'file.js'), noContextInStruct)).toEqual([
      '5: stored',
      '10: stored',
      '12: stored',
      '14: stored',
    ]);
  });

  it('leaves the members of contexts alone in a context module', () => {
    const text = `export interface Context { deadline(): unknown }
class Child implements Context { constructor(readonly parent: Context) {} deadline() {} }
class Job { constructor(readonly parent: Context) {} }`;
    const settings = { modules: ['./src/file.ts'] };
    expect(findingsOf(openChecked(text, {}, settings), noContextInStruct)).toEqual(['3: stored']);
    expect(findingsOf(openUnchecked(text, settings), noContextInStruct)).toEqual(['3: stored']);
  });

  it('says what is wrong', () => {
    const text = `${head}class Job { readonly #ctxs: Context[] = [] }`;
    const [finding] = runCheck(openChecked(text), noContextInStruct);
    expect(finding).toMatchObject({
      data: { member: '`Job.#ctxs`', what: '`Context`s' },
      range: [text.indexOf('#ctxs'), text.indexOf('#ctxs') + 5],
    });
  });

  it('asks no type checker about 5,000 classes that name no context', () => {
    const classes = Array.from(
      { length: 5000 },
      (_, i) =>
        `class C${i} { a: string; b = new Map<string, Item>(); #c = () => background(); constructor(readonly d: Item) { this.a = d.id; } }`,
    );
    const text = `${head}interface Item { id: string; run(ctx: Context): void }\n${classes.join('\n')}`;
    const { file, asked } = countQuestions(openChecked(text));
    expect(findingsOf(file, noContextInStruct)).toEqual([]);
    expect(asked).toEqual([]);
  });
});
