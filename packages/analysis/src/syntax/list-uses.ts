/** What is done to a list that a variable holds. */
import type { TSESTree } from '@typescript-eslint/types';
import { isInType, type Variable } from './scopes.js';
import { wrapped } from './unwrap.js';

/** Is a list only gone through as a whole, but for those uses, by what stands around each, that `isFine` allows? */
export function isOnlyIterated(
  { references }: Variable,
  isFine: (around: TSESTree.Node) => boolean,
): boolean {
  return references.every((reference) => {
    if (!reference.isRead() || isInType(reference)) return true;
    const mention = wrapped(reference.identifier);
    const parent = mention.parent!;
    switch (parent.type) {
      case 'ForOfStatement':
        return parent.right === mention;
      case 'SpreadElement':
        return true;
      default:
        return isFine(parent);
    }
  });
}
