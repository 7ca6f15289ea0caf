/**
 * What a place holds, to whoever reads the place: a value, or a container that the value is somewhere in. Which element of
 * a container it is, nobody can say; a map's elements are pairs of key and value.
 */
import { calling } from '../../types/parts.js';
import {
  inert,
  keyOfValue,
  mapParts,
  partsOf,
  project,
  resource,
  tupleOf,
  type Closure,
  type ContainerKind,
  type Value,
} from './value.js';

/** What a place holds; `undefined` where nothing of that matters. */
export type Held = Value | undefined;

/** An array, set, map or iterator that has such elements. */
export type Elements = Extract<Value, { kind: 'container' }>;

/** A container of such values. */
export function containerOf(as: ContainerKind, held: Held): Held {
  return held && { kind: 'container', as, of: held };
}

/** A list of such values, as what iterating gives. */
export function listOf(held: Held): Held {
  return containerOf('list', held);
}

/** An object that has this under a name, and nothing else that matters. */
export function withPart(key: string, held: Held): Held {
  return held && { kind: 'record', parts: new Map([[key, held]]) };
}

/** A map's element, or another pair, with this in one part. */
export function pairWith(key: '0' | '1', held: Held): Held {
  return held && tupleOf(new Map([[key, held]]));
}

/** Is there anything in it that releases what is followed, or may? */
export function mayRelease(held: Held): held is Value {
  return held?.kind === 'resource' || partsOf(held).some(mayRelease);
}

/**
 * A value, as places hold it: whatever releases is alike to those who may call it, and of an array whose elements have no
 * certain places there are some.
 */
export function heldOf(value: Value | undefined): Held {
  switch (value?.kind) {
    case 'guardian':
    case 'closure':
      return resource;
    case 'null':
    case 'undefined':
      return undefined;
    case 'record': {
      const parts = new Map<string, Value>();
      for (const [key, part] of value.parts) {
        const held = heldOf(part);
        if (held !== undefined) parts.set(key, held);
      }
      if (value.form === 'list') return listOf(oneOf([...parts.values()]));
      return value.form === 'map' ? mapOf([...parts.values()]) : { ...value, parts };
    }
    case 'promise':
    case 'container': {
      const of = heldOf(value.of);
      return of && { ...value, of };
    }
    default:
      return value;
  }
}

/** A map of such pairs: what one has as its key, none may have as its value. */
function mapOf(pairs: readonly Value[]): Held {
  const parts = new Map<string, Value>();
  for (const key of ['0', '1']) {
    const held = oneOf(pairs.flatMap((pair) => project(pair, key) ?? []));
    if (held !== undefined) parts.set(key, held);
  }
  return containerOf('map', tupleOf(parts));
}

/** What stands for each of these: a resource does for all, for nothing is done to it but that somebody has it. */
function oneOf(values: readonly Value[]): Held {
  return new Set(values.map(keyOfValue)).size > 1 ? resource : values[0];
}

/**
 * What is put somewhere, without the arrow functions in it that never reach the resource: calling one as a method gives
 * it nothing of the object.
 */
export function withoutOthers(value: Value, isOurs: (closure: Closure) => boolean): Value {
  if (value.kind !== 'closure') return mapParts(value, (part) => withoutOthers(part, isOurs));
  const isOther = value.node.type === 'ArrowFunctionExpression' && !isOurs(value.node);
  return isOther ? inert : value;
}

/** Can nobody release anything by calling this, as a method or not? */
export function isInert(held: Held): boolean {
  return held?.kind === 'inert';
}

/** Is this the name of an element? */
export function isIndex(name: string): boolean {
  return /^\d+$/.test(name);
}

/** What can be iterated, and has methods of the language: one, or for an array of known elements one of each. */
export function elementsOf(held: Held): readonly Elements[] {
  if (held?.kind === 'container') return held.as === 'table' ? [] : [held];
  if (held?.kind !== 'record' || held.form === undefined) return [];
  return partsOf(held).map((of) => ({ kind: 'container', as: 'list', of }));
}

/** What holds what a method that stores is given there. */
export function holding(kind: 'list' | 'set' | 'map', argument: number, held: Held): Held {
  if (kind !== 'map') return listOf(held);
  return argument < 2 ? containerOf('map', pairWith(argument === 0 ? '0' : '1', held)) : undefined;
}

function pairOf(first: Value, second: Value): Held {
  const parts = [first, second].map((each, i) => [String(i), each] as const);
  return tupleOf(new Map(parts));
}

/** What a method gives of what its object holds; `undefined` for something else. Entries of a set have it twice. */
export function givenBy(
  method: string,
  { as, of }: Elements,
  mayBeSet: boolean,
): { readonly held: Held } | undefined {
  const isMap = as === 'map';
  const held = ((): Held | null => {
    switch (method) {
      case 'get':
        return isMap ? project(of, '1') : of;
      case 'at':
      case 'find':
      case 'findLast':
      case 'pop':
      case 'shift':
        return of;
      case 'next':
        return withPart('value', of);
      case 'values':
        return listOf(isMap ? project(of, '1') : of);
      case 'keys':
        return listOf(isMap ? project(of, '0') : of);
      case 'entries':
        if (isMap) return listOf(of);
        return listOf(mayBeSet ? pairOf(of, of) : pairWith('1', of));
      case 'filter':
      case 'reverse':
      case 'slice':
      case 'sort':
      case 'splice':
      case 'toArray':
      case 'toReversed':
      case 'toSorted':
        return listOf(of);
      default:
        return null;
    }
  })();
  return held === null ? undefined : { held };
}

/** Methods that give nothing of what is in the object, nor of their arguments. */
export const looking: ReadonlySet<string> = new Set([
  'clear',
  'delete',
  'has',
  'includes',
  'indexOf',
  'lastIndexOf',
]);

/** Methods that keep their arguments in the object. */
export const storing: ReadonlySet<string> = new Set([
  'push',
  'unshift',
  'add',
  'set',
  'use',
  'defer',
  'adopt',
]);

/** Methods after which the elements of an array have other places. */
export const moving: ReadonlySet<string> = new Set([
  'copyWithin',
  'reverse',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

/** Does a method of a container show its elements to a function? */
export function isCalling(method: string): boolean {
  return calling.has(method) || ['reduce', 'sort', 'toSorted'].includes(method);
}
