/**
 * How a name is written where it is used: `f` for what is declared in scope, `.f` for a member, which is also what a module
 * exports. The two have nothing to do with each other until an import, a pattern or an object literal joins them.
 */
import type { TSESTree } from '@typescript-eslint/types';

/** The spelling of a member's name; private ones keep their `#`. */
export function asMember(name: string): string {
  return `.${name}`;
}

/** Is it the spelling of a member's name? */
export function isMember(spelling: string): boolean {
  return spelling.startsWith('.');
}

/** The spelling of an identifier in the place where it stands. */
export function spellingOf(node: TSESTree.Identifier | TSESTree.PrivateIdentifier): string {
  if (node.type === 'PrivateIdentifier') return asMember(`#${node.name}`);
  return isMemberName(node) ? asMember(node.name) : node.name;
}

function isMemberName(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  switch (parent.type) {
    case 'MemberExpression':
      return parent.property === node && !parent.computed;
    case 'TSQualifiedName':
      return parent.right === node;
    case 'TSImportType':
      return parent.qualifier === node;
    default:
      return 'computed' in parent && 'key' in parent && parent.key === node && !parent.computed;
  }
}
