/** Generic types that every program has: what they say of the types that they are given. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Signature } from '../syntax/returns.js';
import {
  listOf,
  optional,
  requiredOf,
  signatureIn,
  unionOf,
  unknown,
  type Known,
} from './known.js';

/** One of them, by its name; `unknown` for any other type. */
export function knownOfGlobal(
  name: string,
  args: readonly Known[],
  read: (type: TSESTree.Node) => Known,
): Known {
  const [first = unknown] = args;
  switch (name) {
    case 'Readonly':
      return first;
    case 'Required':
      return first.kind === 'object' ? requiredOf(first) : first;
    case 'Partial':
      // Of an object that has parts of all kinds nothing is known.
      return first.kind === 'list'
        ? { ...first, of: first.of.map((part) => optional(part, true)) }
        : unknown;
    case 'NonNullable':
      return first.kind === 'union'
        ? unionOf(first.of.filter(({ kind }) => kind !== 'nil'))
        : first;
    case 'Awaited':
      return first.kind === 'promise' ? first.of : first;
    case 'Record':
      return { kind: 'list', of: args.slice(1), safe: false, keys: 'any' };
    case 'Parameters': {
      const signature = signatureIn(first);
      return signature === undefined ? unknown : knownOfParameters(signature, read);
    }
    case 'ReturnType': {
      const type = signatureIn(first)?.returnType;
      return type == null ? unknown : read(type);
    }
    default:
      return knownOfContainer(name, args);
  }
}

const safeContainers = new Set(['Map', 'ReadonlyMap', 'Set', 'ReadonlySet']);
const containers = new Set(['Iterable', 'Iterator', 'IterableIterator', 'Generator']);
const asyncContainers = new Set([
  'AsyncIterable',
  'AsyncIterator',
  'AsyncIterableIterator',
  'AsyncGenerator',
]);

/** The built-in containers and promises by name; `unknown` for any other type. */
export function knownOfContainer(name: string, args: readonly Known[]): Known {
  if (name === 'Array' || name === 'ReadonlyArray') return listOf(args);
  if (safeContainers.has(name)) return { kind: 'list', of: args, safe: true };
  // What a WeakMap has as a key it does not keep.
  if (name === 'WeakMap') return { kind: 'list', of: args.slice(1), safe: false };
  if (containers.has(name) || asyncContainers.has(name)) {
    return { kind: 'list', of: args.slice(0, 1), safe: false };
  }
  if (name === 'Promise' || name === 'PromiseLike') {
    return { kind: 'promise', of: args[0] ?? unknown };
  }
  return unknown;
}

/** What a function takes, as the tuple of its parameters; `unknown` where its annotations do not say all. */
function knownOfParameters({ params }: Signature, read: (type: TSESTree.Node) => Known): Known {
  const of: Known[] = [];
  for (const param of params) {
    if (param.type !== 'Identifier' || param.typeAnnotation == null) return unknown;
    if (param.name !== 'this') of.push(optional(read(param.typeAnnotation), param.optional));
  }
  return { kind: 'tuple', of };
}
