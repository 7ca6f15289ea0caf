/** Whose parameters are fixed: both adapters, asked about the last function of small programs. */
import { describe, expect, it } from 'vitest';
import type { OpenFile } from '../check.js';
import { openChecked, openUnchecked } from '../testing/run.js';

const types = [
  'ArrowFunctionExpression',
  'FunctionExpression',
  'FunctionDeclaration',
  'TSMethodSignature',
  'TSFunctionType',
] as const;

/** What `Types.isFixedElsewhere` says of the parameter number 1 of the function that ends last. */
function isFixed({ index, types: port }: OpenFile): boolean {
  const functions = types.flatMap((type) => [...index.of(type)]);
  const last = functions.reduce((a, b) => (a.range[0] > b.range[0] ? a : b));
  return port.isFixedElsewhere(last, 1);
}

const files = {
  'other.ts': `
export interface Visitor { visit(a: string, b: string): void; end(a: string): void; [key: \`on\${string}\`]: (a: string, b: string) => void }
export class Base { static make(a: string, b: string) {} visit(a: string, b: string) {} }
export declare function on(f: (a: string, b: string) => void): void;
export declare function tuple(f: (...args: [a: string, b: string]) => void): void;
export declare function strings(f: (...args: string[]) => void): void;
export declare function anything(f: (...args: unknown[]) => void): void;
export declare function same<T>(f: T): T;
export declare function memo<A extends unknown[]>(f: (...args: A) => void): void;
export declare function untyped(f: any): void;
export declare function either(f: string | ((a: string, b: string) => void)): void;
`,
};
const head = `import { Base, on, tuple, strings, anything, same, memo, untyped, either, type Visitor } from './other.js';\n`;

const cases: readonly (readonly [text: string, checked: boolean, unchecked: boolean])[] = [
  ['function f(a, b) {}', false, false],
  ['const f = (a, b) => {};', false, false],
  ['on((a, b) => {});', true, true],
  ['on(function (a, b) {});', true, true],
  ['tuple((a, b) => {});', true, true],
  ['strings((a, b) => {});', true, true],
  ['either((a, b) => {});', true, true],
  ['anything((a, b) => {});', false, true],
  ['same((a, b) => {});', false, true],
  ['same({ f: (a, b) => {} });', false, true],
  ['memo((a, b) => {});', false, true],
  ['untyped((a, b) => {});', true, true],
  ['missing((a, b) => {});', true, true],
  ['((a, b) => {})(1, 2);', false, false],
  ['const f: (a: string) => void = (a, b?) => {};', false, true],
  ['const f: Visitor["visit"] = (a, b) => {};', true, true],
  ['const f = ((a, b) => {}) as Visitor["visit"];', true, true],
  ['const v: Visitor = { visit(a, b) {} };', true, true],
  ['const v: Visitor = { visit: (a, b) => {} };', true, true],
  ['const v: Visitor = { end(a, b) {} };', false, true],
  ['const v: Visitor[] = [{ end(a) {}, visit: c ? (a, b) => {} : (a, b) => {} }];', true, true],
  ['function f(): Visitor["visit"] { return (a, b) => {}; }', true, true],
  ['const f = (): Visitor["visit"] => (a, b) => {};', true, true],
  ['function f() { return (a, b) => {}; }', false, false],
  ['let v: Visitor["visit"]; v = (a, b) => {};', true, true],
  ['const o: any = {}; o.f = (a, b) => {};', false, true],
  ['exports.f = (a, b) => {};', false, false],
  ['class A { f(a, b) {} }', false, false],
  ['class A { f: Visitor["visit"] = (a, b) => {}; }', true, true],
  ['class A implements Visitor { visit(a, b) {} }', true, true],
  ['class A implements Visitor { visit = (a, b) => {}; }', true, true],
  ['class A implements Visitor { end(a, b) {} }', false, true],
  ['class A implements Visitor { static visit(a, b) {} }', false, false],
  ['class A implements Partial<Visitor> { visit(a, b) {} }', true, true],
  ['class A implements Pick<Visitor, "end"> { end(a, b) {} }', false, true],
  ['interface L { m(a: "a"): void } class A implements Readonly<L> { m(a, b) {} }', false, false],
  [
    'interface L { m(a: "a", b: "b"): void } class A implements Required<L> { m(a, b) {} }',
    true,
    true,
  ],
  ['class A implements Record<"m", Visitor["visit"]> { m(a, b) {} }', true, true],
  ['class A implements Record<"n", Visitor["visit"]> { m(a, b) {} }', false, true],
  ['class A extends Base { visit(a, b) {} }', true, true],
  ['class A extends Base { static make(a, b) {} }', true, true],
  ['class A extends Base { make(a, b) {} }', false, true],
  ['class A extends Base { #visit(a, b) {} }', false, false],
  ['class A extends Base { constructor(a, b) { super(); } }', false, false],
  ['class A extends Missing { visit(a, b) {} }', true, false],
  ['interface I extends Visitor { visit(a: "a", b: string): void }', true, true],
  ['interface I extends Visitor { visit: (a: "a", b: string) => void }', true, true],
  ['interface I { visit(a: string, b: string): void }', false, false],
  ['class L { m(a, b) {} } class M extends L {} class A extends M { m(a, b) {} }', true, true],
  ['class L { m(a) {} } class A extends L { m(a, b) {} }', false, false],
  ['class A extends A { m(a, b) {} }', true, true],
  ['interface L { m: (a: 1, b: 2) => void } class A implements L { m = (a, b) => {} }', true, true],
  ['interface L { m: (a: 1) => void } class A implements L { m = (a, b) => {} }', false, false],
  ['interface L { o: Visitor } class A implements L { o = { visit(a, b) {} } }', true, true],
  ['interface L { o: Visitor } class A implements L { o = { end(a, b) {} } }', false, true],
  ['interface L { o: Visitor } class A implements L { p = { visit(a, b) {} } }', false, false],
  ['interface L { o: Visitor[] } class A implements L { o = [{ visit(a, b) {} }] }', true, true],
  [
    'interface L { o: Visitor["visit"] } class A implements L { o = same((a, b) => {}) }',
    true,
    true,
  ],
];

describe('isFixedElsewhere', () => {
  it.each(cases)('%s', (text, checked, unchecked) => {
    expect(isFixed(openChecked(head + text, files))).toBe(checked);
    expect(isFixed(openUnchecked(head + text))).toBe(unchecked);
  });
});
