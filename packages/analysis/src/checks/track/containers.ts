/**
 * Methods of arrays, maps, sets and strings that cannot throw: those that only look, put in or take out, and those that run
 * the function they are given, where that cannot.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../../syntax/members.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Types } from '../../types/port.js';

/** Does this call a method that throws only where what it is given does? `isSafe` says whether calling that cannot throw. */
export function isContainerCall(
  types: Types,
  { callee, arguments: given }: TSESTree.CallExpression,
  isSafe: (fn: TSESTree.Node) => boolean,
): boolean {
  const member = unwrap(callee);
  const name = member.type === 'MemberExpression' ? accessedKey(member) : undefined;
  if (member.type !== 'MemberExpression' || name === undefined) return false;
  const [first] = given;
  const isQuiet = calling.has(name) ? first !== undefined && isSafe(first) : plain.has(name);
  return isQuiet && types.iteratesSafely(member.object);
}

const plain = new Set([
  'add',
  'at',
  'clear',
  'concat',
  'delete',
  'entries',
  'get',
  'has',
  'includes',
  'indexOf',
  'keys',
  'pop',
  'push',
  'set',
  'shift',
  'slice',
  'splice',
  'unshift',
  'values',
]);

const calling = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'some',
]);
