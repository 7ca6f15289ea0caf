/**
 * Shortcuts through the parts of a graph that cannot matter to somebody.
 *
 * From block `b`, all paths come to a later block `p` and none leaves the function, if every edge of the blocks
 * from `b` up to `p` stays among them or leads to `p`: in reverse postorder such a stretch is an
 * interval. Whoever has no business in the interval goes from `b` to `p` at once; doubling the jumps makes a
 * long way take the logarithm of its length.
 */
import type { Block, Edge, Graph } from './graph.js';
import { isCertain } from './reachable.js';

/** Shortcuts of one graph. */
export interface Skips {
  /**
   * The farthest block that every path from `block` comes to without passing the block with the number `limit`;
   * `block` itself where there is none. It is reached in the same scope, and never beyond `limit`.
   */
  from(block: Block, limit: number): Block;
}

/** Nothing is known to be closed from here. */
const open = -1;

/**
 * Finds the shortcuts under what `allows` says of edges. They hold as well where fewer exceptions are thrown. Linear in
 * the size of the graph, but for the doubling.
 */
export function buildSkips(graph: Graph, allows: (edge: Edge) => boolean): Skips {
  const { blocks } = graph;
  const levels = [firstJumps(graph, allows)];
  for (let length = 2; length < blocks.length; length *= 2) {
    const half = levels.at(-1)!;
    levels.push(half.map((middle) => (middle === open ? open : half[middle]!)));
  }
  return {
    from(block, limit) {
      let at = block.id;
      for (let level = levels.length - 1; level >= 0; level--) {
        const next = levels[level]![at]!;
        if (next !== open && next <= limit) at = next;
      }
      return blocks[at]!;
    },
  };
}

/** For each block, the nearest block that all its paths come to, or `open`. */
function firstJumps(graph: Graph, allows: (edge: Edge) => boolean): Int32Array {
  const { blocks, exit } = graph;
  const size = blocks.length;
  // The end of the smallest closed interval that begins with the block, whether or not it is left there.
  const end = new Int32Array(size).fill(open);
  // The first block that a back edge of the interval leads to.
  const low = new Int32Array(size);
  const arrives = new Uint8Array(size);
  const jumps = new Int32Array(size).fill(open);

  for (let id = size - 1; id >= 0; id--) {
    const block = blocks[id]!;
    // Regions are entered from several places, so a path through one is no interval.
    if (block === exit || block.runs !== undefined || block.region !== undefined) continue;
    const edges = block.succs.filter(allows);
    let isClosed = edges.length > 0;
    let first = id;
    let last = id + 1;
    for (const { to } of edges) {
      if (to === exit) isClosed = false;
      first = Math.min(first, to.id);
      last = Math.max(last, to.id);
    }
    if (!isClosed) continue;

    low[id] = first;
    let at = id + 1;
    while (at < last && end[at] !== open) {
      low[id] = Math.min(low[id]!, low[at]!);
      last = Math.max(last, end[at]!);
      at = end[at]!;
    }
    if (at !== last || last >= size) continue;
    end[id] = last;
    const arrivesAt = ({ to }: Edge): boolean => to.id > id && comesTo(to.id, last);
    arrives[id] = edges.some((edge) => isCertain(edge) && arrivesAt(edge)) ? 1 : 0;
    const isSafe = arrives[id] === 1 && low[id]! >= id;
    if (isSafe && blocks[last]!.scope === block.scope) jumps[id] = last;
  }
  return jumps;

  function comesTo(from: number, to: number): boolean {
    let at = from;
    while (at < to) {
      if (arrives[at] === 0) return false;
      at = end[at]!;
    }
    return at === to;
  }
}
