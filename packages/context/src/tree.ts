/**
 * The tree of everything that ends together, and how it ends. Chains of any length and branches
 * of any width work, because nothing recurses.
 */

import type { Branch, End, Leaf } from './protocol.js';

/** Makes `leaf` the youngest child of `branch`. Both must be live, and `leaf` hang nowhere. */
export function hang(leaf: Leaf, branch: Branch): void {
  const elder = branch.last;
  leaf.owner = branch;
  leaf.prev = elder;
  if (elder !== undefined) elder.next = leaf;
  branch.last = leaf;
}

/** Takes `leaf` off its branch, in constant time. Does nothing to one that hangs nowhere. */
export function cut(leaf: Leaf): void {
  const { owner, prev, next } = leaf;
  if (owner === undefined) return;
  if (prev !== undefined) prev.next = next;
  if (next !== undefined) next.prev = prev;
  else owner.last = prev;
  leaf.owner = leaf.prev = leaf.next = undefined;
}

/**
 * Ends `top` and all below it: marks every one first, and only then lets the effects out, so that
 * no observer sees half an end; those of parents before those of children, and of children in order
 * of creation. Does nothing to what is no longer live.
 */
export function finish(top: Leaf, end: End): void {
  if (!top.live) return;
  cut(top);
  if (top.last === undefined) {
    top.mark(end);
    top.settle();
  } else finishAll(top, end);
}

/** Apart, so that engines find `finish` small enough to inline it: most of what ends has no children. */
function finishAll(top: Leaf, end: End): void {
  const ended: Leaf[] = [];
  let leaf: Leaf | undefined = youngest(top);
  while (leaf !== undefined) {
    leaf.mark(end);
    ended.push(leaf);
    leaf = leaf.prev ? youngest(leaf.prev) : leaf.owner;
  }
  for (const each of ended) each.owner = each.prev = each.next = each.last = undefined;
  // Found were children before parents, and the youngest first.
  for (const each of ended.reverse()) each.settle();
}

/** The youngest child of the youngest child and so on of `leaf`; itself where it has none. */
function youngest(leaf: Leaf): Leaf {
  let at = leaf;
  while (at.last !== undefined) at = at.last;
  return at;
}
