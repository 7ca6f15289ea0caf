import { describe, expect, it } from 'vitest';
import { runCheck } from '../check.js';
import { countQuestions } from '../testing/counting.js';
import { findingsOf, openChecked, openUnchecked, type Files } from '../testing/run.js';
import { ctxFirstParam, type CtxFirstParamOptions } from './ctx-first-param.js';

const head = `import { background, type Context } from '@ctxvet/context';\n`;

interface Case {
  readonly name: string;
  /** Findings count lines from the line after the import. */
  readonly text: string;
  readonly files?: Files;
  readonly options?: Partial<CtxFirstParamOptions>;
  readonly checked: readonly string[];
  /** Where it differs: without a checker, what other files declare is unknown. */
  readonly unchecked?: readonly string[];
}

const library: Files = {
  'library.ts': `${head}
export interface Plugin { run(event: string, ctx: Context): void; stop(event: string): void }
export class Service { handle(event: string, ctx: Context): void {} }
export type Ctx = Context;
export type Request = { url: string };
export function on(listener: (event: string, ctx: Context) => void): void {}
export function use<T>(value: T): T { return value; }
export declare const untyped: any;
`,
};

const cases: readonly Case[] = [
  { name: 'first', text: 'function f(ctx: Context, id: string) {}', checked: [] },
  { name: 'second', text: 'function f(id: string, ctx: Context) {}', checked: ['1: notFirst'] },
  {
    name: 'each one that is not first',
    text: 'function f(a: Context, id: string, b: Context, c: Context) {}',
    checked: ['1: notFirst', '1: notFirst'],
  },
  {
    name: 'a type of another file',
    text: `import type { Ctx } from './library.js';\nfunction f(id: string, ctx: Ctx) {}`,
    files: library,
    checked: ['2: notFirst'],
    unchecked: [],
  },
  {
    name: 'a type parameter',
    text: 'function f<T extends Context>(id: string, ctx: T) {}',
    checked: ['1: notFirst'],
  },
  {
    name: 'a type parameter of a class',
    text: `import type { Ctx } from './library.js';\nclass A<T extends Ctx> { f(id: string, ctx: T) {} }`,
    files: library,
    checked: ['2: notFirst'],
    unchecked: [],
  },
  {
    name: 'members of an interface of another file',
    text: `import type { Plugin } from './library.js';
class Own implements Plugin {
  run(event: string, ctx: Context) {}
  stop(event: string, ctx?: Context) {}
  more(event: string, ctx: Context) {}
}`,
    files: library,
    checked: ['4: notFirst', '5: notFirst'],
    unchecked: [],
  },
  {
    name: 'members of a base class of another file',
    text: `import { Service } from './library.js';
class Own extends Service {
  override handle(event: string, ctx: Context) {}
  more(event: string, ctx: Context) {}
}`,
    files: library,
    checked: ['4: notFirst'],
    unchecked: [],
  },
  {
    name: 'members of a base that is not found',
    text: `import type { Plugin } from './nowhere.js';
class Own implements Plugin { run(event: string, ctx: Context) {} }`,
    checked: [],
  },
  {
    name: 'a base that the language has',
    text: 'class Failure extends Error { static of(id: string, ctx: Context) {} }',
    checked: ['1: notFirst'],
  },
  {
    name: 'a callback of a function of another file',
    text: `import { on, use, untyped } from './library.js';
on((event: string, ctx: Context) => {});
untyped.on((event: string, ctx: Context) => {});
use((event: string, ctx: Context) => {});`,
    files: library,
    checked: ['4: notFirst'],
    unchecked: [],
  },
  {
    name: 'a callback that takes more than it is given',
    text: `declare function on(listener: (event: string) => void): void;
on((event: string, ctx?: Context) => {});`,
    checked: ['2: notFirst'],
    unchecked: [],
  },
  {
    name: 'in an object that is handed over',
    text: `import type { Plugin } from './library.js';
declare function register(plugin: Plugin): void;
register({ run(event: string, ctx: Context) {}, stop: (event: string) => {} });`,
    files: library,
    checked: [],
  },
  {
    name: 'allowed types of another file',
    text: `import type { Request as Req } from './library.js';
type Own = Req;
function f(req: Req, ctx: Context) {}
function g(req: Own, ctx: Context) {}
function h(id: string, ctx: Context) {}`,
    files: library,
    options: { allowBefore: ['Request'] },
    checked: ['5: notFirst'],
  },
  {
    name: 'a name',
    text: `function f(context: Context) {}
function g(ctx: Context, other: Context) {}
function h(_ctx: Context) {}
function i(_ctx: Context) { return _ctx; }
function j(id: string, c = background()) {}`,
    options: { name: 'ctx' },
    checked: ['1: misnamed', '4: misnamed', '5: misnamed', '5: notFirst'],
  },
  {
    name: 'what cannot be known',
    text: `import type { Missing } from './nowhere.js';
function f(id: string, ctx: Missing, ctx2: any, ctx3) {}`,
    checked: [],
  },
  {
    name: 'odd programs',
    text: `export default (...[]) => {};
const o = { get a() { return 1 }, set a(v) {}, async *[Symbol.iterator]() {}, 1(a, b = background()) {} };
class A { constructor(); constructor(a?, b = background()) {} static {} declare x; [key: string]: any }
type F = (...args: [...rest: string[], ctx: Context]) => void;`,
    checked: ['2: notFirst', '4: notFirst'],
  },
];

