/**
 * What a place holds, to whoever reads the place: a value, or a container that the value is somewhere in. Which element of
 * a container it is, nobody can say; a map's elements are pairs of key and value.
 */
import { calling } from '../../types/parts.js';
import { keyOfValue, mapParts, partsOf, project, type Closure, type Value } from './value.js';

/** A place's content. */
export interface Held {
  readonly kind: 'value' | HolderKind;
  /** The value, or each element: of a map the record of both, of an object that has it under some name, the property. */
  readonly value: Value | undefined;
}

/** What holds others: an array, set or iterator; a map; an object whose names are computed. */
export type HolderKind = 'list' | 'map' | 'table';

/** A value by itself. */
export function plain(value: Value | undefined): Held {
  return { kind: 'value', value };
}

/** A list of such values, as what iterating gives. */
export function listOf(value: Value | undefined): Held {
  return { kind: 'list', value };
}

/** A pair, or what else has this value in one part only. */
export function withPart(key: string, value: Value | undefined): Value | undefined {
  return value && { kind: 'record', parts: new Map([[key, value]]) };
}

/** Is there anything in it that releases what is followed, or may? */
export function mayRelease(value: Value | undefined): boolean {
  switch (value?.kind) {
    case 'resource':
    case 'guardian':
    case 'closure':
      return true;
    default:
      return partsOf(value).some(mayRelease);
  }
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

const inert: Value = { kind: 'companion' };

/** Can nobody release anything by calling this, as a method or not? */
export function isInert(value: Value | undefined): boolean {
  return value?.kind === 'companion';
}

/** Equal contents have equal keys. */
export function keyOfHeld({ kind, value }: Held): string {
  return `${kind} ${value === undefined ? '' : keyOfValue(value)}`;
}

/** Is this the name of an element? */
export function isIndex(name: string): boolean {
  return /^\d+$/.test(name);
}

/** Is it one of those that are iterated, and have methods of the language? */
export function hasElements({ kind }: Held): boolean {
  return kind === 'list' || kind === 'map';
}

/** Do two hold the same? */
export function isSame(a: Held, b: Held): boolean {
  return keyOfHeld(a) === keyOfHeld(b);
}

/** What a method that stores into this gets. */
export function elementOf({ kind, value }: Held, method: string): Held {
  return plain(kind === 'map' && method === 'set' ? project(value, '1') : value);
}

/** What a method gives of what its object holds; `undefined` for something else. */
export function givenBy(method: string, { kind, value }: Held): Held | undefined {
  const isMap = kind === 'map';
  switch (method) {
    case 'get':
      return plain(isMap ? project(value, '1') : value);
    case 'at':
    case 'find':
    case 'findLast':
    case 'pop':
    case 'shift':
      return plain(value);
    case 'next':
      return plain(withPart('value', value));
    case 'values':
      return listOf(isMap ? project(value, '1') : value);
    case 'keys':
      return listOf(isMap ? project(value, '0') : value);
    case 'entries':
      return listOf(isMap ? value : withPart('1', value));
    case 'filter':
    case 'reverse':
    case 'slice':
    case 'sort':
    case 'splice':
    case 'toReversed':
    case 'toSorted':
      return listOf(value);
    default:
      return undefined;
  }
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

/** Does a method of a container show its elements to a function? */
export function isCalling(method: string): boolean {
  return calling.has(method) || ['reduce', 'sort', 'toSorted'].includes(method);
}
