/** Which function of this file a member access always stands for. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { isExported } from './exports.js';
import { functionOf } from './functions.js';
import { accessedKey, memberKey, memberOfThis } from './members.js';
import { isTarget } from './patterns.js';
import { variableOf, writesOf, type Variable } from './scopes.js';

/**
 * The function that `this.#m`, `this.m` of a private method, `C.m` of a class or `o.m` of a constant object is;
 * `undefined` where something may put another in its place: a subclass, an assignment, whoever else has the object.
 */
export function methodOf(
  scopes: ScopeManager,
  member: TSESTree.MemberExpression,
): TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression | undefined {
  const name = accessedKey(member);
  if (name === undefined) return undefined;
  if (member.object.type === 'ThisExpression') return privateMethod(memberOfThis(member));
  const variable = variableOf(scopes, member.object);
  if (variable === undefined) return undefined;
  const named = functionOf(scopes, member.object);
  if (named?.type === 'ClassDeclaration' || named?.type === 'ClassExpression') {
    return isAssigned(variable, name) ? undefined : staticMethod(named, name);
  }
  return isOnlyRead(variable) ? methodOfObject(variable, name) : undefined;
}

function privateMethod(member: TSESTree.Node | undefined) {
  if (member?.type !== 'MethodDefinition' || member.kind !== 'method') return undefined;
  const isPrivate = member.key.type === 'PrivateIdentifier' || member.accessibility === 'private';
  return isPrivate ? functionIn(member.value) : undefined;
}

function staticMethod(
  { body }: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  name: string,
) {
  const [member, ...others] = body.body.filter(
    (each) => 'static' in each && each.static && memberKey(each) === name,
  );
  if (member?.type !== 'MethodDefinition' || member.kind !== 'method') return undefined;
  return others.length === 0 ? functionIn(member.value) : undefined;
}

function methodOfObject(variable: Variable, name: string) {
  const [def] = variable.defs;
  const declarator = def?.node as TSESTree.Node | undefined;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id !== def?.name) return undefined;
  const { init } = declarator;
  if (init?.type !== 'ObjectExpression') return undefined;
  const found: TSESTree.Node[] = [];
  for (const property of init.properties) {
    // What is spread, or computed, may have this name too.
    if (property.type === 'SpreadElement' || memberKey(property) === undefined) return undefined;
    if (memberKey(property) === name && property.kind === 'init') found.push(property.value);
  }
  return found.length === 1 ? functionIn(found[0]!) : undefined;
}

function functionIn(node: TSESTree.Node) {
  const isFunction = node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
  return isFunction ? node : undefined;
}

/** Has a variable one value, of which this file reads members and does nothing else? */
function isOnlyRead(variable: Variable): boolean {
  return (
    variable.defs.length === 1 &&
    writesOf(variable).length === 1 &&
    !isExported(variable) &&
    variable.references.every((reference) => {
      if (!reference.isRead()) return true;
      const access = accessOf(reference.identifier);
      return access !== undefined && !isTarget(access);
    })
  );
}

/** Is a member of this name, or one that is computed, assigned somewhere? */
function isAssigned(variable: Variable, name: string): boolean {
  return variable.references.some(({ identifier }) => {
    const access = accessOf(identifier);
    return access !== undefined && isTarget(access) && (accessedKey(access) ?? name) === name;
  });
}

function accessOf(identifier: TSESTree.Node): TSESTree.MemberExpression | undefined {
  const parent = identifier.parent;
  return parent?.type === 'MemberExpression' && parent.object === identifier ? parent : undefined;
}