describe('ctx-first-param', () => {
  it.each(cases)('$name', ({ text, files, options, checked, unchecked = checked }) => {
    const shift = (found: readonly string[]) =>
      found.map((each) => each.replace(/^\d+/, (line) => String(Number(line) - 1)));
    const whole = head + text;
    expect(shift(findingsOf(openChecked(whole, files), ctxFirstParam, options))).toEqual(checked);
    expect(shift(findingsOf(openUnchecked(whole), ctxFirstParam, options))).toEqual(unchecked);
  });

  it('reads the comments of JavaScript, where there is a checker', () => {
    const text = `import { withValue } from '@ctxvet/context';
/** @param {string} id @param {import('@ctxvet/context').Context} ctx */
export function f(id, ctx) {}
class A {
  /**
   * @param {string} id
   * @param {string} ctx
   */
  g(id, ctx) {}
  /**
   * @param {string} id
   * @param {import('@ctxvet/context').Context} [ctx]
   */
  h(id, ctx) {}
}
/** @type {(id: string, ctx: import('@ctxvet/context').Context) => void} */
const i = (id, ctx) => {};`;
    expect(findingsOf(openChecked(text, {}, {}, 'file.js'), ctxFirstParam)).toEqual([
      '3: notFirst',
      '14: notFirst',
      '17: notFirst',
    ]);
    expect(findingsOf(openUnchecked(text), ctxFirstParam)).toEqual([]);
  });

  it('leaves alone in JavaScript what comments say is fixed by other files', () => {
    const text = `import { withValue } from '@ctxvet/context';
/** @type {import('./fixed.js').Handler} */
const a = (id, ctx) => {};
/** @type {import('./fixed.js').Handlers} */
const b = { load(id, ctx) {}, save: (id, ctx) => {} };
/** @type {import('./fixed.js').Handler | undefined} */
let c = function (id, ctx) {};
/** @typedef {(id: string, ctx: import('@ctxvet/context').Context) => void} Own */
/** @type {Own} */
const d = (id, ctx) => {};
function e(id, ctx = /** @type {import('@ctxvet/context').Context} */ (withValue)) {}`;
    const others = {
      'fixed.ts': `${head}export type Handler = (id: string, ctx: Context) => void;
export interface Handlers { load: Handler; save: Handler }`,
    };
    expect(findingsOf(openChecked(text, others, {}, 'file.js'), ctxFirstParam)).toEqual([
      '10: notFirst',
      '11: notFirst',
    ]);
  });

  it('says what is wrong', () => {
    const text = `${head}function load(id: string, ctx: Context) {}`;
    const [finding] = runCheck(openChecked(text), ctxFirstParam);
    expect(finding).toMatchObject({
      data: { parameter: '`ctx`', before: '`id`', function: '`load`' },
      range: [text.indexOf('ctx:'), text.indexOf('ctx:') + 'ctx: Context'.length],
    });
  });

  it.each([{}, { name: 'ctx', allowBefore: ['Request'] }])(
    'asks no type checker about 5,000 functions that name no context (%j)',
    (options) => {
      const functions = Array.from(
        { length: 5000 },
        (_, i) =>
          `function f${i}(id: string, n: number = ${i}, { a }: { a: Map<string, Item> }, ...rest: [Item, Item]) {}`,
      );
      const text = `${head}interface Item { id: string }\n${functions.join('\n')}\nvoid background;`;
      const { file, asked } = countQuestions(openChecked(text));
      expect(findingsOf(file, ctxFirstParam, options)).toEqual([]);
      expect(asked).toEqual([]);
    },
  );
});
