/**
 * The tree of everything that ends together, and how it ends. Chains of any length and branches
 * of any width work, because nothing recurses.
 */

import type { ContextError } from './context.js';
import type { Branch, Leaf } from './protocol.js';

/** Makes `leaf` the youngest child of `branch`. Both must be live, and `leaf` hang nowhere. */
export function hang(leaf: Leaf, branch: Branch): void {
  const elder = branch.last;
  leaf.owner = branch;
  leaf.prev = elder;
  branch.last = leaf;
  if (elder === undefined) branch.first = leaf;
  else elder.next = leaf;
}

/** Takes `leaf` off its branch, in constant time. Does nothing to one that hangs nowhere. */
export function cut(leaf: Leaf): void {
  const { owner, prev, next } = leaf;
  if (owner === undefined) return;
  if (prev === undefined) owner.first = next;
  else prev.next = next;
  if (next === undefined) owner.last = prev;
  else next.prev = prev;
  leaf.owner = leaf.prev = leaf.next = undefined;
}

/**
 * Ends `top` and all below it, parents before children and children in order of creation: marks
 * every one first, and only then lets the effects out, so that no observer sees half an end. Does
 * nothing to what is no longer live.
 */
export function end(top: Leaf, err: ContextError, cause: Error): void {
  if (!top.live) return;
  cut(top);
  const ended: Leaf[] = [];
  for (let leaf: Leaf | undefined = top; leaf !== undefined; leaf = following(leaf)) {
    leaf.mark(err, cause);
    ended.push(leaf);
  }
  for (const leaf of ended) {
    leaf.owner = leaf.prev = leaf.next = leaf.first = leaf.last = undefined;
  }
  for (const leaf of ended) leaf.settle();
}

/** The next leaf in preorder; `undefined` after the last one below the top, which was cut off. */
function following(leaf: Leaf): Leaf | undefined {
  if (leaf.first !== undefined) return leaf.first;
  let at: Leaf | undefined = leaf;
  while (at !== undefined && at.next === undefined) at = at.owner;
  return at?.next;
}
