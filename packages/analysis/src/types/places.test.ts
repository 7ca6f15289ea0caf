/** What both adapters say of places that take a context, of values that may be nil, of keys and of imports. */
import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import type { OpenFile } from '../check.js';
import { openChecked, openUnchecked, type Files } from '../testing/run.js';

const head = `import * as context from '@ctxvet/context';\nimport type { Context } from '@ctxvet/context';\n`;
const files: Files = {
  'jobs.ts': `${head}
/** Documented. */
export function load(ctx: Context | undefined, id: string): void {}
export function bounded<T extends Context>(id: string, ctx: T): T { return ctx }
export interface Own extends Context { id: string }
export class Job { constructor(parent?: Context) {} run(own: Own): void {} }`,
  'mid.ts': `export * from '@ctxvet/context';`,
};

/** The argument of each call of `ask` in a program. */
function asked({ index }: OpenFile): TSESTree.Expression[] {
  return index
    .of('CallExpression')
    .filter(({ callee }) => callee.type === 'Identifier' && callee.name === 'ask')
    .map(({ arguments: [argument] }) => argument as TSESTree.Expression);
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly checked: readonly unknown[];
  /** Where it differs: without a checker, what other files declare is unknown. */
  readonly unchecked?: readonly unknown[];
}

function test(cases: readonly Case[], answers: (file: OpenFile) => unknown[]): void {
  it.each(cases)('$name', ({ text, checked, unchecked = checked }) => {
    expect(answers(openChecked(text, files))).toEqual(checked);
    expect(answers(openUnchecked(text))).toEqual(unchecked);
  });
}

describe('expectsContext', () => {
  test(
    [
      {
        name: "the runtime's functions",
        text: `${head}context.withCancel(p); context.withTimeout(p, 1); context.contextKey('a');`,
        checked: ['plain', 'plain, -', '-'],
      },
      {
        name: 'functions of another file',
        text: `import { load, bounded } from './jobs.js'; load(p, 'a'); bounded('a', p);`,
        checked: ['plain, -', '-, own'],
        unchecked: ['-, -', '-, -'],
      },
      {
        name: 'methods and constructors of another file',
        text: `import { Job } from './jobs.js'; new Job(p).run(p);`,
        checked: ['own', 'plain'],
        unchecked: ['-', '-'],
      },
      {
        name: 'functions of this file',
        text: `${head}
function one(this: string, id: string, ctx: Context | null) {}
const rest = (id: string, ...ctxs: Context[]) => {};
const tuple = (...args: [id: string, ctx?: Context]) => {};
const byDefault = (ctx = context.background()) => {};
one('a', p); rest('a', p, p); tuple('a', p, p); byDefault(p, p);`,
        checked: ['', '-, plain', '-, plain, plain', '-, plain, -', 'plain, -'],
      },
      {
        name: 'what is called without a name',
        text: `${head}
declare const list: ((ctx: Context) => void)[];
list[0]!(p); ((ctx?: Context) => {})(p); list.at(0)!(p);`,
        checked: ['plain', 'plain', 'plain', '-'],
      },
      {
        name: 'a base class',
        text: `${head}
class A { constructor(readonly id: string, ctx?: Context) {} }
class B extends A { constructor() { super('a', p); } }`,
        checked: ['-, plain'],
      },
    ],
    ({ index, types }) =>
      [...index.of('CallExpression'), ...index.of('NewExpression')].map((call) =>
        call.arguments.map((_, i) => types.expectsContext(call, i) ?? '-').join(', '),
      ),
  );
});

describe('admitsNil', () => {
  test(
    [
      {
        name: 'declared types',
        text: `${head}function f(a: Context, b?: Context, c: Context | null, d: any) { ask(a); ask(b); ask(c); ask(d); }`,
        checked: [false, true, true, false],
        unchecked: [false, false, false, false],
      },
      {
        name: 'narrowed by a test',
        text: `${head}function f(a?: Context) { if (!a) { ask(a); return; } ask(a); ask(a ?? undefined); }`,
        checked: [true, false, false],
        unchecked: [false, false, false],
      },
      {
        name: 'calls',
        text: `${head}function find(): Context | undefined {} function none(): void {} ask(find()); ask(find()!); ask(none());`,
        checked: [true, false, false],
      },
      {
        name: 'written',
        text: `ask(null); ask(undefined); ask(void 0); ask(0); ask('');`,
        checked: [true, true, true, false, false],
      },
    ],
    (file) => asked(file).map((node) => file.types.admitsNil(node)),
  );
});

describe('admitted', () => {
  const said = ({ types }: OpenFile, node: TSESTree.Node): string => {
    const { kinds = [], literals = [] } = types.admitted(node) ?? {};
    return [...kinds, ...[...literals].map((literal) => JSON.stringify(literal))].sort().join(' ');
  };
  test(
    [
      {
        name: 'parameters, whatever tests narrow',
        text: `${head}interface Own { id: string } function f(a: Context, b?: Own, c: (() => void) | null) { if (b) { ask(a); ask(b); ask(c); } }`,
        checked: ['', 'object undefined', 'function null'],
        unchecked: ['object', 'object undefined', 'function null'],
      },
      {
        name: 'single values',
        text: `function f(a: 'x' | 'y' | null, b: number | 'none' | null, c: true | string | null) { ask(a); ask(b); ask(c); }`,
        checked: ['"x" "y" null', '"none" null number', 'null string true'],
      },
      {
        name: 'members',
        text: `interface Own { a?: { b: string | null } } function f(own: Own) { ask(own.a); ask(own.a?.b); ask(own.c); }`,
        checked: ['object undefined', 'null string undefined', ''],
        unchecked: ['', '', ''],
      },
      {
        name: 'what may be anything',
        text: `function f<T>(a: any, b: unknown, c?: T, d?: {}, e?: object) { let g: string | undefined; ask(a); ask(b); ask(c); ask(d); ask(e); ask(g); }`,
        checked: ['', '', '', '', '', ''],
      },
    ],
    (file) => asked(file).map((node) => said(file, node)),
  );
});

