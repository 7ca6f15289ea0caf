/**
 * Loops that go through a list by its places, or through an object by its keys:
 *
 *     for (let i = 0; i < stops.length; i++) stops[i]();
 *     for (const name in stops) stops[name]();
 *
 * Nobody counts the turns. Where such a loop ends by its test it has had every element, and what the body takes of one it has
 * taken of all; a `break`, `return` or exception on the way has not.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { keyOf } from '../../syntax/members.js';
import {
  contains,
  isInType,
  scopeNodeOf,
  variableOf,
  writesOf,
  type Variable,
} from '../../syntax/scopes.js';
import { loopsAround } from '../../syntax/statements.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';

/** The mentions of a variable in such a loop, by what decides whether the loop goes on. */
export type Through = ReadonlyMap<TSESTree.Node, readonly TSESTree.Node[]>;

/** Where loops go through what a variable holds. */
export function throughOf(scopes: ScopeManager, variable: Variable): Through {
  let through = known.get(variable);
  if (through === undefined) known.set(variable, (through = find(scopes, variable)));
  return through;
}

const known = new WeakMap<Variable, Through>();

function find(scopes: ScopeManager, variable: Variable): Through {
  const found = new Map<TSESTree.Node, TSESTree.Node[]>();
  for (const reference of variable.references) {
    const mention = reference.identifier as TSESTree.Node;
    const member = wrapped(mention).parent;
    if (member?.type !== 'MemberExpression' || !member.computed || isInType(reference)) continue;
    if (keyOf(member) !== undefined) continue;
    for (const loop of loopsAround(mention, scopeNodeOf(variable))) {
      const end = endOf(loop);
      if (end === undefined || !changesIn(scopes, member.property, loop)) continue;
      const mentions = found.get(end);
      if (mentions === undefined) found.set(end, [mention]);
      else mentions.push(mention);
    }
  }
  return found;
}

/** What decides whether a loop goes on, if that is one question. */
function endOf(loop: TSESTree.Node): TSESTree.Node | undefined {
  switch (loop.type) {
    case 'ForInStatement':
    case 'ForOfStatement':
      return loop;
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement': {
      const test = loop.test && unwrap(loop.test);
      return test?.type === 'LogicalExpression' ? undefined : (test ?? undefined);
    }
    default:
      return undefined;
  }
}

/** Is a key another one each turn? */
function changesIn(scopes: ScopeManager, key: TSESTree.Node, loop: TSESTree.Node): boolean {
  const inner = unwrap(key);
  switch (inner.type) {
    case 'Identifier': {
      const variable = variableOf(scopes, inner);
      return variable !== undefined && writesOf(variable).some((write) => contains(loop, write));
    }
    case 'UpdateExpression':
      return true;
    case 'BinaryExpression':
      return [inner.left, inner.right].some((side) => changesIn(scopes, side, loop));
    default:
      return false;
  }
}
