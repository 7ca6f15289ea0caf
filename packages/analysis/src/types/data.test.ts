/** What suggestions ask: which values are plain data, and how a cancel function can be released. */
import { describe, expect, it } from 'vitest';
import type { OpenFile } from '../check.js';
import { openChecked, openUnchecked } from '../testing/run.js';

const head = `
import { withCancel, withCancelCause, type CancelFunc, type Context } from '@ctxvet/context';
interface Order { id: string; total: number; placed: Date; lines: { sku: string }[]; parent?: Order }
interface Job { id: string; stop(): void }
class Counter { count = 0; add(): void { this.count++; } }
class Point { constructor(readonly x: number, readonly y: number) {} }
enum Color { red, green }
declare function any<T>(): T;
declare const p: Context;
`;

/** The answer for the initializer of the last variable. */
function isData({ index, types }: OpenFile): boolean | undefined {
  return types.isData(index.of('VariableDeclarator').at(-1)!.init!);
}

function releaseOf({ index, types }: OpenFile, at: number) {
  const init = index.of('VariableDeclarator').at(-1)!.init!;
  return types.releaseOf(init, { kind: 'element', index: at });
}

describe('with a checker', () => {
  it.each<[type: string, answer: boolean | undefined]>([
    ['string | undefined', true],
    ['void', true],
    ['Order', true],
    ['Order[]', true],
    ['Map<string, Order>', true],
    ['Record<string, boolean>', true],
    ['[number, Color, 1n, `a${string}`]', true],
    ['Uint8Array', true],
    ['Error', true],
    ['Point', true],
    ['Readonly<Order>', true],
    ['Context', false],
    ['{ ctx: Context }', false],
    ['Promise<string>', false],
    ['Promise<string>[]', false],
    ['string | Promise<string>', false],
    ['Job', false],
    ['Map<string, Job>', false],
    ['Counter', false],
    ['() => void', false],
    ['CancelFunc', false],
    ['Response', false],
    ['AsyncIterable<string>', false],
    ['any', undefined],
    ['unknown', undefined],
    ['object', undefined],
    ['{}', undefined],
    ['Map<string, unknown>', undefined],
    ['Nowhere', undefined],
  ])('%s', (type, answer) => {
    const file = openChecked(`${head}const value = any<${type}>();`);
    expect(isData(file)).toBe(answer);
  });

  it('takes a type parameter for its constraint', () => {
    const of = (constraint: string) =>
      isData(openChecked(`${head}function f<T${constraint}>() { const value = any<T>(); }`));
    expect(of(' extends string')).toBe(true);
    expect(of(' extends Job')).toBe(false);
    expect(of('')).toBeUndefined();
  });

  it.each([
    ['withCancel(p)', true, true],
    ['withCancelCause(p)', true, true],
    ['any<[Context, () => void]>()', true, false],
    ['any<[Context, (hard?: boolean) => void]>()', true, false],
    ['any<[Context, (hard: boolean) => void]>()', false, false],
    ['any<[Context, any]>()', true, false],
    ['any<[Context, Disposable & (() => void)]>()', true, true],
    ['any<[Context]>()', false, false],
    ['any<any>()', false, false],
  ])('%s is released by a call: %s, by using: %s', (init, call, using) => {
    const file = openChecked(`${head}const pair = ${init};`);
    expect(releaseOf(file, 1)).toEqual({ call, using });
  });
});

describe('without a checker', () => {
  it.each([
    ["'a'", true],
    ['undefined', true],
    ['[1, 2]', true],
    ['p', false],
    ['withCancel(p)', false],
    ['x', undefined],
    ['f()', undefined],
  ])('%s', (init, answer) => {
    const file = openUnchecked(`
      import { withCancel, type Context } from '@ctxvet/context';
      function g(p: Context, x, f) { const value = ${init}; }`);
    expect(isData(file)).toBe(answer);
  });

  it('knows no type that `using` could hold', () => {
    const file = openUnchecked(`
      import { withCancel } from '@ctxvet/context';
      const pair = withCancel(p);`);
    expect(releaseOf(file, 1)).toEqual({ call: true, using: false });
  });
});
