/** Looking through what TypeScript writes around a value. */
import type { TSESTree } from '@typescript-eslint/types';

/** Strips what changes a value's type but not the value: `as`, `satisfies`, `!`, type arguments. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
        inner = inner.expression;
        break;
      default:
        return inner;
    }
  }
}

/** The same value with everything around it that changes no more than its type. */
export function wrapped(node: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(node);
  let outer = node;
  while (outer.parent !== undefined && unwrap(outer.parent) === inner) outer = outer.parent;
  return outer;
}

/** Is this the `const` of `as const`? */
export function isConst(type: TSESTree.TypeNode): boolean {
  return (
    type.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'const'
  );
}

/** `[1, 2] as const` */
export function isFrozen(node: TSESTree.Node): node is TSESTree.TSAsExpression {
  return node.type === 'TSAsExpression' && isConst(node.typeAnnotation);
}
