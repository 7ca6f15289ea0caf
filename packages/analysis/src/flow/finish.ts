/** From a draft to a graph: reachable blocks in reverse postorder, edges both ways, items by node. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Draft, DraftBlock, DraftRegion } from './draft.js';
import type { Block, Edge, Graph, Place, Region, Root } from './graph.js';

/** A finished shape while it is tied together. */
type Open<T> = { -readonly [K in keyof T]: T[K] };

/** Ends a draft. */
export function finish(draft: Draft, root: Root): Graph {
  mergeBlocks(draft);
  const order = reversePostorder(draft.entry);
  if (!order.includes(draft.exit)) order.push(draft.exit);

  const regionOf = new Map<DraftRegion, Open<Region>>();
  const blockOf = new Map<DraftBlock, Open<Block>>();
  const regions: Region[] = [];
  const itemsOf = new Map<TSESTree.Node, Place[]>();

  order.forEach((block, id) => {
    const { kind, scope, inTry, items } = block;
    const finished: Open<Block> = {
      id,
      kind,
      scope,
      inTry,
      items,
      region: undefined,
      runs: undefined,
      succs: [],
      preds: [],
    };
    blockOf.set(block, finished);
    items.forEach((item, index) => {
      const places = itemsOf.get(item.node);
      if (places === undefined) itemsOf.set(item.node, [{ block: finished, index }]);
      else places.push({ block: finished, index });
    });
  });

  for (const [block, finished] of blockOf) {
    finished.region = mapRegion(block.region);
    finished.runs = mapRegion(block.runs);
    for (const { kind, to, jump } of block.succs) {
      const edge: Edge = { kind, from: finished, to: blockOf.get(to) as Block, jump };
      (finished.succs as Edge[]).push(edge);
      (edge.to.preds as Edge[]).push(edge);
    }
  }

  const blocks = [...blockOf.values()];
  return {
    root,
    blocks,
    entry: blockOf.get(draft.entry) as Block,
    exit: blockOf.get(draft.exit) as Block,
    regions,
    itemsOf,
  };

  function mapRegion(region: DraftRegion | undefined): Region | undefined {
    if (region === undefined) return undefined;
    const known = regionOf.get(region);
    if (known !== undefined) return known;
    const parent = mapRegion(region.parent);
    const finished: Open<Region> = {
      id: regions.length,
      node: region.node,
      parent,
      entry: blockOf.get(region.entry) as Block,
      end: region.end === undefined ? undefined : blockOf.get(region.end),
    };
    regionOf.set(region, finished);
    regions.push(finished);
    return finished;
  }
}

/** A block that only goes on in a block that nothing else leads to becomes one with it. */
function mergeBlocks(draft: Draft): void {
  for (const block of draft.blocks) {
    for (let next = mergeable(block, draft); next !== undefined; next = mergeable(block, draft)) {
      block.items.push(...next.items);
      block.succs = next.succs;
    }
  }
}

function mergeable(block: DraftBlock, draft: Draft): DraftBlock | undefined {
  const [edge, ...others] = block.succs;
  if (edge?.kind !== 'normal' || others.length > 0 || block.runs !== undefined) return undefined;
  const next = edge.to;
  const isAlone = next.preds === 1 && next !== draft.exit && next.runs === undefined;
  // The end of a region stays a block of its own: landings go on from it.
  if (!isAlone || next === next.region?.end || next === next.region?.entry) return undefined;
  const isSame =
    next.scope === block.scope && next.inTry === block.inTry && next.region === block.region;
  return isSame ? next : undefined;
}

/** Depth first with a stack of its own: a graph may be as deep as its program is long. */
function reversePostorder(entry: DraftBlock): DraftBlock[] {
  const order: DraftBlock[] = [];
  const seen = new Set([entry]);
  const path = [entry];
  const visited = [0];
  for (let block = path.at(-1); block !== undefined; block = path.at(-1)) {
    const next = nthNext(block, visited[visited.length - 1]!++);
    if (next === undefined) {
      order.push(block);
      path.pop();
      visited.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      path.push(next);
      visited.push(0);
    }
  }
  return order.reverse();
}

/** Where a block leads, the last first, and a region at the end: what is visited last comes first in the order. */
function nthNext(block: DraftBlock, n: number): DraftBlock | undefined {
  const { succs, runs } = block;
  return n === succs.length ? runs?.entry : succs[succs.length - 1 - n]?.to;
}
