/**
 * What a variable or expression may hold, as far as the tracker cares: the one resource that it follows,
 * what came with it, nil, a closure that may reach it, or an object or a promise with some of these. Everything
 * else is `undefined`: not known.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { idOf } from './identity.js';
import type { Acquired } from './protocol.js';
import type { Variable } from '../../syntax/scopes.js';
import type { Part } from '../../types/port.js';

/** A function or class that captures something tracked. */
export type Closure =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression
  | TSESTree.ClassDeclaration
  | TSESTree.ClassExpression;

/** A function or class as a value. */
export interface ClosureValue {
  readonly kind: 'closure';
  readonly node: Closure;
  /** What the variables held that it captured of scopes that have ended; all others are found in the state. */
  readonly captured?: ReadonlyMap<Variable, Value | undefined>;
}

/** An abstract value. */
export type Value =
  /** A `guardian` releases the resource too, but is another one: holding it is not holding the resource. */
  | { readonly kind: 'resource' | 'guardian' | 'companion' | 'null' | 'undefined' }
  /** A function that does nothing to the resource, nor to what it is called on. */
  | { readonly kind: 'inert' }
  | ClosureValue
  /** What the call of an async closure gives; awaiting it gives what the closure returned. */
  | { readonly kind: 'promise'; readonly of: Value }
  | RecordValue
  /** Some of others, nobody knows which or how many: made only of what is asked about places. */
  | { readonly kind: 'container'; readonly as: ContainerKind; readonly of: Value };

/** An object, or an array if its form is known. */
export interface RecordValue {
  readonly kind: 'record';
  readonly parts: ReadonlyMap<string, Value>;
  /** An array of known elements, one whose elements may stand anywhere, or a map, of such pairs of key and value. */
  readonly form?: 'tuple' | 'list' | 'map';
}

/** What holds others: an array, set or iterator; a map, of records of key and value; an object whose names are computed. */
export type ContainerKind = 'list' | 'map' | 'table';

export const resource: Value = { kind: 'resource' };
const guardian: Value = { kind: 'guardian' };
export const nullValue: Value = { kind: 'null' };
export const undefinedValue: Value = { kind: 'undefined' };
const companion: Value = { kind: 'companion' };
export const inert: Value = { kind: 'inert' };

/** The result of an acquisition. */
export function acquiredValue(acquired: Acquired): Value {
  if (acquired.resource.kind === 'whole') return resource;
  const parts = new Map([[keyOfPart(acquired.resource), resource]]);
  if (acquired.companion !== undefined) parts.set(keyOfPart(acquired.companion), companion);
  return acquired.resource.kind === 'element' ? tupleOf(parts) : { kind: 'record', parts };
}

/** An array with these elements, and others that do not matter. */
export function tupleOf(parts: ReadonlyMap<string, Value>): Value {
  return { kind: 'record', parts, form: 'tuple' };
}

/** A list of such elements, which may stand anywhere; `undefined` where somebody may run what is in them. */
export function listWith(elements: readonly Value[]): Value | undefined {
  if (elements.length === 0 || elements.some(hasClosure)) return undefined;
  const byKey = new Map(elements.map((each) => [keyOfValue(each), each]));
  const parts = new Map([...byKey.values()].map((each, index) => [String(index), each]));
  return { kind: 'record', parts, form: 'list' };
}

function hasClosure(value: Value): boolean {
  return value.kind === 'closure' || partsOf(value).some(hasClosure);
}

/** The result of an acquisition whose release releases the resource as well. */
export function guardianValue(acquired: Acquired): Value {
  if (acquired.resource.kind === 'whole') return guardian;
  return { kind: 'record', parts: new Map([[keyOfPart(acquired.resource), guardian]]) };
}

/** Does calling it release the resource? */
export function isReleaser(value: Value | undefined): boolean {
  return value?.kind === 'resource' || value?.kind === 'guardian';
}

/** The key under which a record has a part. */
export function keyOfPart(part: Part): string {
  if (part.kind === 'whole') return '';
  return part.kind === 'element' ? String(part.index) : part.name;
}

/** Is the resource the value, or somewhere in it? Closures are looked through by the tracker, not here. */
export function holds(value: Value | undefined): boolean {
  return value?.kind === 'resource' || partsOf(value).some(holds);
}

/** Does it matter who gets it: is the resource in it, or a closure that may reach the resource? */
export function carries(value: Value): boolean {
  return value.kind === 'resource' || value.kind === 'closure' || partsOf(value).some(carries);
}

