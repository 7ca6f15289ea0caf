/** What the members of classes, interfaces and objects are called. */
import type { TSESTree } from '@typescript-eslint/types';
import { groupBy } from './group.js';
import { remembered } from './remembered.js';

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

/**
 * The name that a property is read or written by, where it is written in the program; that of a well-known symbol is
 * `[Symbol.dispose]`.
 */
export function keyOf(
  node: TSESTree.Property | TSESTree.MemberExpression | TSESTree.PropertyDefinition,
): string | undefined {
  const name = node.type === 'MemberExpression' ? accessedKey(node) : memberKey(node);
  if (name !== undefined || !node.computed) return name;
  return symbolKey(node.type === 'MemberExpression' ? node.property : node.key);
}

function symbolKey(key: TSESTree.Node): string | undefined {
  if (key.type !== 'MemberExpression' || key.object.type !== 'Identifier') return undefined;
  const name = key.object.name === 'Symbol' ? accessedKey(key) : undefined;
  return name === undefined ? undefined : `[Symbol.${name}]`;
}

/** What a `using` declaration calls, in the order in which it looks for them. */
export function disposers(kind: TSESTree.VariableDeclaration['kind']): readonly string[] {
  return kind === 'await using'
    ? ['[Symbol.asyncDispose]', '[Symbol.dispose]']
    : ['[Symbol.dispose]'];
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

/** The member that `this.x` names: a field, an accessor or a parameter of the class around it that declares `x` itself. */
export function memberOfThis(node: TSESTree.MemberExpression): TSESTree.Node | undefined {
  if (node.object.type !== 'ThisExpression') return undefined;
  const name = accessedKey(node);
  const owner = name === undefined ? undefined : ownerOfThis(node);
  const body = owner?.parent;
  if (owner === undefined || body?.type !== 'ClassBody') return undefined;
  return memberIn(body, name!, isStaticMember(owner));
}

/** A member that has a name. */
export type ClassMember = Exclude<
  TSESTree.ClassElement,
  TSESTree.StaticBlock | TSESTree.TSIndexSignature
>;

/** What a class itself declares under a name: a member, or a parameter of the constructor that is one. */
export function memberIn(
  body: TSESTree.ClassBody,
  name: string,
  isStatic: boolean,
): ClassMember | TSESTree.TSParameterProperty | undefined {
  return membersIn(body, name, isStatic)[0];
}

/** All of that: of accessors there are two, and a signature stands before what it is overloaded by. */
export function membersIn(
  body: TSESTree.ClassBody,
  name: string,
  isStatic: boolean,
): readonly (ClassMember | TSESTree.TSParameterProperty)[] {
  return declaredIn(body).get(slotOf(name, isStatic)) ?? [];
}

/** Looked up at each mention of a member, and a class may have very many. */
const declaredIn = remembered((body: TSESTree.ClassBody) =>
  groupBy(eachDeclared(body), (member) =>
    slotOf(memberKey(member), 'static' in member && member.static),
  ),
);

function slotOf(name: string | undefined, isStatic: boolean): string | undefined {
  return name === undefined ? undefined : `${isStatic ? 'static ' : ''}${name}`;
}

function* eachDeclared({
  body,
}: TSESTree.ClassBody): Generator<ClassMember | TSESTree.TSParameterProperty> {
  for (const member of body) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') continue;
    yield member;
    if (!isConstructor(member)) continue;
    const { params } = member.value as { params: readonly TSESTree.Parameter[] };
    for (const each of params) if (each.type === 'TSParameterProperty') yield each;
  }
}

/** The class whose object, or which itself, is the `this` that a node sees; `undefined` in other functions. */
export function classOfThis(
  node: TSESTree.Node,
): TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined {
  const body = ownerOfThis(node)?.parent;
  return body?.type === 'ClassBody' ? body.parent : undefined;
}

/** The member of a class whose `this` a node sees. */
function ownerOfThis(node: TSESTree.Node): TSESTree.Node | undefined {
  let at = node;
  for (let up = node.parent; up != null; at = up, up = up.parent) {
    if (up.type === 'ClassBody') return at;
    // A function has a `this` of its own, that of a method is the class's.
    const isMethod = up.parent?.type === 'MethodDefinition' && up.parent.value === up;
    if (up.type === 'FunctionDeclaration' || (up.type === 'FunctionExpression' && !isMethod)) {
      return undefined;
    }
  }
  return undefined;
}

function isStaticMember(member: TSESTree.Node): boolean {
  return member.type === 'StaticBlock' || ('static' in member && member.static);
}

function isConstructor(member: TSESTree.Node): member is TSESTree.MethodDefinition {
  return member.type === 'MethodDefinition' && member.kind === 'constructor';
}

/** The types that a class says it implements; none where the parser knows no types. */
export function implementedBy(
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
): readonly TSESTree.TSClassImplements[] {
  const { implements: types } = node as { implements?: readonly TSESTree.TSClassImplements[] };
  return types ?? [];
}

/** The members of an enum, which some parsers have in the declaration itself. */
export function enumMembersOf(node: TSESTree.TSEnumDeclaration): readonly TSESTree.TSEnumMember[] {
  const { body = node as Pick<TSESTree.TSEnumBody, 'members'> } =
    node as Partial<TSESTree.TSEnumDeclaration>;
  return body.members;
}
