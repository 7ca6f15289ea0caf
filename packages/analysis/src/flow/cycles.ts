/** The loops of a graph: what comes round in them. */
import type { Block, Graph, Region } from './graph.js';

/** The blocks that a path can come to twice: in reverse postorder, all from the head of a loop to its way back. */
export function loopingBlocks(graph: Graph): Set<Block> {
  const looping = new Set<Block>();
  for (const { preds, id } of graph.blocks) {
    const back = preds.filter(({ from }) => from.id >= id);
    const last = Math.max(-1, ...back.map(({ from }) => lastOnTheWay(graph, from)));
    for (let i = id; i <= last; i++) looping.add(graph.blocks[i]!);
  }
  return looping;
}

/** The number of the last block that runs before the edges of a block are taken: a landing runs its region first. */
export function lastOnTheWay(graph: Graph, from: Block): number {
  const { runs } = from;
  if (runs === undefined) return from.id;
  const isIn = (at: Region | undefined): boolean =>
    at !== undefined && (at === runs || isIn(at.parent));
  return graph.blocks.findLast((block) => isIn(block.region))!.id;
}