/** The key under which a record has the function of an accessor: what it runs is no part, and has no name. */
export function accessorKey(kind: 'get' | 'set', key: string): string {
  return `${accessor}${kind} ${key}`;
}

const accessor = '[accessor] ';

/** The functions that reading or assigning a property of a record may run. */
export function accessorsOf(value: Value | undefined): readonly Value[] {
  if (value?.kind !== 'record') return none;
  return [...value.parts].flatMap(([key, part]) => (key.startsWith(accessor) ? [part] : []));
}

const none: readonly Value[] = [];

/** What is in a record or a promise, to whoever has that; nothing for any other value. */
export function partsOf(value: Value | undefined): readonly Value[] {
  if (value?.kind === 'promise' || value?.kind === 'container') return [value.of];
  return value?.kind === 'record' ? [...value.parts.values()] : none;
}

/** How many records and closures may be in one another. */
const deepest = 4;

/** Is a value nested so deep that it is not followed? A list that a loop makes longer each turn has no end. */
export function isTooDeep(value: Value | undefined, left: number = deepest): boolean {
  return left < 0 || innerOf(value).some((inner) => isTooDeep(inner, left - 1));
}

/** Is what releases the resource the value, or in it, or among what closures in it have taken along? */
export function takesAlong(value: Value | undefined): boolean {
  return isReleaser(value) || innerOf(value).some(takesAlong);
}

function innerOf(value: Value | undefined): readonly (Value | undefined)[] {
  return value?.kind === 'closure' && value.captured
    ? [...value.captured.values()]
    : partsOf(value);
}

/** A record or promise with what is in it changed; the same value where that changes nothing. */
export function mapParts(value: Value, map: (part: Value) => Value): Value {
  if (value.kind === 'promise' || value.kind === 'container') {
    const inner = map(value.of);
    return inner === value.of ? value : { ...value, of: inner };
  }
  if (value.kind !== 'record') return value;
  const parts = new Map([...value.parts].map(([key, part]) => [key, map(part)] as const));
  const isSame = [...parts].every(([key, part]) => part === value.parts.get(key));
  return isSame ? value : { ...value, parts };
}

/** The value as a promise of it: one of a promise is that promise. */
export function promiseOf(value: Value | undefined): Value | undefined {
  return value === undefined || value.kind === 'promise' ? value : { kind: 'promise', of: value };
}

/** A part of a value; a computed key (`undefined`) finds the resource wherever it is, or the element that has it. */
export function project(value: Value | undefined, key: string | undefined): Value | undefined {
  if (value?.kind !== 'record') return undefined;
  if (key !== undefined) return value.parts.get(key);
  const part = partsOf(value).find(holds);
  return part === undefined || isLoose(value) ? part : resource;
}

/** May what is in it stand anywhere? */
export function isLoose({ form }: RecordValue): boolean {
  return form === 'list' || form === 'map';
}

/** What `[a, ...rest]` or `{ a, ...rest }` collects. */
export function restOf(
  value: Value | undefined,
  without: number | readonly string[],
): Value | undefined {
  if (value?.kind !== 'record') return undefined;
  const parts = new Map<string, Value>();
  for (const [key, part] of value.parts) {
    if (typeof without !== 'number') {
      if (!without.includes(key)) parts.set(key, part);
    } else if (Number(key) >= without) {
      parts.set(String(Number(key) - without), part);
    }
  }
  return typeof without === 'number' ? tupleOf(parts) : { kind: 'record', parts };
}

/** Is a value nil? `undefined` where nothing is known. */
export function isNil(value: Value | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  return value.kind === 'null' || value.kind === 'undefined';
}

/** Equal values have equal keys. */
export function keyOfValue(value: Value): string {
  switch (value.kind) {
    case 'closure':
      return `f${value.node.range.join('-')}${keyOfCaptured(value)}`;
    case 'record':
      return `${value.form ?? ''}{${[...value.parts].map(([key, part]) => `${JSON.stringify(key)}${keyOfValue(part)}`).join()}}`;
    case 'promise':
      return `p${keyOfValue(value.of)}`;
    case 'container':
      return `${value.as}<${keyOfValue(value.of)}>`;
    default:
      return value.kind;
  }
}

function keyOfCaptured({ captured }: ClosureValue): string {
  if (captured === undefined) return '';
  const parts = [...captured].map(
    ([variable, value]) =>
      `${String(idOf(variable))}${value === undefined ? '?' : keyOfValue(value)}`,
  );
  return `[${parts.join()}]`;
}
