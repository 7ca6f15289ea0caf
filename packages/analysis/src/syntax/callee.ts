/** What a call calls, by name. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from './unwrap.js';

/** The last name of a callee: `f` of `f()`, `m` of `a.b.m()`; `undefined` for computed ones and expressions. */
export function calleeName(call: TSESTree.CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return callee.property.type === 'Identifier' ? callee.property.name : undefined;
}
