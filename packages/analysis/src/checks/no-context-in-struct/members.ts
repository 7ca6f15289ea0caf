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
  readonly typeParameter: { readonly constraint?: TSESTree.TypeNode };
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

/** What a type is asked of. */
export function typedNodeOf(member: Member): TSESTree.Node {
  if (member.type === 'TSMappedType') return member.typeAnnotation ?? member;
  return member.type === 'TSIndexSignature' ? (annotationOf(member) ?? member) : member;
}

/** What says what a member holds: its annotation, else its value, else its name, whose type a checker may know. */
export function typedPartsOf(member: Member, scopes: ScopeManager): readonly TSESTree.Node[] {
  if (member.type === 'TSMappedType') return [typedNodeOf(member)];
  const annotation = annotationOf(member);
  if (annotation !== undefined) return [annotation];
  switch (member.type) {
    case 'TSIndexSignature':
    case 'TSPropertySignature':
      return [];
    case 'TSParameterProperty':
      return member.parameter.type === 'AssignmentPattern'
        ? [member.parameter.right]
        : [member.parameter];
    default:
      // A nil says nothing of what will stand there.
      if (member.value !== null && nilOf(scopes, member.value) === undefined) return [member.value];
      return member.computed ? [] : [member.key];
  }
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
