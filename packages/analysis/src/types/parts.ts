/** What is known of the parts of what is known. */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from '../syntax/members.js';
import { optional } from './annotation.js';
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

/** What a method of a map, set or array gives: something that it takes out, an answer, or the container itself. */
export function knownOfTaken(container: Known, method: string | undefined): Known {
  if (container.kind !== 'list' || method === undefined) return unknown;
  const [first, value] = container.of;
  if (method === 'get') return value === undefined ? unknown : optional(value, true);
  if (!container.safe) return unknown;
  const isElement = value === undefined && first !== undefined && taking.has(method);
  if (isElement) return optional(first, true);
  return answers.get(method) ?? (method === 'add' || method === 'set' ? container : unknown);
}

const taking = new Set(['at', 'pop', 'shift']);

const answers: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['clear', { kind: 'void' }],
  ['delete', { kind: 'boolean' }],
  ['forEach', { kind: 'void' }],
  ['has', { kind: 'boolean' }],
  ['includes', { kind: 'boolean' }],
  ['indexOf', { kind: 'number' }],
  ['push', { kind: 'number' }],
  ['unshift', { kind: 'number' }],
]);

/** What iterating over a list or a map gives at a time. More may have been added to what is written out. */
export function elementOf(list: Known): Known {
  if (list.kind !== 'list' || list.keys === 'any') return unknown;
  const [first = unknown, value] = list.of;
  return value === undefined ? first : { kind: 'tuple', of: [first, value] };
}

/** What a method of a list hands as argument number `index` to the function that it runs on each element. */
export function knownOfHanded(list: Known, method: string | undefined, index: number): Known {
  if (method === undefined || !calling.has(method)) return unknown;
  if (list.kind === 'list' && list.of.length === 2) {
    // A map hands the value first.
    return method === 'forEach' ? (list.of[1 - index] ?? unknown) : unknown;
  }
  return index === 0 ? elementOf(list) : unknown;
}

/** Methods that run the function that they are given on each element. */
export const calling: ReadonlySet<string> = new Set([
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
