/** What a call calls, by name. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from './unwrap.js';

/** The last name of a callee: `f` of `f()`, `m` of `a.b.m()`; `undefined` for computed ones and expressions. */
export function calleeName(call: TSESTree.CallExpression): string | undefined {
  return lastName(call.callee);
}

/** The name that says what an expression is: `f` of `f`, `m` of `a.b.m`; `undefined` where it has none. */
export function lastName(expression: TSESTree.Node): string | undefined {
  const inner = unwrap(expression);
  if (inner.type === 'Identifier') return inner.name;
  if (inner.type !== 'MemberExpression' || inner.computed) return undefined;
  return inner.property.type === 'Identifier' ? inner.property.name : undefined;
}
