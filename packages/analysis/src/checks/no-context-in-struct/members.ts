/**
 * The members of a file that can hold something: fields, parameter properties, property signatures, index signatures, and mapped
 * types, which are members without an owner.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { Index } from '../../syntax/index-file.js';
import { nilOf } from '../../syntax/literal.js';
import { variableOf } from '../../syntax/scopes.js';

/** A field of a class. */
type Field =
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.TSAbstractPropertyDefinition
  | TSESTree.TSAbstractAccessorProperty;

/** Anything that is declared to hold a value. */
export type Member =
  | Field
  | TSESTree.TSIndexSignature
  | TSESTree.TSMappedType
  | TSESTree.TSParameterProperty
  | TSESTree.TSPropertySignature;

const memberTypes = [
  'PropertyDefinition',
  'AccessorProperty',
  'TSAbstractPropertyDefinition',
  'TSAbstractAccessorProperty',
  'TSParameterProperty',
  'TSPropertySignature',
  'TSIndexSignature',
  'TSMappedType',
] as const;

/** All of them. Methods and accessors are none: they hold nothing. */
export function* eachMember(index: Index, scopes: ScopeManager): Generator<Member> {
  for (const type of memberTypes) {
    for (const member of index.of(type)) {
      if (member.type !== 'TSMappedType' || !isOverParameter(member, scopes)) yield member;
    }
  }
}

/** As it was before it had a constraint of its own. */
interface Older {
  readonly typeParameter: {
    readonly name: TSESTree.Identifier;
    readonly constraint?: TSESTree.TypeNode;
  };
}

/** `{ [K in keyof T]: … }` is a tuple or an array where `T` is one. */
function isOverParameter(mapped: TSESTree.TSMappedType, scopes: ScopeManager): boolean {
  // Some parsers have it in a parameter.
  const { constraint } = 'constraint' in mapped ? mapped : (mapped as Older).typeParameter;
  if (constraint?.type !== 'TSTypeOperator' || constraint.operator !== 'keyof') return false;
  const { typeAnnotation: of } = constraint;
  if (of?.type !== 'TSTypeReference' || of.typeName.type !== 'Identifier') return false;
  // Some parsers do not say what declares a type.
  const [def] = variableOf(scopes, of.typeName)?.defs ?? [];
  return def === undefined || (def.node as TSESTree.Node).type === 'TSTypeParameter';
}

/** The annotation of a member. */
export function annotationOf(member: TSESTree.Node): TSESTree.TSTypeAnnotation | undefined {
  if (member.type === 'TSParameterProperty') return annotationOf(member.parameter);
  if (member.type === 'AssignmentPattern') return annotationOf(member.left);
  if (!('typeAnnotation' in member)) return undefined;
  return (member.typeAnnotation as TSESTree.TSTypeAnnotation | null | undefined) ?? undefined;
}

/** Does the annotation of a member admit anything, so that it says nothing of what is there? */
export function admitsAnything(member: TSESTree.Node): boolean {
  switch (annotationOf(member)?.typeAnnotation.type) {
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
    case 'TSObjectKeyword':
      return true;
    default:
      return false;
  }
}

/** What a type is asked of: of `x: unknown = background()` that is the value. */
export function typedNodeOf(member: Member): TSESTree.Node {
  if (member.type === 'TSMappedType') return member.typeAnnotation ?? member;
  if (admitsAnything(member)) return valueOf(member) ?? member;
  return member.type === 'TSIndexSignature' ? (annotationOf(member) ?? member) : member;
}

/** What a field begins as, or what a parameter property is by default. */
function valueOf(member: Member): TSESTree.Expression | undefined {
  if (member.type === 'TSParameterProperty') {
    return member.parameter.type === 'AssignmentPattern' ? member.parameter.right : undefined;
  }
  return 'value' in member ? (member.value ?? undefined) : undefined;
}

/** What says what a member holds: its annotation, else its value, else its name, whose type a checker may know. */
export function typedPartsOf(member: Member, scopes: ScopeManager): readonly TSESTree.Node[] {
  if (member.type === 'TSMappedType') return ownPartsOf(member, typedNodeOf(member));
  const annotation = annotationOf(member);
  const value = valueOf(member);
  if (annotation !== undefined) {
    return value !== undefined && admitsAnything(member) ? [value] : [annotation];
  }
  switch (member.type) {
    case 'TSIndexSignature':
    case 'TSPropertySignature':
      return [];
    case 'TSParameterProperty':
      return [value ?? member.parameter];
    default:
      // A nil says nothing of what will stand there.
      if (value !== undefined && nilOf(scopes, value) === undefined) return [value];
      return member.computed ? [] : [member.key];
  }
}

/** What a mapped type says itself of its members: not what it takes over from a type that is declared, `Job[K]`. */
function ownPartsOf(mapped: TSESTree.TSMappedType, type: TSESTree.Node): TSESTree.Node[] {
  const ownParts = (parts: readonly TSESTree.Node[]) =>
    parts.flatMap((part) => ownPartsOf(mapped, part));
  switch (type.type) {
    case 'TSIndexedAccessType': {
      const { indexType } = type;
      const isKey =
        indexType.type === 'TSTypeReference' &&
        indexType.typeName.type === 'Identifier' &&
        indexType.typeName.name === keyOf(mapped);
      return isKey ? [] : [type];
    }
    case 'TSUnionType':
    case 'TSIntersectionType':
      return ownParts(type.types);
    case 'TSArrayType':
      return ownParts([type.elementType]);
    case 'TSTypeReference':
      return [type.typeName, ...ownParts(type.typeArguments?.params ?? [])];
    default:
      return [type];
  }
}

/** The name of the parameter of a mapped type, `K`. */
function keyOf(mapped: TSESTree.TSMappedType): string {
  return 'key' in mapped ? mapped.key.name : (mapped as Older).typeParameter.name.name;
}

/** Where a finding about a member stands. */
export function placeOf(member: Member): TSESTree.Node {
  switch (member.type) {
    case 'TSIndexSignature':
    case 'TSMappedType':
      return member;
    case 'TSParameterProperty':
      return member.parameter.type === 'AssignmentPattern'
        ? member.parameter.left
        : member.parameter;
    default:
      return member.key;
  }
}
