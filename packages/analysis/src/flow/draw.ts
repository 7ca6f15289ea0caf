/** A graph as a drawing: DOT for Graphviz, or Mermaid for pages that draw it themselves. */
import type { Block, Edge, Graph } from './graph.js';
import { itemsOf, nameOf } from './print.js';

/** What of a graph is drawn in red: a path that goes wrong. */
export interface Highlight {
  readonly blocks: ReadonlySet<Block>;
  readonly edges: ReadonlySet<Edge>;
}

const nothing: Highlight = { blocks: new Set(), edges: new Set() };

/** As a DOT digraph: one box a block, one style a kind of edge, one cluster a `finally`. */
export function printDot(graph: Graph, text: string, lost: Highlight = nothing): string {
  const lines = ['digraph flow {', '  node [shape=box, fontname=monospace, fontsize=10];'];
  for (const block of graph.blocks) {
    const label = `label=${quote(`${labelOf(graph, block, text).join('\n')}\n`)}`;
    lines.push(`  b${block.id} [${listOf(label, lost.blocks.has(block) && red)}];`);
  }
  for (const region of graph.regions) {
    const names = blocksIn(graph, region).map((block) => `b${block.id};`);
    lines.push(
      `  subgraph cluster_r${region.id} { label="finally r${region.id}"; ${names.join(' ')} }`,
    );
  }
  for (const block of graph.blocks) {
    if (block.runs !== undefined) {
      const style = listOf('style=dotted', 'arrowhead=empty', isRun(block, lost) && red);
      lines.push(`  b${block.id} -> b${block.runs.entry.id} [${style}];`);
    }
    for (const edge of block.succs) {
      const style = listOf(edgeStyle[edge.kind], lost.edges.has(edge) && red);
      lines.push(`  b${edge.from.id} -> b${edge.to.id} [${style}];`);
    }
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

const red = 'color=red, penwidth=3';

const edgeStyle: Readonly<Record<Edge['kind'], string>> = {
  normal: '',
  true: 'label="true"',
  false: 'label="false"',
  throw: 'label="throw", color=orange',
  return: 'label="return", color=blue',
  yield: 'label="yield", color=purple, style=dashed',
};

/** As a Mermaid flowchart: arrows by kind, a subgraph a `finally`. */
export function printMermaid(graph: Graph, text: string, lost: Highlight = nothing): string {
  const lines = ['flowchart TD'];
  const box = (block: Block): string =>
    `b${block.id}["${labelOf(graph, block, text).map(escapeMermaid).join('<br>')}"]`;
  for (const block of graph.blocks) {
    if (block.region === undefined) lines.push(`  ${box(block)}`);
  }
  for (const region of graph.regions) {
    const boxes = blocksIn(graph, region).map((block) => `    ${box(block)}`);
    lines.push(`  subgraph r${region.id} ["finally r${region.id}"]`, ...boxes, '  end');
  }
  const redLinks: number[] = [];
  let links = 0;
  const link = (from: Block, arrow: string, to: Block, isRed: boolean): void => {
    lines.push(`  b${from.id} ${arrow} b${to.id}`);
    if (isRed) redLinks.push(links);
    links++;
  };
  for (const block of graph.blocks) {
    if (block.runs !== undefined) link(block, '-.-o', block.runs.entry, isRun(block, lost));
    for (const edge of block.succs) {
      link(edge.from, mermaidArrow[edge.kind], edge.to, lost.edges.has(edge));
    }
  }
  const ids = [...lost.blocks].map((block) => `b${block.id}`);
  if (ids.length > 0) {
    lines.push('  classDef lost stroke:red,stroke-width:3px', `  class ${ids.join(',')} lost`);
  }
  if (redLinks.length > 0) {
    lines.push(`  linkStyle ${redLinks.join(',')} stroke:red,stroke-width:3px`);
  }
  return `${lines.join('\n')}\n`;
}

const mermaidArrow: Readonly<Record<Edge['kind'], string>> = {
  normal: '-->',
  true: '-->|true|',
  false: '-->|false|',
  throw: '-.->|throw|',
  return: '==>|return|',
  yield: '-.->|yield|',
};

function labelOf(graph: Graph, block: Block, text: string): string[] {
  return [`${nameOf(graph, block)} ${block.kind}`, ...itemsOf(block, text)];
}

function blocksIn(graph: Graph, region: Graph['regions'][number]): Block[] {
  return graph.blocks.filter((block) => block.region === region);
}

/** Does the path go from this landing into its region? */
function isRun(landing: Block, { blocks }: Highlight): boolean {
  return landing.runs !== undefined && blocks.has(landing) && blocks.has(landing.runs.entry);
}

/** Attributes; a later one takes the place of an earlier one of the same name. */
function listOf(...attributes: readonly (string | false)[]): string {
  return attributes.filter((each) => each !== false && each !== '').join(', ');
}

function quote(label: string): string {
  return `"${label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\l')}"`;
}

function escapeMermaid(label: string): string {
  return label.replaceAll(/["#&<>`\\]/g, (sign) => `#${String(sign.charCodeAt(0))};`);
}
