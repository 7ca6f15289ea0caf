import { describe, expect, it } from 'vitest';
import { makeCircular } from './circular.js';

/** Sums what can be reached from a name, each once; says which names were asked. */
function sums(edges: Readonly<Record<string, readonly string[]>>, of: Record<string, number>) {
  const asked: string[] = [];
  const remember = makeCircular(0);
  const sum = (name: string): number =>
    remember(name, () => {
      asked.push(name);
      return (edges[name] ?? []).reduce((all, next) => all + sum(next), of[name] ?? 0);
    });
  return { sum, asked };
}

describe('answers that rest on each other', () => {
  it('are the same in a circle, and asked once', () => {
    const { sum, asked } = sums({ a: ['b'], b: ['c'], c: ['a'] }, { a: 1, b: 2, c: 4 });
    expect([sum('a'), sum('b'), sum('c')]).toEqual([7, 7, 7]);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('are their own where they lead to a circle, or out of it', () => {
    const { sum } = sums({ a: ['b'], b: ['c', 'd'], c: ['b'] }, { a: 1, b: 2, c: 4, d: 8 });
    expect([sum('a'), sum('b'), sum('c'), sum('d')]).toEqual([15, 14, 14, 8]);
  });

  it('know two circles apart', () => {
    const edges = { a: ['b', 'c'], b: ['a'], c: ['d'], d: ['c'] };
    const { sum } = sums(edges, { a: 1, b: 2, c: 4, d: 8 });
    expect([sum('a'), sum('b'), sum('c'), sum('d')]).toEqual([15, 15, 12, 12]);
  });
});
