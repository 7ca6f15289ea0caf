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
import { groupBy } from '../../syntax/group.js';
import { keyOf } from '../../syntax/members.js';
import { remembered } from '../../syntax/remembered.js';
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

/** A mention of a variable in such a loop, and what decides whether the loop goes on. */
interface Read {
  readonly mention: TSESTree.Node;
  readonly end: TSESTree.Node;
}

/** Where loops go through what a variable holds, by what decides whether they go on. */
export type Through = ReadonlyMap<TSESTree.Node, readonly Read[]>;

/** Looked up once for each variable. */
export function throughOf(scopes: ScopeManager, variable: Variable): Through {
  const table = tableOf(scopes);
  let through = table.get(variable);
  if (through === undefined) {
    through = groupBy(readsOf(scopes, variable), ({ end }) => end);
    table.set(variable, through);
  }
  return through;
}

const tableOf: (scopes: ScopeManager) => Map<Variable, Through> = remembered(() => new Map());

function* readsOf(scopes: ScopeManager, variable: Variable): Generator<Read> {
  for (const reference of variable.references) {
    const mention = reference.identifier as TSESTree.Node;
    const member = wrapped(mention).parent;
    if (member?.type !== 'MemberExpression' || !member.computed || isInType(reference)) continue;
    if (keyOf(member) !== undefined) continue;
    for (const loop of loopsAround(mention, scopeNodeOf(variable))) {
      const end = endOf(loop);
      if (end !== undefined && changesIn(scopes, member.property, loop)) yield { mention, end };
    }
  }
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
