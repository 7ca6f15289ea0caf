/** A graph as text, for tests and readers, and as DOT, for drawings. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Edge, Graph, Item, Origin } from './graph.js';

/**
 * One line a block: `b1 then: call f() · end → b2, throw → exit`.
 * Nodes are printed as they stand in `text`, cut after the first line.
 */
export function printGraph(graph: Graph, text: string): string {
  return graph.blocks.map((block) => printBlock(graph, block, text)).join('\n');
}

/** The same as a DOT digraph: one box a block, one style a kind of edge, one cluster a `finally`. */
export function printDot(graph: Graph, text: string): string {
  const lines = ['digraph flow {', '  node [shape=box, fontname=monospace, fontsize=10];'];
  for (const block of graph.blocks) {
    const body = [`${nameOf(graph, block)} ${block.kind}`, ...itemsOf(block, text)];
    lines.push(`  b${block.id} [label=${quote(`${body.join('\n')}\n`)}];`);
  }
  for (const region of graph.regions) {
    const inside = graph.blocks.filter((block) => block.region === region);
    const names = inside.map((block) => `b${block.id};`).join(' ');
    lines.push(`  subgraph cluster_r${region.id} { label="finally r${region.id}"; ${names} }`);
  }
  for (const block of graph.blocks) {
    if (block.runs !== undefined) {
      lines.push(`  b${block.id} -> b${block.runs.entry.id} [style=dotted, arrowhead=empty];`);
    }
    for (const edge of block.succs) {
      lines.push(`  b${edge.from.id} -> b${edge.to.id} [${edgeStyle[edge.kind]}];`);
    }
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

const edgeStyle: Readonly<Record<Edge['kind'], string>> = {
  normal: '',
  true: 'label="true"',
  false: 'label="false"',
  throw: 'label="throw", color=red',
  return: 'label="return", color=blue',
  yield: 'label="yield", color=purple, style=dashed',
};

function printBlock(graph: Graph, block: Block, text: string): string {
  const where = block.region === undefined ? '' : ` in r${block.region.id}`;
  const flags = `${where}${block.inTry ? ' try' : ''}`;
  const items = itemsOf(block, text);
  const body = block.runs === undefined ? items.join(' · ') : `runs r${block.runs.id}`;
  const succs = block.succs.map((edge) => {
    const kind = edge.kind === 'normal' ? '' : `${edge.kind} `;
    return `${kind}→ ${nameOf(graph, edge.to)}`;
  });
  const head = `${nameOf(graph, block)} ${block.kind}${flags}:`;
  return [head, body, succs.join(', ')].filter((part) => part !== '').join(' ');
}

function nameOf(graph: Graph, block: Block): string {
  return block === graph.exit ? 'exit' : `b${block.id}`;
}

function itemsOf(block: Block, text: string): string[] {
  return block.items.filter((item) => item.kind !== 'end').map((item) => printItem(item, text));
}

function printItem(item: Item, text: string): string {
  const code = snippet(item.node, text);
  switch (item.kind) {
    case 'write':
      return `${snippet(item.target, text)} = ${printOrigin(item.value, text)}`;
    case 'select':
      return `(${code}) is ${printOrigin(item.value, text)}`;
    case 'test':
      return `${item.question} ${printOrigin(item.value, text)}`;
    case 'iterate':
      return `iterate ${snippet(item.of, text)}`;
    case 'return':
      return `return ${printOrigin(item.value, text)}`;
    case 'throw':
      return code;
    default:
      return `${item.kind} ${code}`;
  }
}

function printOrigin(origin: Origin, text: string): string {
  switch (origin.kind) {
    case 'expression':
      return snippet(origin.node, text);
    case 'part':
      return `${printOrigin(origin.of, text)}.${origin.key ?? '?'}`;
    case 'rest':
      return `...${printOrigin(origin.of, text)}`;
    case 'parameter':
      return `parameter ${String(origin.index)}`;
    default:
      return origin.kind;
  }
}

function snippet(node: TSESTree.Node, text: string): string {
  const code = text.slice(node.range[0], node.range[1]);
  const [first = ''] = code.split('\n', 1);
  return first.length < code.length ? `${first}…` : first;
}

function quote(label: string): string {
  return `"${label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\l')}"`;
}
