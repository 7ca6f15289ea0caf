/** What is known of the parts of what is known. */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../syntax/members.js';
import { unknown, type Known } from './known.js';

/** What a name in a pattern takes of the whole; nothing with a default or a rest is known. */
export function pieceOf(whole: Known, pattern: TSESTree.Node, name: TSESTree.Node): Known {
  if (pattern === name) return whole;
  if (pattern.type === 'ArrayPattern' && whole.kind === 'tuple') {
    const index = pattern.elements.findIndex((element) => element === name);
    return whole.of[index] ?? unknown;
  }
  if (pattern.type === 'ObjectPattern' && whole.kind === 'object') {
    for (const property of pattern.properties) {
      if (property.type !== 'Property' || property.value !== name || property.computed) continue;
      const { key } = property;
      return key.type === 'Identifier' ? (whole.members().get(key.name) ?? unknown) : unknown;
    }
  }
  return unknown;
}

/** What a member access gives of an object or a tuple. */
export function memberOf(object: Known, node: TSESTree.MemberExpression): Known {
  if (object.kind === 'object') {
    const name = accessedKey(node);
    return (name === undefined ? undefined : object.members().get(name)) ?? unknown;
  }
  if (object.kind === 'list' && isElement(object.keys, node)) return object.of[0] ?? unknown;
  if (object.kind !== 'tuple' || node.property.type !== 'Literal') return unknown;
  const index = node.property.value;
  return typeof index === 'number' ? (object.of[index] ?? unknown) : unknown;
}

/** Does a list hold what is under this key? An array has other members too. */
function isElement(keys: 'index' | 'any' | undefined, node: TSESTree.MemberExpression): boolean {
  if (keys === undefined) return false;
  const { property } = node;
  const isName = property.type === 'Literal' && typeof property.value !== 'number';
  return keys === 'any' || (node.computed && !isName);
}
