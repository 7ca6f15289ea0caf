/** Whose properties a store goes to, and what declares them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import { partsOf, type ClassNode } from '../../syntax/class-members.js';
import { functionOf, type Named } from '../../syntax/functions.js';
import { memberIn, memberKey } from '../../syntax/members.js';
import { nameOfPlace } from '../../syntax/naming.js';
import { isFunction } from '../../syntax/returns.js';
import type { Member } from './members.js';

/** Whose `this` it is. */
export type Holder =
  | { readonly kind: 'class'; readonly node: ClassNode; readonly isStatic: boolean }
  /** A constructor function, or a method of an object literal. */
  | {
      readonly kind: 'object';
      readonly node: TSESTree.Node;
      readonly name: string | undefined;
    };

/**
 * Whose object this is; `undefined` for the module's `this`, for one whose type is declared as a parameter, and for that of a
 * function that another one calls.
 */
export function holderOf(
  node: TSESTree.ThisExpression | ClassNode,
  isScript: boolean,
): Holder | undefined {
  // Its name stands for the class itself.
  if (node.type !== 'ThisExpression') return { kind: 'class', node, isStatic: true };
  let inner: TSESTree.Node = node;
  for (;;) {
    const parent: TSESTree.Node | null | undefined = inner.parent;
    if (parent == null) return undefined;
    switch (parent.type) {
      case 'StaticBlock':
        return { kind: 'class', node: parent.parent.parent, isStatic: true };
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (parent.value !== inner) break;
        return { kind: 'class', node: parent.parent.parent, isStatic: parent.static };
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        return holderOfFunction(parent, isScript);
      default:
        break;
    }
    inner = parent;
  }
}

function holderOfFunction(
  fn: TSESTree.FunctionDeclaration | TSESTree.FunctionExpression,
  isScript: boolean,
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
  // What a function is given to says what its `this` is: `beforeEach(function () { this.ctx = background(); })`.
  if (parent.type === 'CallExpression') return undefined;
  if (parent.type === 'NewExpression' && parent.callee !== fn) return undefined;
  // TypeScript has classes for what makes objects.
  const isOfObject = prototype !== undefined || fn.type === 'FunctionDeclaration';
  if (!isScript && !isOfObject) return undefined;
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
  readonly member:
    | Member
    | TSESTree.MethodDefinition
    | TSESTree.TSAbstractMethodDefinition
    | TSESTree.TSMethodSignature;
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
    const member = memberIn(node.body, key, isStatic) ?? mergedMember(node, key, isStatic, scopes);
    if (member !== undefined) return { owner: node, member };
    const base: Named | undefined =
      node.superClass === null ? undefined : functionOf(scopes, node.superClass);
    node = base === undefined || isFunction(base) ? undefined : base;
  }
  return undefined;
}

/** `interface Job { ctx: Context }` says what a class `Job` beside it has, too. */
function mergedMember(
  node: ClassNode,
  key: string,
  isStatic: boolean,
  scopes: ScopeManager,
): Declared['member'] | undefined {
  if (isStatic) return undefined;
  for (const part of partsOf(scopes, node)) {
    if (part.type !== 'TSInterfaceDeclaration') continue;
    for (const member of part.body.body) {
      const isNamed = member.type === 'TSPropertySignature' || member.type === 'TSMethodSignature';
      if (isNamed && memberKey(member) === key) return member;
    }
  }
  return undefined;
}
