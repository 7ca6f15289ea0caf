/** Which scopes live on at a point of a run: those around it, and those around the calls that led to it. */
import type { TSESTree } from '@typescript-eslint/types';
import { contains, scopeNodeOf } from '../../syntax/scopes.js';
import type { Reach } from './reach.js';

/** The scopes of variables that matter, in the order in which they stand. What lives on elsewhere makes no difference. */
export type Living = readonly TSESTree.Node[];

/** Answers for one acquisition. */
export interface LivingScopes {
  /** What lives on in a scope that runs while these live on. */
  in(scope: TSESTree.Node, outer: Living): Living;
}

/** Makes the answers. */
export function makeLiving({ variables }: Reach): LivingScopes {
  const scopes = [...new Set([...variables].map(scopeNodeOf))].sort(byPlace);
  const known = new Map<TSESTree.Node, Living>();
  return {
    in(scope, outer) {
      const own = around(scope);
      if (own.every((each) => outer.includes(each))) return outer;
      return scopes.filter((each) => own.includes(each) || outer.includes(each));
    },
  };

  function around(scope: TSESTree.Node): Living {
    let found = known.get(scope);
    if (found === undefined) {
      found = scopes.filter((each) => contains(each, scope));
      known.set(scope, found);
    }
    return found;
  }
}

function byPlace(a: TSESTree.Node, b: TSESTree.Node): number {
  return a.range[0] - b.range[0] || b.range[1] - a.range[1];
}
