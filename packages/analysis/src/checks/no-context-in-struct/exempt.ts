/** Types whose members may hold contexts: those that are contexts themselves, and results of functions. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { lastName } from '../../syntax/callee.js';
import { partsOf, type TypeNode } from '../../syntax/class-members.js';
import { implementedBy, memberKey } from '../../syntax/members.js';
import { isFunction } from '../../syntax/returns.js';
import { variableOf } from '../../syntax/scopes.js';
import type { Types } from '../../types/port.js';
import { isResult } from './results.js';

/** Is this class, interface, type literal or object one? Costs a question to a checker only where it names others. */
export function isExemptType(owner: TSESTree.Node, types: Types, scopes: ScopeManager): boolean {
  switch (owner.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return (
        hasAllMembers(owner.body.body) ||
        (namesOthers(owner, scopes) && types.implementsContext(owner))
      );
    case 'TSInterfaceDeclaration':
      return (
        hasAllMembers(owner.body.body) ||
        (namesOthers(owner, scopes) && types.implementsContext(owner)) ||
        isOfUnknown(basesOf(owner, scopes), types, scopes) ||
        isResult(owner, types, scopes) ||
        isEventMap(owner, scopes)
      );
    case 'TSTypeLiteral':
      return (
        hasAllMembers(owner.members) ||
        isPartOfContext(owner, types, scopes) ||
        isResult(owner, types, scopes) ||
        isEventMap(owner, scopes)
      );
    case 'TSMappedType':
      return isResult(owner, types, scopes);
    case 'ObjectExpression':
      return hasAllMembers(owner.properties);
    default:
      return false;
  }
}

/** Does a class or an interface, in one of its declarations, say what else it is? */
function namesOthers(owner: TypeNode, scopes: ScopeManager): boolean {
  return partsOf(scopes, owner).some((part) =>
    part.type === 'TSInterfaceDeclaration'
      ? part.extends.length > 0
      : part.superClass !== null || implementedBy(part).length > 0,
  );
}

const contextMembers = ['deadline', 'done', 'err', 'value', 'signal'];

/** JavaScript has no `implements`: there a context is what has the members of one. */
function hasAllMembers(members: readonly TSESTree.Node[]): boolean {
  const names = new Set(members.map(memberKey));
  return contextMembers.every((name) => names.has(name));
}

/** `Context & { parent: Context }` */
function isPartOfContext(
  { parent }: TSESTree.TSTypeLiteral,
  types: Types,
  scopes: ScopeManager,
): boolean {
  if (parent.type !== 'TSIntersectionType') return false;
  return types.isContext(parent) || isOfUnknown(namesIn(parent), types, scopes);
}

function namesIn({ types }: TSESTree.TSIntersectionType): TSESTree.Node[] {
  return types.flatMap((part) => (part.type === 'TSTypeReference' ? part.typeName : []));
}

/** What an interface extends, in all of its declarations. */
function basesOf(owner: TSESTree.TSInterfaceDeclaration, scopes: ScopeManager): TSESTree.Node[] {
  return partsOf(scopes, owner).flatMap((part) =>
    part.type === 'TSInterfaceDeclaration' ? part.extends.map(({ expression }) => expression) : [],
  );
}

/** Is one of these a type of another file, which may be a context where nobody can be asked? */
function isOfUnknown(
  names: readonly TSESTree.Node[],
  { checked }: Types,
  scopes: ScopeManager,
): boolean {
  return !checked && names.some((name) => isImported(scopes, name));
}

function isImported(scopes: ScopeManager, name: TSESTree.Node): boolean {
  if (name.type === 'TSQualifiedName') return isImported(scopes, name.left);
  if (name.type === 'MemberExpression') return isImported(scopes, name.object);
  const defs = variableOf(scopes, name)?.defs ?? [];
  return defs.some(({ node }) => node.type.startsWith('Import'));
}

/**
 * Does it say what listeners are given: `EventEmitter<{ open: [ctx: Context] }>`? What an emitter is called ends so everywhere. A
 * type with a name is one where any use in the file makes it one.
 */
function isEventMap(
  type: TSESTree.TSTypeLiteral | TSESTree.TSInterfaceDeclaration,
  scopes: ScopeManager,
): boolean {
  if (type.type === 'TSTypeLiteral' && isGivenToEmitter(type)) return true;
  const declaration = type.type === 'TSTypeLiteral' ? type.parent : type;
  if (
    declaration.type !== 'TSTypeAliasDeclaration' &&
    declaration.type !== 'TSInterfaceDeclaration'
  ) {
    return false;
  }
  const { references } = variableOf(scopes, declaration.id) ?? { references: [] };
  return references.some(({ identifier }) => isGivenToEmitter(identifier.parent));
}

function isGivenToEmitter({ parent: list }: TSESTree.Node): boolean {
  if (list?.type !== 'TSTypeParameterInstantiation') return false;
  const { parent } = list;
  switch (parent.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass !== null && isEmitter(parent.superClass);
    case 'NewExpression':
      return isEmitter(parent.callee);
    case 'TSClassImplements':
    case 'TSInterfaceHeritage':
      return isEmitter(parent.expression);
    case 'TSTypeReference':
      return isEmitter(parent.typeName);
    default:
      return false;
  }
}

function isEmitter(name: TSESTree.Node): boolean {
  const last = name.type === 'TSQualifiedName' ? name.right.name : lastName(name);
  return last?.endsWith('Emitter') ?? false;
}

/** Is an object type written in the annotation of a parameter? Not so where a type around it has a name or a member. */
export function isInParameter(literal: TSESTree.TSTypeLiteral | TSESTree.TSMappedType): boolean {
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
