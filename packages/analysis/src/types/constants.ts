/** Values that names and members of a file always have, however they are declared. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberAt } from '../syntax/class-members.js';
import { accessedKey, memberKey } from '../syntax/members.js';
import { constantInitOf, variableOf } from '../syntax/scopes.js';
import type { Source } from '../syntax/source.js';
import { unwrap } from '../syntax/unwrap.js';
import { isFreezing } from './global-calls.js';

/**
 * What a constant of this file is declared with, or a member of one that is an object literal, or a `readonly` field of a class;
 * `undefined` for anything else. Nobody is expected to write to the members of a constant.
 */
export function constantValueOf(
  source: Source,
  node: TSESTree.Node,
): TSESTree.Expression | undefined {
  if (node.type === 'Identifier') return constantInitOf(variableOf(source.scopes, node));
  if (node.type !== 'MemberExpression') return undefined;
  const field = memberAt(source.scopes, node);
  if (field?.type === 'PropertyDefinition') {
    return field.readonly ? (field.value ?? undefined) : undefined;
  }
  const init = constantInitOf(variableOf(source.scopes, unwrap(node.object)));
  const whole = init && thawed(source, unwrap(init));
  const name = accessedKey(node);
  if (whole?.type !== 'ObjectExpression' || name === undefined) return undefined;
  for (const property of whole.properties) {
    if (property.type === 'SpreadElement' || property.computed) return undefined;
    if (memberKey(property) === name) return property.value as TSESTree.Expression;
  }
  return undefined;
}

/** `Object.freeze({ … })` */
function thawed(source: Source, node: TSESTree.Node): TSESTree.Node {
  if (node.type !== 'CallExpression' || !isFreezing({ source }, unwrap(node.callee))) return node;
  const [frozen] = node.arguments;
  return frozen === undefined ? node : unwrap(frozen);
}
