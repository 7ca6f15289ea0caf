/** What settles a promise: a function of the language, which does the same whatever it is called on. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { keyOf } from '../../syntax/members.js';
import { isConstant, isGlobal, variableOf } from '../../syntax/scopes.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';

/**
 * Is it a name for the `resolve` or `reject` of a `new Promise((resolve, reject) => …)`, or for what a pattern takes out of
 * `Promise.withResolvers()`?
 */
export function isSettler(scopes: ScopeManager, node: TSESTree.Node): boolean {
  const variable = node.type === 'Identifier' ? variableOf(scopes, node) : undefined;
  if (variable === undefined || !isConstant(variable)) return false;
  const { node: definition, name } = variable.defs[0]!;
  if (definition.type === 'VariableDeclarator') return isPartOfResolvers(scopes, definition, name);
  if (!('params' in definition) || !definition.params.some((each) => each === name)) return false;
  const executor = wrapped(definition);
  const made = executor.parent;
  return (
    made?.type === 'NewExpression' &&
    made.arguments[0] === executor &&
    isGlobal(scopes, made.callee, 'Promise')
  );
}

function isPartOfResolvers(
  scopes: ScopeManager,
  { id, init }: TSESTree.VariableDeclarator,
  name: TSESTree.Node,
): boolean {
  const call = init === null ? undefined : unwrap(init);
  if (id.type !== 'ObjectPattern' || call?.type !== 'CallExpression') return false;
  const method = calledMember(call);
  const isResolvers =
    method?.name === 'withResolvers' && isGlobal(scopes, method.object, 'Promise');
  return isResolvers && id.properties.some((each) => isSettlerPart(each, name));
}

function isSettlerPart(
  property: TSESTree.Property | TSESTree.RestElement,
  name: TSESTree.Node,
): boolean {
  if (property.type !== 'Property' || property.value !== name) return false;
  const key = keyOf(property);
  return key === 'resolve' || key === 'reject';
}
