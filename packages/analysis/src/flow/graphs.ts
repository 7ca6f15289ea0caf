/** The graphs of one file. */
import { buildGraph } from './build.js';
import type { IsFilled } from './draft.js';
import type { Graph, Root } from './graph.js';

/** Graphs of a file's roots, built when first asked for. */
export type Graphs = (root: Root) => Graph;

/** Makes the store of a file's graphs. */
export function makeGraphs(isFilled: IsFilled): Graphs {
  const graphs = new Map<Root, Graph>();
  return (root) => {
    let graph = graphs.get(root);
    if (graph === undefined) graphs.set(root, (graph = buildGraph(root, isFilled)));
    return graph;
  };
}
