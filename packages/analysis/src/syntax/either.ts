/** Expressions that give one of others. */
import type { TSESTree } from '@typescript-eslint/types';

/** What an expression gives one of. */
export function eitherOf(node: TSESTree.Node): readonly TSESTree.Node[] | undefined {
  switch (node.type) {
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'AssignmentExpression':
      return node.operator === '=' ? [node.right] : [node.left, node.right];
    default:
      return undefined;
  }
}
