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

/** Does a path that does not care go from one piece of code to another at once? Calls do not throw. */
function skips(source: string, from: string, to: string): boolean {
  const graph = graphOf(source);
  const target = blockOf(graph, to, source);
  const found = buildSkips(graph, (edge) => edge.kind !== 'throw');
  return found.from(blockOf(graph, from, source), target.id) === target;
}

describe('buildSkips', () => {
  it.each([
    [
      'branches that meet again',
      'function f() { if (a) b(); else c(); if (d) e(); if (z) y(); }',
      true,
    ],
    ['loops that end', 'function f() { while (a) { if (b) continue; c(); } if (z) y(); }', true],
    ['no way out of a loop', 'function f() { while (x) { a(); b(); } if (z) y(); }', false],
    ['no return', 'function f() { if (a) return; if (z) y(); }', false],
    ['no end of the process', 'function f() { if (a) process.exit(); if (z) y(); }', false],
    [
      'nothing that never comes out',
      'function f() { if (x) { for (;;) a(); } else c(); if (z) y(); }',
      false,
    ],
    ['no change of scope', 'function f() { { let x = a(); } if (z) y(); }', false],
    ['no finally', 'function f() { try { a(); } finally { b(); } if (z) y(); }', false],
  ])('%s', (_, source, expected) => {
    expect(skips(source, 'a', 'z')).toBe(expected);
  });
});
