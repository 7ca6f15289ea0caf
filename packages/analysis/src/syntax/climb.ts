/** What is around nodes. */
import type { TSESTree } from '@typescript-eslint/types';

/**
 * Visits a node and what is around it, below `top`; what is around a block only once, for it is around all that stands in
 * the block, and blocks may be nested deeply.
 */
export function makeClimb(
  top: TSESTree.Node,
  visit: (node: TSESTree.Node) => void,
): (from: TSESTree.Node) => void {
  const done = new Set<TSESTree.Node>();
  return (from) => {
    for (let at: TSESTree.Node | undefined = from; at != null && at !== top; at = at.parent) {
      if (at.type === 'BlockStatement') {
        if (done.has(at)) return;
        done.add(at);
      }
      visit(at);
    }
  };
}
