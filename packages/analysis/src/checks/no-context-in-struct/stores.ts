/** Assignments to properties of `this`, and whose properties those are. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import { functionOf, type Named } from '../../syntax/functions.js';
import type { Index } from '../../syntax/index-file.js';
import { accessedKey, memberKey } from '../../syntax/members.js';
import { nameOfPlace } from '../../syntax/naming.js';
import { isFunction } from '../../syntax/returns.js';
import type { Types } from '../../types/port.js';
import type { Member } from './members.js';

/** `this.key = value` */
export interface Store {
  readonly target: TSESTree.MemberExpression;
  /** `undefined` for a computed one. */
  readonly key: string | undefined;
  /** What is stored; `undefined` where it is known to be the context of a factory's result. */
  readonly value: TSESTree.Expression | undefined;
}

/** Whose `this` it is. */
export type Holder =
  | { readonly kind: 'class'; readonly node: ClassNode; readonly isStatic: boolean }
  /** A constructor function, or a method of an object literal. */
  | {
      readonly kind: 'object';
      readonly node: TSESTree.Node;
      readonly name: string | undefined;
    };

/** A class. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** All stores of a file in source order, those in patterns too where a factory fills them. */
export function* eachStore(index: Index, types: Types): Generator<Store> {
  for (const { left, right, operator } of index.of('AssignmentExpression')) {
    if (left.type === 'MemberExpression') {
      if (left.object.type !== 'ThisExpression' || !storesRight.has(operator)) continue;
      yield { target: left, key: accessedKey(left), value: right };
    } else if (left.type === 'ArrayPattern' || left.type === 'ObjectPattern') {
      const target = contextTarget(left, right, types);
      if (target !== undefined) yield { target, key: accessedKey(target), value: undefined };
    }
  }
}

const storesRight: ReadonlySet<string> = new Set(['=', '??=', '||=', '&&=']);

/** `[this.ctx, this.cancel] = withCancel(parent)` */
function contextTarget(
  pattern: TSESTree.ArrayPattern | TSESTree.ObjectPattern,
  right: TSESTree.Expression,
  types: Types,
): TSESTree.MemberExpression | undefined {
  const targets = pattern.type === 'ArrayPattern' ? pattern.elements : pattern.properties;
  if (!targets.some((each) => each !== null && thisMember(each) !== undefined)) return undefined;
  const call = right.type === 'AwaitExpression' ? right.argument : right;
  if (call.type !== 'CallExpression') return undefined;
  const context = types.factory(call)?.context;
  if (context?.kind === 'element' && pattern.type === 'ArrayPattern') {
    const element = pattern.elements[context.index];
    return element == null ? undefined : thisMember(element);
  }
  if (context?.kind !== 'property' || pattern.type !== 'ObjectPattern') return undefined;
  const property = pattern.properties.find((each) => memberKey(each) === context.name);
  return property && thisMember(property);
}

function thisMember(node: TSESTree.Node): TSESTree.MemberExpression | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return node.object.type === 'ThisExpression' ? node : undefined;
    case 'AssignmentPattern':
      return thisMember(node.left);
    case 'Property':
      return thisMember(node.value);
    default:
      return undefined;
  }
}

/** Whose `this` stands here; `undefined` for the module's, and for one whose type is declared as a parameter. */
export function holderOf(node: TSESTree.Node): Holder | undefined {
  for (let inner = node, { parent } = node; parent; inner = parent, parent = inner.parent) {
    switch (parent.type) {
      case 'StaticBlock':
        return { kind: 'class', node: parent.parent.parent, isStatic: true };
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (parent.value !== inner) break;
        return { kind: 'class', node: parent.parent.parent, isStatic: parent.static };
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        return holderOfFunction(parent);
      default:
        break;
    }
  }
  return undefined;
}

function holderOfFunction(
  fn: TSESTree.FunctionDeclaration | TSESTree.FunctionExpression,
): Holder | undefined {
  const { parent } = fn;
  if (parent.type === 'MethodDefinition') {
    return { kind: 'class', node: parent.parent.parent, isStatic: parent.static };
  }
  const [first] = fn.params;
  if (first?.type === 'Identifier' && first.name === 'this') return undefined;
  if (parent.type === 'Property') {
    return { kind: 'object', node: parent.parent, name: nameOfPlace(parent.parent) };
  }
  const prototype = prototypeOwner(parent);
  return { kind: 'object', node: fn, name: prototype ?? fn.id?.name ?? nameOfPlace(fn) };
}

/** `Job.prototype.start = function () { … }` */
function prototypeOwner(assignment: TSESTree.Node): string | undefined {
  if (assignment.type !== 'AssignmentExpression') return undefined;
  const { left } = assignment;
  if (left.type !== 'MemberExpression' || left.object.type !== 'MemberExpression') return undefined;
  const { object, property } = left.object;
  const isPrototype = property.type === 'Identifier' && property.name === 'prototype';
  return isPrototype && object.type === 'Identifier' ? object.name : undefined;
}

/** What a class declares under a name: something that holds a value, or code that runs in its place. */
export interface Declared {
  readonly owner: ClassNode;
  readonly member: Member | TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition;
}

/** The member that a store goes to, in the class or in one that it extends and that this file declares. */
export function declaredMember(
  owner: ClassNode,
  key: string,
  isStatic: boolean,
  scopes: ScopeManager,
): Declared | undefined {
  const seen = new Set<TSESTree.Node>();
  for (let node: ClassNode | undefined = owner; node !== undefined && !seen.has(node);) {
    seen.add(node);
    const member = ownMember(node, key, isStatic);
    if (member !== undefined) return { owner: node, member };
    const base: Named | undefined =
      node.superClass === null ? undefined : functionOf(scopes, node.superClass);
    node = base === undefined || isFunction(base) ? undefined : base;
  }
  return undefined;
}

function ownMember(
  { body }: ClassNode,
  key: string,
  isStatic: boolean,
): Declared['member'] | undefined {
  for (const member of body.body) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') continue;
    if (member.static === isStatic && memberKey(member) === key) return member;
    if (isStatic || member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue;
    const { params } = member.value as { params: readonly TSESTree.Parameter[] };
    const property = params.find(
      (param) => param.type === 'TSParameterProperty' && memberKey(param) === key,
    );
    if (property?.type === 'TSParameterProperty') return property;
  }
  return undefined;
}
