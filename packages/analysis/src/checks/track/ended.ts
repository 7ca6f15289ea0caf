/** Ways that are taken only once what is followed has ended by itself, so that nothing is owed on them any more. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { Edge } from '../../flow/graph.js';
import { convertedToBoolean } from '../../syntax/callee.js';
import { resultOf } from '../../syntax/functions.js';
import { nilOf } from '../../syntax/literal.js';
import { constantInitOf, isConstant, variableOf } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import { evaluate } from './evaluate.js';
import type { HasEnded, IsCompanion } from './protocol.js';
import type { Run } from './run.js';
import type { State } from './state.js';
import { deepest, halfOf } from './written.js';

/** The states that take this way out of their block with something still owed, or not yet. */
export function withoutEnded(edge: Edge, states: readonly State[], run: Run): readonly State[] {
  const { hasEnded } = run.protocol;
  if (hasEnded === undefined) return states;
  return states.filter((state) => !(state.open && isEnded(edge, state, run, hasEnded)));
}

function isEnded(edge: Edge, state: State, run: Run, hasEnded: HasEnded): boolean {
  const item = edge.from.items.at(-1);
  switch (item?.kind) {
    case 'test':
      if (item.question === 'defined' || item.value.kind !== 'expression') return false;
      return shows(item.value.node, edge.kind === 'true', isOurs, deepest);
    case 'await': {
      if (item.node.type !== 'AwaitExpression') return false;
      const by = edge.kind === 'throw' ? 'thrown' : 'resumed';
      return hasEnded(item.node.argument, by, isOurs);
    }
    case 'call':
      return edge.kind === 'throw' && hasEnded(item.node, 'thrown', isOurs);
    default:
      return false;
  }

  function isOurs(node: TSESTree.Node): boolean {
    return evaluate(node, state, run)?.kind === 'companion';
  }

  /** Does this answer of a test show it? What has ended stays so: a constant may have asked before. */
  function shows(
    test: TSESTree.Node,
    answer: boolean,
    isCompanion: IsCompanion,
    depth: number,
  ): boolean {
    const node = unwrap(test);
    if (depth === 0) return false;
    const of = (part: TSESTree.Node, wanted = answer, left = depth - 1): boolean =>
      shows(part, wanted, isCompanion, left);
    switch (node.type) {
      case 'UnaryExpression':
        return node.operator === '!' && of(node.argument, !answer);
      case 'BinaryExpression': {
        const asked = comparedToNil(run.scopes, node);
        if (asked === undefined) break;
        return node.operator.startsWith('!') === answer && of(asked, true);
      }
      case 'LogicalExpression': {
        const { operator, left, right } = node;
        if (operator === '??' || (operator === '&&') !== answer) return false;
        return of(left, answer, halfOf(depth)) || of(right, answer, halfOf(depth));
      }
      case 'Identifier': {
        const init = constantInitOf(variableOf(run.scopes, node));
        // What was asked then must be what is asked about now.
        const isStill = (asked: TSESTree.Node): boolean => isCompanion(asked) && isFixed(asked);
        return init !== undefined && shows(init, answer, isStill, depth - 1);
      }
      case 'CallExpression': {
        const result = convertedToBoolean(run.scopes, node) ?? resultOf(run.scopes, node);
        if (result !== undefined) return of(result);
        break;
      }
      default:
    }
    return answer && hasEnded(node, 'true', isCompanion);
  }

  function isFixed(name: TSESTree.Node): boolean {
    const variable = variableOf(run.scopes, name);
    return variable !== undefined && isConstant(variable);
  }
}

/** What a comparison asks whether it is `undefined` or `null`. */
function comparedToNil(
  scopes: ScopeManager,
  { operator, left, right }: TSESTree.BinaryExpression,
): TSESTree.Node | undefined {
  if (!/^[!=]==?$/.test(operator)) return undefined;
  if (nilOf(scopes, right) !== undefined) return left;
  return nilOf(scopes, left) === undefined ? undefined : right;
}
