import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/parse.js';
import type { Block, Graph } from './graph.js';
import { buildSkips } from './skip.js';

/** The block that calls `name`, or asks for it. */
function blockOf(graph: Graph, name: string, source: string): Block {
  const found = graph.blocks.find((block) =>
    block.items.some((item) => source.slice(...item.node.range).startsWith(name)),
  );
  if (found === undefined) throw new Error(`no block with ${name}`);
  return found;
}

/** Where `from` skips to, where calls do not throw: the code of the first item there. */
function skipped(source: string, from: string, limit = Infinity): string {
  const graph = graphOf(source);
  const skips = buildSkips(graph, (edge) => edge.kind !== 'throw');
  const { items } = skips.from(blockOf(graph, from, source), limit);
  const node = items.find((item) => item.kind !== 'end')?.node;
  return node === undefined ? '' : source.slice(...node.range);
}

describe('buildSkips', () => {
  it.each([
    [
      'branches that meet again',
      'function f() { if (a) b(); else c(); if (d) e(); z(); }',
      'a',
      'z()',
    ],
    ['loops that end', 'function f() { while (a) { if (b) continue; c(); } z(); }', 'a', 'z()'],
    [
      'not out of a loop that it is in',
      'function f() { while (a) { b(); c(); } z(); }',
      'b',
      'c()',
    ],
    ['not over a return', 'function f() { a(); if (b) return; z(); }', 'a', 'b'],
    [
      'not over what never comes out',
      'function f() { if (a) { for (;;) b(); } else c(); z(); }',
      'b',
      'b()',
    ],
    ['not into another scope', 'function f() { { let a = b(); } z(); }', 'b', 'a = b()'],
  ])('%s', (_, source, from, to) => {
    expect(skipped(source, from)).toBe(to);
  });

  it('does not pass the limit', () => {
    const source = 'function f() { if (a) b(); if (c) d(); z(); }';
    const graph = graphOf(source);
    const limit = blockOf(graph, 'd()', source).id;
    expect(skipped(source, 'a', limit)).toBe('c');
  });
});
