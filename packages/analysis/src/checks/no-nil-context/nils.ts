/** Nil as it is written: `null`, `undefined`, `void 0`, on the branches of an expression and under assertions. */
import type { TSESTree } from '@typescript-eslint/types';
import { nilOf } from '../../syntax/literal.js';
import type { Source } from '../../syntax/source.js';

/** A written nil. */
export interface WrittenNil {
  readonly nil: TSESTree.Expression;
  /** The nil with the assertions around it, which only hide what it is. */
  readonly whole: TSESTree.Expression;
  /** As a message shows it. */
  readonly text: string;
}

/** The nils among what an expression can be, in source order; those that are only tested or dropped are none. */
export function writtenNils(
  value: TSESTree.Expression,
  scopes: Source['scopes'],
): readonly WrittenNil[] {
  if (neverNil.has(value.type)) return none;
  const nils: WrittenNil[] = [];
  const stack: [node: TSESTree.Expression, whole: TSESTree.Expression][] = [[value, value]];
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const [node, whole] = entry;
    switch (node.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        stack.push([node.expression, whole]);
        break;
      case 'ConditionalExpression':
        stack.push([node.alternate, node.alternate], [node.consequent, node.consequent]);
        break;
      case 'LogicalExpression':
        stack.push([node.right, node.right]);
        break;
      case 'SequenceExpression': {
        const last = node.expressions.at(-1)!;
        stack.push([last, last]);
        break;
      }
      case 'AwaitExpression':
        stack.push([node.argument, node.argument]);
        break;
      default: {
        const text = nilOf(scopes, node);
        if (text !== undefined) nils.push({ nil: node, whole, text });
      }
    }
  }
  return nils;
}

const none: readonly WrittenNil[] = [];

/** Most values are of kinds that neither are a written nil nor have one in them that they could be. */
const neverNil: ReadonlySet<string> = new Set([
  'ArrayExpression',
  'ArrowFunctionExpression',
  'BinaryExpression',
  'CallExpression',
  'ChainExpression',
  'FunctionExpression',
  'MemberExpression',
  'NewExpression',
  'ObjectExpression',
  'TemplateLiteral',
  'ThisExpression',
]);
