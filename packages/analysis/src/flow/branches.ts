/** Where the flow parts inside expressions: conditions, `&&`, `||`, `??` and `?:`. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from '../syntax/unwrap.js';
import { constantTruth } from './constant.js';
import { ask, visitLink, visitList } from './chains.js';
import type { Draft, DraftBlock } from './draft.js';
import { valueOf } from './patterns.js';

/** Evaluates a condition and goes to one of two blocks. Literal conditions are folded. */
export function branch(
  draft: Draft,
  node: TSESTree.Node,
  whenTrue: DraftBlock,
  whenFalse: DraftBlock,
): void {
  const inner = unwrap(node);
  const truth = constantTruth(inner);
  if (truth !== undefined) {
    draft.visit(inner);
    draft.goto(truth ? whenTrue : whenFalse);
    return;
  }
  switch (inner.type) {
    case 'UnaryExpression':
      if (inner.operator === '!') {
        branch(draft, inner.argument, whenFalse, whenTrue);
        return;
      }
      break;
    case 'LogicalExpression': {
      if (inner.operator === '??') break;
      const right = draft.block('right');
      if (inner.operator === '&&') branch(draft, inner.left, right, whenFalse);
      else branch(draft, inner.left, whenTrue, right);
      draft.start(right);
      branch(draft, inner.right, whenTrue, whenFalse);
      return;
    }
    case 'ConditionalExpression': {
      const { then, otherwise } = branchArms(draft, inner.test);
      draft.start(then);
      branch(draft, inner.consequent, whenTrue, whenFalse);
      draft.start(otherwise);
      branch(draft, inner.alternate, whenTrue, whenFalse);
      return;
    }
    case 'SequenceExpression': {
      const last = inner.expressions.at(-1);
      if (last === undefined) break;
      visitList(draft, inner.expressions.slice(0, -1));
      branch(draft, last, whenTrue, whenFalse);
      return;
    }
    case 'ChainExpression':
      visitLink(draft, inner.expression, whenFalse);
      ask(draft, inner, 'truthy', whenTrue, whenFalse);
      return;
    default:
  }
  draft.visit(inner);
  ask(draft, inner, 'truthy', whenTrue, whenFalse);
}

/** `&&`, `||` and `??` for their value. */
export function visitLogical(draft: Draft, node: TSESTree.LogicalExpression): void {
  const right = draft.block('right');
  const left = draft.block('left');
  const join = draft.block('after');
  if (node.operator === '&&') branchOnValue(draft, node.left, right, left);
  else if (node.operator === '||') branchOnValue(draft, node.left, left, right);
  else {
    draft.visit(node.left);
    ask(draft, node.left, 'nonNil', left, right);
  }
  draft.start(left);
  select(draft, node, node.left, join);
  draft.start(right);
  draft.visit(node.right);
  select(draft, node, node.right, join);
  draft.start(join);
}

/**
 * Evaluates a value and goes to one of two blocks by its truth. Where `a && b` is false by `a`, `(a && b) || c`
 * goes on at `c` at once; unlike in a mere condition, the value is kept, for it may be that of the whole.
 */
function branchOnValue(
  draft: Draft,
  node: TSESTree.Expression,
  whenTrue: DraftBlock,
  whenFalse: DraftBlock,
): void {
  const inner = unwrap(node);
  const truth = constantTruth(inner);
  if (truth !== undefined || inner.type !== 'LogicalExpression' || inner.operator === '??') {
    draft.visit(node);
    if (truth === undefined) ask(draft, node, 'truthy', whenTrue, whenFalse);
    else draft.goto(truth ? whenTrue : whenFalse);
    return;
  }
  const isAnd = inner.operator === '&&';
  const right = draft.block('right');
  const left = draft.block('left');
  branchOnValue(draft, inner.left, isAnd ? right : left, isAnd ? left : right);
  draft.start(left);
  select(draft, inner, inner.left, isAnd ? whenFalse : whenTrue);
  draft.start(right);
  const rightTrue = draft.block('true');
  const rightFalse = draft.block('false');
  branchOnValue(draft, inner.right, rightTrue, rightFalse);
  draft.start(rightTrue);
  select(draft, inner, inner.right, whenTrue);
  draft.start(rightFalse);
  select(draft, inner, inner.right, whenFalse);
}

/** The value of `node` is that of one of its parts here. */
function select(
  draft: Draft,
  node: TSESTree.LogicalExpression | TSESTree.ConditionalExpression,
  part: TSESTree.Expression,
  next: DraftBlock,
): void {
  draft.emit({ kind: 'select', node, value: valueOf(part) });
  draft.goto(next);
}

/** `?:` for its value. */
export function visitConditional(draft: Draft, node: TSESTree.ConditionalExpression): void {
  const { then, otherwise } = branchArms(draft, node.test);
  const join = draft.block('after');
  for (const [block, arm] of [
    [then, node.consequent],
    [otherwise, node.alternate],
  ] as const) {
    draft.start(block);
    draft.visit(arm);
    select(draft, node, arm, join);
  }
  draft.start(join);
}

function branchArms(
  draft: Draft,
  test: TSESTree.Node,
): { then: DraftBlock; otherwise: DraftBlock } {
  const then = draft.block('then');
  const otherwise = draft.block('else');
  branch(draft, test, then, otherwise);
  return { then, otherwise };
}

/** Goes on in a branch of a statement's condition: what only the condition held is held no more. */
export function startBranch(draft: Draft, block: DraftBlock, condition: TSESTree.Node): void {
  draft.start(block);
  draft.emit({ kind: 'end', node: condition });
}
