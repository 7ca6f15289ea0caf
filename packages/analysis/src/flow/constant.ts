/** Folds the conditions that are literals: `while (true)`, `if (!1)`. Names are never looked up. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from '../syntax/unwrap.js';

/** Whether a condition is always true or always false; `undefined` where that hangs on values. */
export function constantTruth(node: TSESTree.Node): boolean | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
      if ('bigint' in inner) return inner.bigint !== '0';
      if ('regex' in inner) return true;
      return Boolean(inner.value);
    case 'TemplateLiteral':
      if (inner.quasis.some((quasi) => quasi.value.raw !== '')) return true;
      return inner.expressions.length === 0 ? false : undefined;
    case 'UnaryExpression': {
      if (inner.operator === 'void') return false;
      if (inner.operator === 'typeof') return true;
      if (inner.operator !== '!') return undefined;
      const truth = constantTruth(inner.argument);
      return truth === undefined ? undefined : !truth;
    }
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return true;
    default:
      return undefined;
  }
}
