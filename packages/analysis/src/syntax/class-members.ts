/** The members of classes of the file that member accesses name, as their classes or the bases of those declare them. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf } from './functions.js';
import {
  accessedKey,
  classOfThis,
  memberIn,
  memberKey,
  memberOfThis,
  type ClassMember,
} from './members.js';
import { variableOf } from './scopes.js';

/** A class with its body. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** What declares a type by its members. */
export type TypeNode = ClassNode | TSESTree.TSInterfaceDeclaration;

/** A class or an interface, with all that the file declares of it elsewhere: `interface Job extends Base {}` beside `class Job`. */
export function partsOf(scopes: ScopeManager, node: TypeNode): readonly TypeNode[] {
  const defs = node.id === null ? [] : (variableOf(scopes, node.id)?.defs ?? []);
  if (defs.length <= 1) return [node];
  return defs.map((def) => def.node as TSESTree.Node).filter(isTypeNode);
}

function isTypeNode(node: TSESTree.Node): node is TypeNode {
  return (
    node.type === 'ClassDeclaration' ||
    node.type === 'ClassExpression' ||
    node.type === 'TSInterfaceDeclaration'
  );
}

/** The members of the same name and kind (`static` or not): accessors come in pairs, overloads in numbers. */
export function namesakesOf(member: ClassMember): readonly ClassMember[] {
  const name = memberKey(member);
  if (name === undefined) return [];
  return member.parent.body.filter(
    (each): each is ClassMember =>
      'key' in each && each.static === member.static && memberKey(each) === name,
  );
}

/** What `this.x`, `super.x` and `C.x` name. */
export function memberAt(
  scopes: ScopeManager,
  node: TSESTree.MemberExpression,
): TSESTree.Node | undefined {
  if (node.object.type === 'Super') return inheritedMember(scopes, node);
  if (node.object.type === 'ThisExpression') {
    const own = memberOfThis(node);
    return own ?? inheritedMember(scopes, node);
  }
  const named = classOf(scopes, node.object);
  const name = accessedKey(node);
  return named && name !== undefined ? memberIn(named.body, name, true) : undefined;
}

/** What a name stands for in the objects of a class; `undefined` also where a base is of another file. */
export function memberOfInstance(
  scopes: ScopeManager,
  of: ClassNode,
  name: string | undefined,
): TSESTree.Node | undefined {
  return memberOfClass(scopes, of, name, false);
}

/** The member of the base of the class that a node stands in, which the `this` or `super` there has too. */
function inheritedMember(
  scopes: ScopeManager,
  node: TSESTree.MemberExpression,
): TSESTree.Node | undefined {
  const own = classOfThis(node);
  const base = own && classOf(scopes, own.superClass);
  if (base === undefined) return undefined;
  let member: TSESTree.Node = node;
  while (member.parent !== own!.body) member = member.parent!;
  const isStatic = 'static' in member && member.static;
  return memberOfClass(scopes, base, accessedKey(node), isStatic);
}

function memberOfClass(
  scopes: ScopeManager,
  of: ClassNode,
  name: string | undefined,
  isStatic: boolean,
): TSESTree.Node | undefined {
  if (name === undefined) return undefined;
  const seen = new Set<ClassNode>();
  let owner: ClassNode | undefined = of;
  while (owner !== undefined && !seen.has(owner)) {
    seen.add(owner);
    const found = memberIn(owner.body, name, isStatic);
    if (found !== undefined) return found;
    owner = classOf(scopes, owner.superClass);
  }
  return undefined;
}

function classOf(scopes: ScopeManager, name: TSESTree.Node | null): ClassNode | undefined {
  const named = name === null ? undefined : functionOf(scopes, name);
  return named !== undefined && 'superClass' in named ? named : undefined;
}
