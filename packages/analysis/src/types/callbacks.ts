/** Functions that are written where somebody else has fixed their type. */
import type { TSESTree } from '@typescript-eslint/types';

/**
 * The expression that is handed to a call, `new`, tag or JSX attribute and that this function is, or is a part of
 * (a property of an object, an element of an array); `undefined` where it is handed to nobody.
 */
export function argumentOf(fn: TSESTree.Node): TSESTree.Node | undefined {
  let node = fn;
  for (let parent = node.parent; parent !== undefined; node = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === node ? undefined : node;
      case 'JSXExpressionContainer':
        return node;
      case 'TemplateLiteral':
        return parent.parent.type === 'TaggedTemplateExpression' ? node : undefined;
      case 'Property':
        if (parent.value !== node) return undefined;
        break;
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'ConditionalExpression':
      case 'LogicalExpression':
        break;
      default:
        // An assertion or an annotation says what the type is, whatever the callee wants.
        return undefined;
    }
  }
  return undefined;
}
