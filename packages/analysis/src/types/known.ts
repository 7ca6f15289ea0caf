/**
 * What is known of a value: one small model that both adapters fill, so that every question about
 * contexts, cancel functions and nil is answered in one place, whoever read the type.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { ClassNode } from '../syntax/class-members.js';
import type { Signature } from '../syntax/returns.js';
import type { ContextKind, Part } from './port.js';

/** A type, as far as contexts are concerned. `unknown` is the answer wherever something is not certain. */
export type Known =
  | { readonly kind: Plain }
  /** `own`: of a type that extends `Context`, which may have more members than that. */
  | { readonly kind: 'context'; readonly own: true }
  /** A function of which the file says what it takes and gives. */
  | { readonly kind: 'function'; readonly signature: Signature }
  /** An object of a class of the file. */
  | {
      readonly kind: 'other';
      readonly instanceOf: ClassNode;
    }
  | { readonly kind: 'promise'; readonly of: Known }
  /** A container; `safe` where iterating over it runs no code of a user. */
  | {
      readonly kind: 'list';
      readonly of: readonly Known[];
      readonly safe: boolean;
      /** The keys under which it has what it holds: of an array its indices, of a record any. */
      readonly keys?: 'index' | 'any';
    }
  | { readonly kind: 'tuple'; readonly of: readonly Known[] }
  /** An object literal type or an interface: its own members, read when asked for. */
  | { readonly kind: 'object'; members(): ReadonlyMap<string, Known> }
  /** A `bound` is what a type parameter says; who puts a type in may say less. */
  | { readonly kind: 'union'; readonly of: readonly Known[]; readonly bound?: true };

/** Kinds that say it all. `other` is certainly no context, no cancel function, no nil and no thenable. */
type Plain =
  | 'unknown'
  | 'other'
  | 'context'
  | 'cancel'
  | 'nil'
  | 'void'
  | 'function'
  | 'string'
  | 'number'
  | 'bigint'
  | 'boolean'
  | 'enum'
  | 'branded'
  | 'symbol'
  | 'symbolFor';

export const unknown: Known = { kind: 'unknown' };
export const other: Known = { kind: 'other' };
export const nil: Known = { kind: 'nil' };
export const ownContext: Known = { kind: 'context', own: true };

/** An array, of elements of any of these. */
export function listOf(of: readonly Known[]): Known {
  return { kind: 'list', of, safe: true, keys: 'index' };
}

/** A function of this type. What other parsers make of one does not say what it takes under the names that are read here. */
export function functionOfType(type: TSESTree.TSFunctionType | TSESTree.TSMethodSignature): Known {
  return 'params' in type ? { kind: 'function', signature: type } : { kind: 'function' };
}

/** What says what a function takes and gives; `undefined` where the file does not. */
export function signatureIn(known: Known): Signature | undefined {
  if (known.kind === 'union') {
    const parts = known.of.filter(({ kind }) => kind !== 'nil');
    const [one, ...others] = new Set(parts.map(signatureIn));
    return others.length > 0 ? undefined : one;
  }
  return known.kind === 'function' && 'signature' in known ? known.signature : undefined;
}

/** Are they the same kind, and their parts too, as far as promises and tuples go? */
export function areAlike(one: Known, other: Known): boolean {
  if (one.kind === 'promise') return other.kind === 'promise' && areAlike(one.of, other.of);
  if (one.kind !== 'tuple') return one.kind !== 'object' && one.kind === other.kind;
  const { of } = one;
  return (
    other.kind === 'tuple' &&
    of.length === other.of.length &&
    of.every((part, index) => areAlike(part, other.of[index]!))
  );
}

/** The class of the file that an object is of. */
export function classIn(known: Known): ClassNode | undefined {
  return known.kind === 'other' && 'instanceOf' in known ? known.instanceOf : undefined;
}

/** A union, flattened; `unknown` as soon as one part is. */
export function unionOf(parts: readonly Known[]): Known {
  const flat = parts.flatMap((part) => (part.kind === 'union' ? part.of : [part]));
  if (flat.length === 1) return flat[0]!;
  return flat.some((part) => part.kind === 'unknown') ? unknown : { kind: 'union', of: flat };
}

/** `known`, or nil as well. */
export function optional(known: Known, isOptional: boolean): Known {
  return isOptional ? unionOf([known, nil]) : known;
}

/** What is nil because it is optional is so no longer, and what is declared as nil too still is: both are unknown. */
export function requiredOf(object: Known & { kind: 'object' }): Known {
  const isOpen = (known: Known) => known.kind === 'union' && known.of.includes(nil);
  return {
    kind: 'object',
    members: () =>
      new Map([...object.members()].map(([name, of]) => [name, isOpen(of) ? unknown : of])),
  };
}

