/** Checks what `graph.ts` promises of every graph. Tests run it after each build. */
import type { Block, Graph } from './graph.js';

/**
 * Throws where an invariant is broken, with the block that breaks it.
 * Linear in the size of the graph.
 */
export function assertGraph(graph: Graph): void {
  const { blocks, entry, exit, regions } = graph;
  must(blocks[0] === entry, entry, 'is the entry but not the first block');
  must(blocks.includes(exit), exit, 'is the exit but not in the graph');
  must(exit.items.length === 0 && exit.succs.length === 0, exit, 'is the exit but leads on');
  blocks.forEach((block, i) => {
    must(block.id === i, block, `stands at ${String(i)}`);
    assertEdges(block);
    assertWayOn(block);
    if (block !== entry && block !== exit && !isRegionEntry(block)) {
      must(block.preds.length > 0, block, 'is never reached');
    }
  });
  for (const region of regions) {
    must(region.entry.region === region, region.entry, 'enters a region that it is not in');
    must(region.end === undefined || region.end.region === region, region.entry, 'ends elsewhere');
    must(
      region.parent === undefined || region.parent.id < region.id,
      region.entry,
      'is out of order',
    );
    must(
      blocks.some((block) => block.runs === region && block.region === region.parent),
      region.entry,
      'is run by no landing',
    );
  }
  assertOrder(graph);

  function isRegionEntry(block: Block): boolean {
    return block.region?.entry === block;
  }
}

function assertEdges(block: Block): void {
  for (const edge of block.succs) {
    must(edge.from === block, block, 'has an edge of another block');
    must(edge.to.preds.includes(edge), block, 'has an edge that its target does not know');
    must(edge.to.region?.entry !== edge.to, block, 'enters a region without a landing');
    if (edge.to.region !== block.region) {
      must(isInside(block, edge.to.region), block, 'enters a region from outside');
    }
  }
  for (const edge of block.preds) {
    must(edge.to === block && edge.from.succs.includes(edge), block, 'has a stray predecessor');
  }
}

/** Which edges a block may have, by its last item. */
function assertWayOn(block: Block): void {
  const kinds = block.succs.map((edge) => edge.kind).join(' ');
  const last = block.items.at(-1);
  const allowed = wayOn(block, last?.kind);
  must(
    allowed.test(kinds),
    block,
    `ends with ${last?.kind ?? 'nothing'} but leads on by "${kinds}"`,
  );
  block.items.slice(0, -1).forEach((item) => {
    must(!deciding.has(item.kind), block, `has ${item.kind} before its end`);
  });
}

const deciding = new Set<string>([
  'call',
  'invoke',
  'await',
  'settle',
  'iterate',
  'dispose',
  'yield',
  'test',
  'choose',
  'return',
  'throw',
  'halt',
]);

function wayOn(block: Block, last: string | undefined): RegExp {
  if (block.runs !== undefined) {
    return block.runs.end === undefined ? /^$/ : /^(normal|throw|return|yield)$/;
  }
  switch (last) {
    case 'call':
    case 'invoke':
    case 'await':
    case 'iterate':
    case 'dispose':
      return /^throw normal$/;
    case 'settle':
      return /^return normal$/;
    case 'yield':
      return /^throw normal yield$/;
    case 'test':
    case 'choose':
      return /^true false$/;
    case 'return':
      return /^return$/;
    case 'throw':
      return /^throw$/;
    case 'halt':
      return /^$/;
    default:
      // The end of a region and the exit lead nowhere; the end of a body is a `return` item.
      return block.succs.length === 0 ? /^$/ : /^normal$/;
  }
}

/** Going back happens in loops alone: to a block that leads to where the edge comes from. */
function assertOrder(graph: Graph): void {
  for (const block of graph.blocks) {
    if (block.runs === undefined) continue;
    must(block.items.length === 0, block, 'is a landing with items');
  }
  const backs = graph.blocks.flatMap((block) => block.succs.filter((e) => e.to.id <= block.id));
  for (const edge of backs) {
    const target = edge.to.kind;
    must(/loop|body|continue|finally|exit/.test(target), edge.from, `goes back to a ${target}`);
  }
}

function isInside(block: Block, outer: Block['region']): boolean {
  if (outer === undefined) return true;
  for (let region = block.region; region !== undefined; region = region.parent) {
    if (region === outer) return true;
  }
  return false;
}

function must(holds: boolean, block: Block, what: string): asserts holds {
  if (!holds)
    throw new Error(`ctxvet: internal: block b${String(block.id)} (${block.kind}) ${what}`);
}
