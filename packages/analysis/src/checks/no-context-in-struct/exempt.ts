/** Types whose members may hold contexts: those that are contexts themselves, and results of functions. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { implementedBy, memberKey } from '../../syntax/members.js';
import { isFunction } from '../../syntax/returns.js';
import type { Types } from '../../types/port.js';
import { isResult } from './results.js';

/** Is this class, interface, type literal or object one? Costs a question to a checker only where it names others. */
export function isExemptType(owner: TSESTree.Node, types: Types, scopes: ScopeManager): boolean {
  switch (owner.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return (
        hasAllMembers(owner.body.body) ||
        ((owner.superClass !== null || implementedBy(owner).length > 0) &&
          types.implementsContext(owner))
      );
    case 'TSInterfaceDeclaration':
      return (
        hasAllMembers(owner.body.body) ||
        (owner.extends.length > 0 && types.implementsContext(owner)) ||
        isResult(owner, types, scopes)
      );
    case 'TSTypeLiteral':
      return (
        hasAllMembers(owner.members) ||
        isPartOfContext(owner, types) ||
        isResult(owner, types, scopes)
      );
    case 'ObjectExpression':
      return hasAllMembers(owner.properties);
    default:
      return false;
  }
}

const contextMembers = ['deadline', 'done', 'err', 'value', 'signal'];

/** JavaScript has no `implements`: there a context is what has the members of one. */
function hasAllMembers(members: readonly TSESTree.Node[]): boolean {
  const names = new Set(members.map(memberKey));
  return contextMembers.every((name) => names.has(name));
}

/** `Context & { parent: Context }` */
function isPartOfContext({ parent }: TSESTree.TSTypeLiteral, types: Types): boolean {
  return parent.type === 'TSIntersectionType' && types.isContext(parent);
}

/** Is a type literal written in the annotation of a parameter? Not so where a type around it has a name or a member. */
export function isInParameter(literal: TSESTree.TSTypeLiteral): boolean {
  let node: TSESTree.Node = literal;
  for (;;) {
    const parent: TSESTree.Node = node.parent;
    switch (parent.type) {
      case 'TSUnionType':
      case 'TSIntersectionType':
      case 'TSTypeOperator':
      case 'TSTypeParameterInstantiation':
      case 'TSTypeReference':
      case 'TSTypeAnnotation':
        break;
      case 'Identifier':
      case 'ObjectPattern':
      case 'AssignmentPattern': {
        const holder = parent.parent;
        if (holder.type === 'AssignmentPattern') break;
        return (
          isFunction(holder) || ('params' in holder && holder.type !== 'TSTypeParameterDeclaration')
        );
      }
      default:
        return false;
    }
    node = parent;
  }
}
