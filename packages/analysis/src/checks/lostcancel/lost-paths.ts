/** The paths on which something is lost, as a drawing of a graph shows them. */
import type { Highlight } from '../../flow/draw.js';
import type { Block, Edge, Graph, Root } from '../../flow/graph.js';
import type { Graphs } from '../../flow/graphs.js';
import type { CancelAcquisition } from './acquisition.js';
import type { Judge } from './judge.js';

/** What a root loses: for each acquisition in it a shortest path, from the acquisition to the loss. */
export function lostPathsIn(
  root: Root,
  acquisitions: readonly CancelAcquisition[],
  judge: Judge,
  graphs: Graphs,
): { readonly graph: Graph; readonly lost: Highlight } {
  const graph = graphs(root);
  const blocks = new Set<Block>();
  const edges = new Set<Edge>();
  for (const acquisition of acquisitions) {
    if (acquisition.root !== root) continue;
    const path = judge.pathOf(acquisition);
    if (path === undefined) continue;
    let at = graph.itemsOf.get(acquisition.node)?.[0]?.block;
    const { loss } = path;
    const taken = loss.kind === 'edge' ? [...path.edges, loss.edge] : path.edges;
    for (const edge of taken) {
      walk(at, edge.from);
      edges.add(edge);
      at = edge.to;
      visit(edge.from);
      visit(edge.to);
    }
    if (loss.kind === 'item') walk(at, loss.block);
  }
  return { graph, lost: { blocks, edges } };

  function visit(block: Block): void {
    blocks.add(block);
    if (block.runs !== undefined) blocks.add(block.runs.entry);
  }

  /** The tracker leaves out what cannot matter; a reader wants to see it. */
  function walk(from: Block | undefined, to: Block): void {
    if (from === undefined) return;
    visit(from);
    for (const edge of shortestWay(from, to)) {
      edges.add(edge);
      visit(edge.to);
    }
  }
}

/** Edges from one block to another, breadth first; none where there is no way, as from a region to its landing. */
function shortestWay(from: Block, to: Block): Edge[] {
  const by = new Map<Block, Edge | undefined>([[from, undefined]]);
  for (const block of by.keys()) {
    if (block === to) break;
    for (const edge of block.succs) if (!by.has(edge.to)) by.set(edge.to, edge);
  }
  const edges: Edge[] = [];
  for (let edge = by.get(to); edge !== undefined; edge = by.get(edge.from)) edges.push(edge);
  return edges.reverse();
}
