/** The arguments of a call by their positions. */
import type { TSESTree } from '@typescript-eslint/types';

/** An argument and the position at which its callee receives it. */
export interface Argument {
  readonly value: TSESTree.Expression;
  readonly index: number;
}

/**
 * The arguments whose positions are certain: those before any spread, and the elements of arrays that are written out
 * behind one (`...[a, b]`).
 */
export function argumentsOf(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): readonly Argument[] {
  const list: Argument[] = [];
  add(call.arguments);
  return list;

  /** False where what follows has no certain position. */
  function add(values: readonly (TSESTree.CallExpressionArgument | null)[]): boolean {
    for (const value of values) {
      // A hole in an array is `undefined`, but it is not written.
      if (value === null) return false;
      if (value.type !== 'SpreadElement') {
        list.push({ value, index: list.length });
      } else if (value.argument.type !== 'ArrayExpression' || !add(value.argument.elements)) {
        return false;
      }
    }
    return true;
  }
}
