/** What is known of the parts of what is known. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../syntax/callee.js';
import { accessedKey } from '../syntax/members.js';
import { contains } from '../syntax/scopes.js';
import { listOf, optional, unionOf, unknown, type Known } from './known.js';

/** What is written out as an array: a tuple, unless other lists are spread in it. */
export function knownOfArray(
  { elements }: TSESTree.ArrayExpression,
  read: (element: TSESTree.Node) => Known,
): Known {
  if (elements.every((each) => each !== null && each.type !== 'SpreadElement')) {
    return { kind: 'tuple', of: elements.map(read) };
  }
  const parts = elements.map((each) => {
    if (each === null) return unknown;
    return each.type === 'SpreadElement' ? elementOf(read(each.argument)) : read(each);
  });
  return listOf([unionOf(parts)]);
}

/** What a parameter is declared as, or what a name in its pattern takes of it. */
export function knownOfParameter(
  params: readonly TSESTree.Parameter[],
  name: TSESTree.Node,
  declared: (param: TSESTree.Node) => Known,
): Known {
  for (const param of params) {
    const pattern = param.type === 'TSParameterProperty' ? param.parameter : param;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    if (target === name) return declared(pattern);
    if (target.type === 'RestElement' && target.argument === name) {
      const rest = declared(target);
      return rest.kind === 'unknown' ? { kind: 'list', of: [unknown], safe: true } : rest;
    }
    if (contains(target, name) && pattern === target)
      return pieceOf(declared(target), target, name);
  }
  return unknown;
}

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

/** What a member access gives of an object or a tuple, and of a list: an element, or nothing where indices are checked. */
export function memberOf(
  object: Known,
  node: TSESTree.MemberExpression,
  checksIndices = false,
): Known {
  if (object.kind === 'object') {
    const name = accessedKey(node);
    return (name === undefined ? undefined : object.members().get(name)) ?? unknown;
  }
  if (object.kind === 'list' && isElement(object.keys, node)) {
    return optional(object.of[0] ?? unknown, checksIndices);
  }
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
  if (views.has(method)) return viewOf(container, method);
  if (container.keys === 'index') {
    if (same.has(method)) return container;
    if (method === 'map') return listOf([unknown]);
  }
  return answers.get(method) ?? (method === 'add' || method === 'set' ? container : unknown);
}

/** Methods that give some or all elements of an array, as an array. */
const same = new Set(['filter', 'reverse', 'slice', 'sort', 'splice', 'toReversed', 'toSorted']);

/** Methods that give an iterator over what a container has. */
const views: ReadonlySet<string> = new Set(['entries', 'keys', 'values']);

/** The container that an iterator, as it is written, goes over: `map.values()`. */
export function viewedBy(iterator: TSESTree.Node): TSESTree.Expression | undefined {
  if (iterator.type !== 'CallExpression' || iterator.arguments.length > 0) return undefined;
  const method = calledMember(iterator);
  return method !== undefined && views.has(method.name) ? method.object : undefined;
}

function viewOf({ of, keys }: Known & { kind: 'list' }, method: string): Known {
  const [first = unknown, value = first] = of;
  const key: Known = keys === 'index' ? { kind: 'number' } : first;
  const element: Known = { kind: 'tuple', of: [key, value] };
  const given = method === 'entries' ? element : method === 'keys' ? key : value;
  return { kind: 'list', of: [given], safe: true };
}

/** What `Object.values` and its like give of a record. */
export function knownOfListing(name: string | undefined, record: () => Known): Known {
  if (name === undefined || !views.has(name)) return unknown;
  const whole = record();
  const value = whole.kind === 'list' && whole.keys === 'any' ? (whole.of[0] ?? unknown) : unknown;
  return listOf([
    name === 'values'
      ? value
      : name === 'keys'
        ? { kind: 'string' }
        : { kind: 'tuple', of: [{ kind: 'string' }, value] },
  ]);
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
