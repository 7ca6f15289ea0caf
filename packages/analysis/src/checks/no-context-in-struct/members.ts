/** The members of a file that can hold something: fields, parameter properties, property signatures, index signatures. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Index } from '../../syntax/index-file.js';

/** A field of a class. */
type Field =
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.TSAbstractPropertyDefinition
  | TSESTree.TSAbstractAccessorProperty;

/** Anything that is declared to hold a value. */
export type Member =
  Field | TSESTree.TSParameterProperty | TSESTree.TSPropertySignature | TSESTree.TSIndexSignature;

const memberTypes = [
  'PropertyDefinition',
  'AccessorProperty',
  'TSAbstractPropertyDefinition',
  'TSAbstractAccessorProperty',
  'TSParameterProperty',
  'TSPropertySignature',
  'TSIndexSignature',
] as const;

/** All of them. Methods and accessors are none: they hold nothing. */
export function* eachMember(index: Index): Generator<Member> {
  for (const type of memberTypes) yield* index.of(type);
}

/** The annotation of a member. */
export function annotationOf(member: TSESTree.Node): TSESTree.TSTypeAnnotation | undefined {
  if (member.type === 'TSParameterProperty') return annotationOf(member.parameter);
  if (member.type === 'AssignmentPattern') return annotationOf(member.left);
  return 'typeAnnotation' in member
    ? (member.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)
    : undefined;
}

/** What a type is asked of. */
export function typedNodeOf(member: Member): TSESTree.Node {
  return member.type === 'TSIndexSignature' ? (annotationOf(member) ?? member) : member;
}

/** What says what a member holds: its annotation, else its value, else its name, whose type a checker may know. */
export function typedPartsOf(member: Member): readonly TSESTree.Node[] {
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
      if (member.value !== null && !isNil(member.value)) return [member.value];
      return member.computed ? [] : [member.key];
  }
}

/** A value that says nothing of what will stand there. */
function isNil(value: TSESTree.Expression): boolean {
  return value.type === 'Identifier'
    ? value.name === 'undefined'
    : value.type === 'Literal' && value.value === null;
}

/** Where a finding about a member stands. */
export function placeOf(member: Member): TSESTree.Node {
  switch (member.type) {
    case 'TSIndexSignature':
      return member;
    case 'TSParameterProperty':
      return member.parameter.type === 'AssignmentPattern'
        ? member.parameter.left
        : member.parameter;
    default:
      return member.key;
  }
}
