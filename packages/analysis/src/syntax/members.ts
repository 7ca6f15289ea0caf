/** What the members of classes, interfaces and objects are called. */
import type { TSESTree } from '@typescript-eslint/types';

/** The name of a member, a private one with its `#`; `undefined` where it is computed or has none. */
export function memberKey(member: TSESTree.Node): string | undefined {
  if (member.type === 'TSParameterProperty') return parameterName(member.parameter);
  if (!('key' in member)) return undefined;
  return writtenKey(member.key, 'computed' in member && member.computed);
}

/** The name that a member access is written with: `a.b`, `a.#b`, `a['b']`; `undefined` where it is computed. */
export function accessedKey({ property, computed }: TSESTree.MemberExpression): string | undefined {
  return writtenKey(property, computed);
}

/** The name that a property is read or written by, where it is written in the program. */
export function keyOf(
  node: TSESTree.Property | TSESTree.MemberExpression | TSESTree.PropertyDefinition,
): string | undefined {
  return node.type === 'MemberExpression' ? accessedKey(node) : memberKey(node);
}

function writtenKey(key: TSESTree.Node, isComputed: boolean): string | undefined {
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

/** The name of a parameter, whatever its default; `undefined` for a pattern. */
export function parameterName(parameter: TSESTree.Node): string | undefined {
  return bindingOf(parameter)?.name;
}

/** The identifier that a parameter binds, behind a default, `...` and modifiers; `undefined` for a pattern. */
export function bindingOf(parameter: TSESTree.Node): TSESTree.Identifier | undefined {
  switch (parameter.type) {
    case 'Identifier':
      return parameter;
    case 'AssignmentPattern':
      return bindingOf(parameter.left);
    case 'RestElement':
      return bindingOf(parameter.argument);
    case 'TSParameterProperty':
      return bindingOf(parameter.parameter);
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
