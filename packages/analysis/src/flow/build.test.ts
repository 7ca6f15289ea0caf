import { describe, expect, it } from 'vitest';
import { checkedGraph, graphOf, parseSource, rootsOf } from '../testing/parse.js';
import { rootOf } from './build.js';

describe('buildGraph', () => {
  it('builds a finally once, whatever enters it', () => {
    const sizes = [20, 40, 80].map((depth) => {
      const source = `function f() { ${'try { a(); '.repeat(depth)}${'} finally { b(); }'.repeat(depth)} }`;
      return graphOf(source).blocks.length;
    });
    const [small = 0, middle = 0, large = 0] = sizes;
    expect(large - middle).toBe(2 * (middle - small));
  });

  it('takes every node that a parser gives, decorators and broken code too', () => {
    const source = parseSource(`
      @a() class B<T> { @c() accessor d = e(); declare f: T; abstract g(): void; [h]?: number }
      declare namespace I { const j: string }
      declare function k(): void;
      export = B;
      import l = require('l');
      abstract class M { constructor(private n = o()) {} abstract p: string }
      label: function q() {}
      for (const r in s) if (t) break;
      debugger;
      ;
    `);
    for (const root of rootsOf(source)) checkedGraph(root);
  });
});

describe('rootOf', () => {
  it('gives keys and decorators of a member to where the class stands', () => {
    const source = parseSource('class A { @b() [c()] = d(); }');
    const [field] = rootsOf(source).filter((root) => root.type === 'PropertyDefinition');
    if (field?.type !== 'PropertyDefinition') throw new Error('no field');
    expect(rootOf(field.key).type).toBe('Program');
    expect(rootOf(field.value as never)).toBe(field);
  });
});