/** Is it a context, or a union of contexts and nil? `void` in a union is nil. */
export function isContext(known: Known): boolean {
  if (known.kind !== 'union') return known.kind === 'context';
  return (
    known.of.some((part) => part.kind === 'context') &&
    known.of.every(({ kind }) => kind === 'context' || kind === 'nil' || kind === 'void')
  );
}

/** The kind of a context: `plain` where `Context` itself is among what it may be. `undefined` for anything else. */
export function contextKind(known: Known): ContextKind | undefined {
  if (!isContext(known)) return undefined;
  const parts = known.kind === 'union' ? known.of : [known];
  return parts.some((part) => part.kind === 'context' && !('own' in part)) ? 'plain' : 'own';
}

/** The same, but `undefined` where it may be nil as well. */
export function nonNilContextKind(known: Known): ContextKind | undefined {
  return admitsNil(known) ? undefined : contextKind(known);
}

/** Is it a cancel function, and nothing else? */
export function isCancel(known: Known): boolean {
  return known.kind === 'cancel';
}

/** Is it a cancel function, or a union of cancel functions and nil? */
export function mayBeCancel(known: Known): boolean {
  if (known.kind !== 'union') return known.kind === 'cancel';
  return (
    known.of.some((part) => part.kind === 'cancel') &&
    known.of.every((part) => part.kind === 'cancel' || part.kind === 'nil')
  );
}

/** Is one among what it may be a context, or a container or promise of contexts? */
export function holdsContext(known: Known): boolean {
  switch (known.kind) {
    case 'context':
      return true;
    case 'promise':
      return holdsContext(known.of);
    case 'list':
    case 'tuple':
    case 'union':
      return known.of.some(holdsContext);
    default:
      return false;
  }
}

/** Is it unknown, or a container or promise of something unknown? */
export function holdsUnknown(known: Known): boolean {
  switch (known.kind) {
    case 'unknown':
      return true;
    case 'promise':
      return holdsUnknown(known.of);
    case 'list':
    case 'tuple':
    case 'union':
      return known.of.some(holdsUnknown);
    default:
      return false;
  }
}

/** May it be `null` or `undefined`? False where unknown; what is only `void` may be anything. */
export function admitsNil(known: Known): boolean {
  if (known.kind !== 'union') return known.kind === 'nil';
  return known.of.some(({ kind }) => kind === 'nil' || kind === 'void');
}

/** False where it certainly is no context; true also where it is unknown. */
export function mayBeContext(known: Known): boolean {
  if (known.kind === 'union') return known.of.some(mayBeContext);
  return known.kind === 'context' || known.kind === 'unknown';
}

/** Can awaiting it not reject, because it is no thenable? */
export function isNoThenable(known: Known): boolean {
  switch (known.kind) {
    case 'unknown':
    case 'promise':
      return false;
    case 'object':
      return !known.members().has('then');
    case 'union':
      return known.of.every(isNoThenable);
    default:
      return true;
  }
}

/** Does iterating over it run no code that could throw? */
export function iteratesSafely(known: Known): boolean {
  switch (known.kind) {
    case 'list':
      return known.safe;
    case 'union':
      return known.of.every(iteratesSafely);
    default:
      return known.kind === 'tuple' || known.kind === 'string' || known.kind === 'branded';
  }
}

/** Where a context and a cancel function are in a result. */
export interface Pair {
  readonly context: Part;
  readonly cancel: Part;
  readonly promise: boolean;
}

/**
 * The pair that a function with this declared return type gives, whole or through a promise: a tuple or an
 * object with both among its members and otherwise only data, or one and nil. `undefined` for anything else.
 */
export function pairOf(returned: Known): Pair | undefined {
  if (returned.kind === 'union') {
    const [one, ...others] = returned.of.filter(({ kind }) => kind !== 'nil');
    return one === undefined || others.length > 0 ? undefined : pairOf(one);
  }
  if (returned.kind === 'promise') {
    const pair = pairOf(returned.of);
    return pair === undefined || pair.promise ? undefined : { ...pair, promise: true };
  }
  if (returned.kind === 'tuple') {
    const context = returned.of.findIndex(isContext);
    const cancel = returned.of.findIndex(isCancel);
    if (context === -1 || cancel === -1) return undefined;
    return {
      context: { kind: 'element', index: context },
      cancel: { kind: 'element', index: cancel },
      promise: false,
    };
  }
  if (returned.kind !== 'object') return undefined;
  const members = returned.members();
  let context: string | undefined;
  let cancel: string | undefined;
  for (const [name, member] of members) {
    if (member.kind === 'function') return undefined;
    if (context === undefined && isContext(member)) context = name;
    if (cancel === undefined && isCancel(member)) cancel = name;
  }
  if (context === undefined || cancel === undefined) return undefined;
  return {
    context: { kind: 'property', name: context },
    cancel: { kind: 'property', name: cancel },
    promise: false,
  };
}
