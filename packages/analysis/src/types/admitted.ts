/** What the values of a type may be, as annotations of the file say: of parameters and constants that are declared with one. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Primitive } from '../syntax/literal.js';
import { valueDefOf, variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import { knownOfType, type File } from './annotation.js';
import type { Admitted } from './port.js';

/** What a part of a union may be: all of a kind, or one value. */
export type PartAdmitted = { readonly kind: string } | { readonly literal: Primitive };

/** Texts that are named one by one; of more any text may come. */
const mostLiterals = 16;

/** What all parts of a union may be; `undefined` as soon as that of one is not known. */
export function admittedByAll(parts: readonly (PartAdmitted | undefined)[]): Admitted | undefined {
  const kinds = new Set<string>();
  const literals = new Set<Primitive>();
  for (const part of parts) {
    if (part === undefined) return undefined;
    if ('kind' in part) kinds.add(part.kind);
    else literals.add(part.literal);
  }
  if (literals.size <= mostLiterals) return { kinds, literals };
  return { kinds: new Set([...kinds, 'string', 'boolean']), literals: new Set() };
}

/** Texts and numbers have the members of `{}`, and some more, too: what has none but those may be one. */
export function isObject(members: readonly string[]): boolean {
  return members.some((name) => !primitives.some(({ prototype }) => name in prototype));
}

const primitives = [String, Number, Boolean, BigInt, Symbol];

/** What the annotation of a name admits; `undefined` where there is none, or other files say what it means. */
export function admittedHere(file: File, node: TSESTree.Node): Admitted | undefined {
  const def = valueDefOf(variableOf(file.source.scopes, unwrap(node)));
  if (def?.name.type !== 'Identifier' || !hasValueAtOnce(def.node)) return undefined;
  const { typeAnnotation, optional } = def.name;
  // Other parsers have `null` there.
  if (typeAnnotation == null) return undefined;
  const parts = partsOf(typeAnnotation.typeAnnotation).map((part) => admittedBy(file, part));
  return admittedByAll(optional ? [...parts, { kind: 'undefined' }] : parts);
}

/** Is it a parameter, or a variable that is declared with a value? Others are undefined first, whatever their types say. */
export function hasValueAtOnce(declared: TSESTree.Node): boolean {
  if (declared.type === 'VariableDeclarator') {
    return declared.init !== null && declared.parent.kind !== 'var';
  }
  return 'params' in declared;
}

function partsOf(type: TSESTree.TypeNode): readonly TSESTree.TypeNode[] {
  return type.type === 'TSUnionType' ? type.types.flatMap(partsOf) : [type];
}

function admittedBy(file: File, type: TSESTree.TypeNode): PartAdmitted | undefined {
  if (type.type === 'TSUndefinedKeyword') return { kind: 'undefined' };
  if (type.type === 'TSNullKeyword') return { kind: 'null' };
  if (type.type === 'TSLiteralType' && type.literal.type === 'Literal') {
    const { value } = type.literal;
    if (typeof value === 'string' || typeof value === 'boolean') return { literal: value };
  }
  const known = knownOfType(file, type);
  switch (known.kind) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'symbol':
    case 'function':
      return { kind: known.kind };
    case 'cancel':
      return { kind: 'function' };
    case 'context':
    case 'list':
    case 'tuple':
    case 'promise':
      return { kind: 'object' };
    case 'object':
      return isObject([...known.members().keys()]) ? { kind: 'object' } : undefined;
    default:
      return undefined;
  }
}
