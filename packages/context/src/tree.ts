/**
 * The tree of everything that ends together, and how it ends. Chains of any length and branches
 * of any width work, because nothing recurses.
 */

import type { Branch, End, Leaf } from './protocol.js';

/** Makes `leaf` the youngest child of `branch`. Both must be live, and `leaf` hang nowhere. */
export function hang(leaf: Leaf, branch: Branch): void {
  const elder = branch.last ?? leaf;
  const oldest = elder.next ?? leaf;
  leaf.owner = branch;
  leaf.prev = elder;
  leaf.next = oldest;
  elder.next = oldest.prev = branch.last = leaf;
}

/** Takes `leaf` off its branch, in constant time. Does nothing to one that hangs nowhere. */
export function cut(leaf: Leaf): void {
  const { owner, prev, next } = leaf;
  if (owner === undefined) return;
  prev!.next = next;
  next!.prev = prev;
  if (owner.last === leaf) owner.last = prev === leaf ? undefined : prev;
  leaf.owner = leaf.prev = leaf.next = undefined;
}

/**
 * Ends `top` and all below it, parents before children and children in order of creation: marks
 * every one first, and only then lets the effects out, so that no observer sees half an end. Does
 * nothing to what is no longer live.
 */
export function finish(top: Leaf, end: End): void {
  if (!top.live) return;
  cut(top);
  if (top.last === undefined) {
    top.mark(end);
    top.settle();
    return;
  }
  const ended: Leaf[] = [];
  for (let leaf: Leaf | undefined = top; leaf !== undefined; leaf = following(leaf)) {
    leaf.mark(end);
    ended.push(leaf);
  }
  for (const leaf of ended) leaf.owner = leaf.prev = leaf.next = leaf.last = undefined;
  for (const leaf of ended) leaf.settle();
}

/** The next leaf in preorder; `undefined` after the last one below the top, which was cut off. */
function following(leaf: Leaf): Leaf | undefined {
  if (leaf.last !== undefined) return leaf.last.next;
  let at: Leaf = leaf;
  while (at.owner !== undefined) {
    if (at.owner.last !== at) return at.next;
    at = at.owner;
  }
  return undefined;
}
