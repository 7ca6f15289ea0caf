/** What the members of classes, interfaces and objects are called. */
import type { TSESTree } from '@typescript-eslint/types';

/** The name of a member, a private one with its `#`; `undefined` where it is computed or has none. */
export function memberKey(member: TSESTree.Node): string | undefined {
  if (member.type === 'TSParameterProperty') return parameterName(member.parameter);
  if (!('key' in member)) return undefined;
  const key = member.key as TSESTree.Node;
  const isComputed = 'computed' in member && member.computed;
  switch (key.type) {
    case 'Identifier':
      return isComputed ? undefined : key.name;
    case 'PrivateIdentifier':
      return `#${key.name}`;
    case 'Literal':
      return String(key.value);
    default:
      return undefined;
  }
}

/** The name that a member access is written with: `a.b`, `a.#b`, `a['b']`; `undefined` where it is computed. */
export function accessedKey({ property, computed }: TSESTree.MemberExpression): string | undefined {
  switch (property.type) {
    case 'Identifier':
      return computed ? undefined : property.name;
    case 'PrivateIdentifier':
      return `#${property.name}`;
    case 'Literal':
      return String(property.value);
    default:
      return undefined;
  }
}

/** The name of a parameter, whatever its default; `undefined` for a pattern. */
export function parameterName(parameter: TSESTree.Node): string | undefined {
  switch (parameter.type) {
    case 'Identifier':
      return parameter.name;
    case 'AssignmentPattern':
      return parameterName(parameter.left);
    case 'RestElement':
      return parameterName(parameter.argument);
    case 'TSParameterProperty':
      return parameterName(parameter.parameter);
    default:
      return undefined;
  }
}

/** The types that a class says it implements; none where the parser knows no types. */
export function implementedBy(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
): readonly TSESTree.TSClassImplements[] {
  const { implements: types } = node as { implements?: readonly TSESTree.TSClassImplements[] };
  return types ?? [];
}
