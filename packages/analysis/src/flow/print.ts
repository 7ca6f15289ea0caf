/** A graph as text, for tests and readers. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Graph, Item, Origin } from './graph.js';

/**
 * One line a block: `b1 then: call f() · end → b2, throw → exit`.
 * Nodes are printed as they stand in `text`, cut after the first line.
 */
export function printGraph(graph: Graph, text: string): string {
  return graph.blocks.map((block) => printBlock(graph, block, text)).join('\n');
}

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

/** `b1`, `exit`. */
export function nameOf(graph: Graph, block: Block): string {
  return block === graph.exit ? 'exit' : `b${block.id}`;
}

/** What happens in a block, an item a line. */
export function itemsOf(block: Block, text: string): string[] {
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
    // The code begins with the word.
    case 'await':
    case 'yield':
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
  const [first = ''] = code.split(/[\n\r\u2028\u2029]/, 1);
  return first.length < code.length ? `${first}…` : first;
}
