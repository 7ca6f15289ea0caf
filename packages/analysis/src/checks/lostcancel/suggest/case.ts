/** One finding that something may be suggested for. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Release } from '../../../types/port.js';
import type { Pass } from '../../check.js';
import { followContext, type InUse } from './in-use.js';
import type { Look } from './look.js';
import type { ReleaseNodes } from './nodes.js';
import type { Place } from './place.js';
import type { Hand } from './text.js';
import type { Uses } from './uses.js';

/** All that the forms of suggestions share about one finding. */
export interface Case {
  readonly pass: Pass<unknown>;
  readonly look: Look;
  readonly place: Place;
  readonly hand: Hand;
  readonly uses: Uses;
  readonly nodes: ReleaseNodes;
  readonly release: Release;
}

/** Where the context of a place goes. */
export function inUse(
  { pass, place }: Case,
  isExempt: (mention: TSESTree.Node) => boolean = () => false,
): InUse {
  const { bound, block, holder } = place;
  return followContext(pass, { variables: bound, cancel: holder.part, block, isExempt });
}

/** Is it certain that a call of the function does not throw? Of the runtime's own it is. */
export function isSafe({ pass, place }: Case): boolean {
  return place.acquisitions.every(
    ({ call }) => pass.types.runtimeExport(call.callee) !== undefined,
  );
}
