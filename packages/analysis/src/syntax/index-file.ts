/**
 * One walk over a file, shared by all checks: the nodes of each kind in source order.
 * The walk also sets `parent` where the parser did not.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Source } from './source.js';

/** A node of the type named `T`. */
export type NodeOf<T extends string> = Extract<TSESTree.Node, { type: T }>;

/** The nodes of a file by their type. */
export interface Index {
  /** All nodes of this type, in the order of their starts. */
  of<T extends `${TSESTree.Node['type']}`>(type: T): readonly NodeOf<T>[];
}

/** Walks the file once. Linear in its size; holds every node once. */
export function buildIndex(source: Source): Index {
  const byType = new Map<string, TSESTree.Node[]>();
  // An explicit stack: deep nesting that the parser survived must not overflow here.
  const stack: TSESTree.Node[] = [source.ast];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const list = byType.get(node.type);
    if (list === undefined) byType.set(node.type, [node]);
    else list.push(node);
    // As `childrenOf`, backwards and without a list for each node: every node of a program comes by here.
    const keys = source.visitorKeys[node.type] ?? [];
    for (let i = keys.length - 1; i >= 0; i--) {
      const child = (node as unknown as Record<string, unknown>)[keys[i]!];
      if (Array.isArray(child)) {
        for (let j = child.length - 1; j >= 0; j--) push(child[j], node);
      } else {
        push(child, node);
      }
    }
  }
  return { of: (type) => (byType.get(type) ?? []) as never };

  function push(child: unknown, parent: TSESTree.Node): void {
    if (!isNode(child)) return;
    const node = child as { parent?: TSESTree.Node };
    node.parent ??= parent;
    stack.push(child);
  }
}

/** The children of a node, in the order of its visitor keys. */
export function childrenOf(
  node: TSESTree.Node,
  visitorKeys: Source['visitorKeys'],
): TSESTree.Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, unknown>)[key];
    return (Array.isArray(child) ? (child as unknown[]) : [child]).filter(isNode);
  });
}

/** Is it a node, among all that a property of one may hold? */
export function isNode(child: unknown): child is TSESTree.Node {
  return typeof child === 'object' && child !== null && 'type' in child;
}

/** Those of nodes in source order that lie in a range. Costs the logarithm of their number and what is found. */
export function nodesWithin<N extends TSESTree.Node>(
  nodes: readonly N[],
  [start, end]: readonly [number, number],
): N[] {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.range[0] < start) low = middle + 1;
    else high = middle;
  }
  const found: N[] = [];
  for (let node = nodes[low]; node !== undefined && node.range[0] < end; node = nodes[++low]) {
    if (node.range[1] <= end) found.push(node);
  }
  return found;
}
