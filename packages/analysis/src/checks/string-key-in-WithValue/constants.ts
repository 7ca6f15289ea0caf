/** Which constant an expression stands for, so that two keys can be told to be the same at run time. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { accessedKey, enumMembersOf } from '../../syntax/members.js';
import { literalOf } from '../../syntax/literal.js';
import { isGlobal, variableOf } from '../../syntax/scopes.js';
import type { Source } from '../../syntax/source.js';
import { unwrap } from '../../syntax/unwrap.js';
import { constantValueOf } from '../../types/constants.js';

/** A value that is the same wherever its `id` is. */
export interface Constant {
  readonly id: string;
  /** What a person would call it. */
  readonly name: string;
}

/** Constants of constants are followed no further than this. */
const maxSteps = 8;

/**
 * The constant of a literal, of `Symbol.for` with one, of a variable of this file that always holds one, or of a member of an
 * enum, an object literal or a class of this file; `undefined` for anything else, such as what another file declares.
 */
export function constantOf(
  source: Source,
  node: TSESTree.Node,
  steps: number = maxSteps,
): Constant | undefined {
  if (steps === 0) return undefined;
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return ofLiteral(inner);
    case 'Identifier':
    case 'MemberExpression': {
      const member = inner.type === 'Identifier' ? undefined : ofEnum(source, inner, steps - 1);
      if (member !== undefined) return member;
      const value = constantValueOf(source, inner);
      return value && constantOf(source, value, steps - 1);
    }
    case 'CallExpression':
      return ofSymbolFor(source, inner, steps - 1);
    default:
      return undefined;
  }
}

function ofLiteral(node: TSESTree.Literal | TSESTree.TemplateLiteral): Constant | undefined {
  const value = literalOf(node)?.value;
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return { id: `${typeof value}:${String(value)}`, name: String(value) };
    default:
      return undefined;
  }
}

/** `Symbol.for('name')` */
function ofSymbolFor(
  source: Source,
  call: TSESTree.CallExpression,
  steps: number,
): Constant | undefined {
  const method = calledMember(call);
  const [argument] = call.arguments;
  if (method?.name !== 'for' || argument === undefined) return undefined;
  if (!isGlobal(source.scopes, method.object, 'Symbol')) return undefined;
  const key = constantOf(source, argument, steps);
  return key && { id: `symbol:${key.name}`, name: key.name };
}

/** `Kind.user` */
function ofEnum(
  source: Source,
  node: TSESTree.MemberExpression,
  steps: number,
): Constant | undefined {
  const name = accessedKey(node);
  const object = unwrap(node.object);
  if (name === undefined || object.type !== 'Identifier') return undefined;
  const declared = definitionOf(source, object);
  if (declared?.type !== 'TSEnumDeclaration') return undefined;
  const member = enumMembersOf(declared).find(({ id }) => nameOfKey(id) === name);
  if (member === undefined) return undefined;
  const value = member.initializer && constantOf(source, member.initializer, steps);
  // A number that is only counted is known by its place.
  return value ? { id: value.id, name } : { id: `enum:${object.name}.${name}`, name };
}

function nameOfKey(key: TSESTree.Node): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

function definitionOf(source: Source, name: TSESTree.Identifier): TSESTree.Node | undefined {
  const [def, ...others] = variableOf(source.scopes, name)?.defs ?? [];
  return others.length === 0 ? def?.node : undefined;
}
