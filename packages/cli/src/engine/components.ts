/** Strongly connected components, as Tarjan finds them, without recursion: chains of imports may be long. */

/** The nodes in groups whose members reach each other; a group comes after all groups that it reaches. */
export function componentsOf<N>(nodes: Iterable<N>, edgesOf: (node: N) => Iterable<N>): N[][] {
  const groups: N[][] = [];
  const indexes = new Map<N, number>();
  // The smallest index known to be reachable; a node whose own it is was the first of its group to be met.
  const lows = new Map<N, number>();
  const open: N[] = [];
  const isOpen = new Set<N>();
  const path: { node: N; edges: Iterator<N> }[] = [];

  for (const node of nodes) {
    if (!indexes.has(node)) enter(node);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.edges.next();
      if (next.done === true) leave(top.node);
      else if (!indexes.has(next.value)) enter(next.value);
      else if (isOpen.has(next.value)) lower(top.node, indexes.get(next.value) ?? 0);
    }
  }
  return groups;

  function enter(node: N): void {
    lows.set(node, indexes.size);
    indexes.set(node, indexes.size);
    open.push(node);
    isOpen.add(node);
    path.push({ node, edges: edgesOf(node)[Symbol.iterator]() });
  }

  function leave(node: N): void {
    path.pop();
    const low = lows.get(node) ?? 0;
    const from = path.at(-1);
    if (from !== undefined) lower(from.node, low);
    if (low !== indexes.get(node)) return;
    const group = open.splice(open.lastIndexOf(node));
    for (const each of group) isOpen.delete(each);
    groups.push(group);
  }

  function lower(node: N, low: number): void {
    if (low < (lows.get(node) ?? 0)) lows.set(node, low);
  }
}
