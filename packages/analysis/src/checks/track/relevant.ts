/** Where in a graph something happens that can concern the resource. */
import type { Block, Graph } from '../../flow/graph.js';
import type { Reach } from './reach.js';

/** The items of one graph that matter. */
export interface Relevant {
  /** The places in a block of the items that matter, in order; one that ends the path always does. */
  items(block: Block): readonly number[];
  /** The number of the first block that has some, from this block on; infinite where none has. */
  next(block: Block): number;
}

/** Looks up the items of all nodes that a resource can reach. `others` are blocks that matter for other reasons. */
export function makeRelevant(graph: Graph, reach: Reach, others: Iterable<Block>): Relevant {
  const items = new Map<Block, number[]>();
  for (const node of reach.nodes) {
    for (const { block, index } of graph.itemsOf.get(node) ?? []) {
      const list = items.get(block);
      if (list === undefined) items.set(block, [index]);
      else list.push(index);
    }
  }
  for (const list of items.values()) list.sort((a, b) => a - b);
  const blocks = new Set([...items.keys(), ...others]);
  const ids = [...blocks].map((block) => block.id).sort((a, b) => a - b);
  return {
    items: (block) => {
      const indexes = items.get(block) ?? [];
      const last = block.items.length - 1;
      const kind = block.items[last]?.kind;
      const ends = kind === 'return' || kind === 'throw' || kind === 'settle';
      return ends && indexes.at(-1) !== last ? [...indexes, last] : indexes;
    },
    next(block) {
      let low = 0;
      let high = ids.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ids[middle]! < block.id) low = middle + 1;
        else high = middle;
      }
      return ids[low] ?? Infinity;
    },
  };
}