describe('mayAdmitNil', () => {
  test(
    [
      {
        name: 'is false for what the file says is not nil, and for names that no context has',
        text: `${head}function f(a: Context, b?: Context, c: string, d: Foo) { ask(a); ask(b); ask(c); ask(d.e); ask(d.ctx); ask(g(b)); }
interface Foo { e: string; ctx?: Context }`,
        checked: [false, true, false, false, true, true],
        unchecked: [false, false, false, false, false, false],
      },
    ],
    (file) => asked(file).map((node) => file.types.mayAdmitNil(node)),
  );
});

describe('nonNilContextAt', () => {
  test(
    [
      {
        name: 'properties and elements',
        text: `${head}
interface Options { ctx: Context; other?: Context; name: string }
const a: Options = { ctx: ask(p), other: ask(p), name: ask(p) };
const b: Context[] = [ask(p)];
const c = (): Options => ({ ctx: ask(p) });
const d = { ctx: ask(p) } satisfies Options;`,
        checked: ['plain', undefined, undefined, 'plain', 'plain', 'plain'],
      },
      {
        name: 'arguments',
        text: `${head}
function run(options: { ctx: Context }): void {}
run({ ctx: ask(p) }); [1].map(() => ({ ctx: ask(p) }));`,
        checked: ['plain', undefined],
      },
    ],
    ({ index, types }) =>
      index
        .of('CallExpression')
        .filter(({ callee }) => callee.type === 'Identifier' && callee.name === 'ask')
        .map((call) => types.nonNilContextAt(call)),
  );
});

describe('keyKind', () => {
  test(
    [
      {
        name: 'primitives',
        text: `enum E { a } type B = string & { b: 1 }; declare const b: B;
ask('a'); ask(\`a\${1}\`); ask(1); ask(1n); ask(true); ask(E.a); ask(b); ask(Symbol.for('a'));`,
        checked: [
          'string',
          'string',
          'number',
          'bigint',
          'boolean',
          'enum',
          'branded',
          'symbolFor',
        ],
      },
      {
        name: 'under assertions',
        text: `function f(a: string | symbol) { ask('a' as unknown as symbol); ask(a as symbol); ask(a as any); }`,
        checked: ['string', 'good', 'unknown'],
      },
      {
        name: 'narrowed by a test',
        text: `function f(a: string | symbol) { ask(a); if (typeof a === 'symbol') ask(a); }`,
        checked: ['string', 'good'],
        unchecked: ['unknown', 'unknown'],
      },
      {
        name: 'fresh ones',
        text: `${head}ask({}); ask(Symbol()); ask(context.contextKey('a')); ask(Object.freeze({})); ask(c ? 1 : []); const k = {}; ask(k);`,
        checked: [
          'freshObject',
          'freshObject',
          'freshObject',
          'freshObject',
          'freshObject',
          'good',
        ],
      },
    ],
    (file) => asked(file).map((node) => file.types.keyKind(node)),
  );
});

describe('mayBeContext', () => {
  test(
    [
      {
        name: 'is false for what certainly is none',
        text: `${head}declare const a: any; declare const both: Map<string, string> & { value(): string };
function f(ctx: Context, b?: Context) { ask(ctx); ask(b); ask(a); ask('a'); ask(both); ask(new Map()); }`,
        checked: [true, true, true, false, false, false],
        unchecked: [true, true, true, false, true, false],
      },
    ],
    (file) => asked(file).map((node) => file.types.mayBeContext(node)),
  );
});

describe('mayImport', () => {
  it('knows what modules export', () => {
    const { types } = openChecked(`import { TODO } from './mid.js'; import './jobs.js';`, files);
    expect(types.mayImport('@ctxvet/context', 'TODO')).toBe(true);
    expect(types.mayImport('./mid.js', 'TODO')).toBe(true);
    expect(types.mayImport('./jobs.js', 'load')).toBe(true);
    expect(types.mayImport('./jobs.js', 'TODO')).toBe(false);
    expect(types.mayImport('./jobs.js', 'Own')).toBe(false);
    expect(types.mayImport('@ctxvet/other', 'TODO')).toBe(false);
  });

  it('trusts packages that settings name, without a checker', () => {
    const { types } = openUnchecked(`import { TODO } from './mid.js';`, {
      modules: ['@ctxvet/context', './src/mid.ts'],
    });
    expect(types.mayImport('@ctxvet/context', 'TODO')).toBe(true);
    expect(types.mayImport('@ctxvet/context', 'Context')).toBe(false);
    expect(types.mayImport('./mid.js', 'TODO')).toBe(false);
  });
});

describe('mayConcernContext', () => {
  it('holds documented exports and what type parameters are bound to', () => {
    const { types } = openChecked(`import { load } from './jobs.js';`, files);
    expect(
      ['load', '.bounded', '.Job', '.run'].filter((name) => types.mayConcernContext(name)),
    ).toEqual(['load', '.bounded', '.Job', '.run']);
    expect(types.mayConcernContext('.print')).toBe(false);
  });
});
