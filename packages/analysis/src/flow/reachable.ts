/** Which blocks control can come to at all. */
import type { Block, Edge, Graph } from './graph.js';

/**
 * The blocks that the entry leads to along edges that `allows`. What comes to the end of a region is taken
 * to go on from all of its landings that are reached themselves.
 */
export function reachableBlocks(graph: Graph, allows: (edge: Edge) => boolean): ReadonlySet<Block> {
  const seen = new Set<Block>([graph.entry]);
  const work = [graph.entry];
  for (let block = work.pop(); block !== undefined; block = work.pop()) {
    if (block.runs !== undefined) visit(block.runs.entry);
    for (const edge of block.succs) if (allows(edge)) visit(edge.to);
  }
  return seen;

  function visit(block: Block): void {
    if (seen.has(block)) return;
    seen.add(block);
    work.push(block);
  }
}

/** Is this edge taken whatever else is known of exceptions? A call may turn out not to throw, a `throw` always does. */
export function isCertain(edge: Edge): boolean {
  return !isFailure(edge) || edge.from.items.at(-1)?.kind === 'throw';
}

/** Is this edge taken where what runs last in its block fails: throws, or is a returned promise that is rejected? */
export function isFailure({ kind, from }: Edge): boolean {
  return kind === 'throw' || (kind === 'return' && from.items.at(-1)?.kind === 'settle');
}
