/** Types that are written in a parameter which somebody else has fixed. */
import type { TSESTree } from '@typescript-eslint/types';
import { firstParameter } from '../syntax/functions.js';
import type { Types } from '../types/port.js';

/**
 * Does this type stand in the annotation of a parameter that is fixed elsewhere, directly or in another type: `{ ctx: Context }` of
 * `procedure(({ ctx }: { ctx: Context }) => …)`? Then it only says again what somebody else has said.
 */
export function isInFixedParameter(types: Types, type: TSESTree.Node): boolean {
  let node = type;
  for (let { parent } = node; parent !== undefined; node = parent, parent = node.parent) {
    if ('params' in parent && Array.isArray(parent.params)) {
      const params = parent.params as TSESTree.Parameter[];
      const index = params.findIndex((each) => each === node);
      if (index >= 0 && types.isFixedElsewhere(parent, index - firstParameter(params))) return true;
    }
    if (!parent.type.startsWith('TS') && !patterns.has(parent.type)) return false;
  }
  return false;
}

const patterns: ReadonlySet<string> = new Set([
  'ArrayPattern',
  'AssignmentPattern',
  'Identifier',
  'ObjectPattern',
  'RestElement',
]);
