/** The members of classes of the file that member accesses name, as their classes or the bases of those declare them. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf } from './functions.js';
import { accessedKey, classOfThis, memberKey, memberOfThis } from './members.js';

/** A class with its body. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** A member that has a name. */
type ClassMember = Exclude<TSESTree.ClassElement, TSESTree.StaticBlock | TSESTree.TSIndexSignature>;

/** The members of the same name and kind (`static` or not): accessors come in pairs, overloads in numbers. */
export function namesakesOf(member: ClassMember): readonly ClassMember[] {
  return membersIn(member.parent, memberKey(member), member.static);
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
  return named && membersIn(named.body, accessedKey(node), true)[0];
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
  const seen = new Set<ClassNode>();
  let owner: ClassNode | undefined = of;
  while (owner !== undefined && !seen.has(owner)) {
    seen.add(owner);
    const [member] = membersIn(owner.body, name, isStatic);
    const found = member ?? (isStatic ? undefined : parameterProperty(owner.body, name));
    if (found !== undefined) return found;
    owner = classOf(scopes, owner.superClass);
  }
  return undefined;
}

function classOf(scopes: ScopeManager, name: TSESTree.Node | null): ClassNode | undefined {
  const named = name === null ? undefined : functionOf(scopes, name);
  return named !== undefined && 'superClass' in named ? named : undefined;
}

/** `constructor(readonly repo: Repo) {}` */
function parameterProperty({ body }: TSESTree.ClassBody, name: string | undefined) {
  const made = body.find((each) => each.type === 'MethodDefinition' && each.kind === 'constructor');
  const params = made?.type === 'MethodDefinition' ? made.value.params : [];
  return params.find(
    (each) => each.type === 'TSParameterProperty' && name !== undefined && memberKey(each) === name,
  );
}

function membersIn(
  body: TSESTree.ClassBody,
  name: string | undefined,
  isStatic: boolean,
): readonly ClassMember[] {
  if (name === undefined) return [];
  return body.body.filter(
    (each): each is ClassMember =>
      'key' in each && each.static === isStatic && memberKey(each) === name,
  );
}
