import { describe, expect, it } from 'vitest';
import { graphOf } from '../testing/parse.js';
import { assertGraph } from './assert-graph.js';
import type { Block, Graph } from './graph.js';

const graph = graphOf('function f() { if (a) b(); try { c(); } finally { d(); } }');

function broken(change: (blocks: Block[]) => void): Graph {
  const blocks = [...graph.blocks];
  change(blocks);
  return { ...graph, blocks };
}

/** The same block with something else about it. */
function put(blocks: Block[], id: number, changed: Partial<Block>): void {
  const block = blocks[id];
  if (block === undefined) throw new Error(`no block ${String(id)}`);
  blocks[id] = { ...block, ...changed };
}

describe('assertGraph', () => {
  it('accepts what the builder builds', () => {
    expect(() => {
      assertGraph(graph);
    }).not.toThrow();
  });

  it.each<[string, (blocks: Block[]) => void, RegExp]>([
    ['an entry that is not first', (blocks) => blocks.reverse(), /is the entry but not the first/],
    ['a block at another place', (blocks) => blocks.splice(2, 1), /stands at/],
    [
      'a test without its sides',
      (blocks) => {
        put(blocks, 0, { succs: [] });
      },
      /is the entry|leads on/,
    ],
    [
      'a block that nothing reaches',
      (blocks) => {
        put(blocks, 1, { preds: [] });
      },
      /not know|never reached|another block/,
    ],
    [
      'an item behind the one that decides',
      (blocks) => {
        const items = blocks[1]?.items ?? [];
        put(blocks, 1, { items: [...items, ...items] });
      },
      /before its end|another block/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => {
      assertGraph(broken(change));
    }).toThrow(message);
  });
});
