/**
 * Methods of arrays, maps, sets and strings that cannot throw: those that only look, put in or take out, and those that run
 * the function they are given, where that cannot.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { literalOf } from '../../syntax/literal.js';
import { isGlobal } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import { calling } from '../../types/parts.js';
import type { Types } from '../../types/port.js';

/** Does this call a method that throws only where what it is given does? `isSafe` says whether calling that cannot throw. */
export function isContainerCall(
  { scopes, types }: { readonly scopes: ScopeManager; readonly types: Types },
  call: TSESTree.CallExpression,
  isSafe: (fn: TSESTree.Node) => boolean,
): boolean {
  const method = calledMember(call);
  if (method === undefined) return false;
  const { name, object } = method;
  const given = call.arguments;
  const [first, second] = given;
  if (name === 'from' && isGlobal(scopes, object, 'Array')) {
    if (first === undefined || first.type === 'SpreadElement') return false;
    const isList = unwrap(first).type === 'ObjectExpression' || types.iteratesSafely(first);
    return isList && (second === undefined || isSafe(second));
  }
  const isSorting = name === 'sort' || name === 'toSorted';
  const isReplacing = name === 'replace' && second !== undefined;
  const isPlain = isReplacing ? isText(second) || isSafe(second) : plain.has(name);
  if (!isPlain && !(isSorting && first === undefined)) {
    // Of an empty array without a first value, nothing can be made.
    const isReducing = name.startsWith('reduce') && given.length > 1;
    const isCalling = calling.has(name) || isSorting || isReducing;
    if (!isCalling || first === undefined || !isSafe(first)) return false;
  }
  return types.iteratesSafely(object);
}

/** Is it a text, as it is written? */
function isText(node: TSESTree.Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'TemplateLiteral' || typeof literalOf(inner)?.value === 'string';
}

const plain = new Set([
  'add',
  'at',
  'charAt',
  'charCodeAt',
  'clear',
  'concat',
  'delete',
  'endsWith',
  'entries',
  'flat',
  'get',
  'has',
  'includes',
  'indexOf',
  'join',
  'keys',
  'lastIndexOf',
  'padEnd',
  'padStart',
  'pop',
  'push',
  'reverse',
  'set',
  'shift',
  'slice',
  'splice',
  'split',
  'startsWith',
  'substring',
  'toLowerCase',
  'toReversed',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
  'unshift',
  'values',
]);
