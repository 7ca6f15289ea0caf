/** The flow of loops. */
import type { TSESTree } from '@typescript-eslint/types';
import { isUsing } from '../syntax/statements.js';
import { branch, startBranch } from './branches.js';
import { runDeclaration, runDisposed } from './declarations.js';
import type { Draft, DraftBlock } from './draft.js';
import { bind, unknown, valueOf } from './patterns.js';

/** `for (…; …; …)`. Labels are those that stand before the loop; `runBody` builds its body. */
export function runFor(
  draft: Draft,
  node: TSESTree.ForStatement,
  labels: readonly string[],
  runBody: () => void,
): void {
  const { init } = node;
  const turns = (): void => {
    runTurns(draft, node, labels, runBody);
  };
  if (init?.type !== 'VariableDeclaration') {
    if (init) {
      draft.visit(init);
      draft.emit({ kind: 'end', node: init });
    }
    turns();
    return;
  }
  draft.inScope(node, () => {
    runDeclaration(draft, init);
    if (isUsing(init)) runDisposed(draft, init, turns);
    else turns();
  });
}

function runTurns(
  draft: Draft,
  node: TSESTree.ForStatement,
  labels: readonly string[],
  runBody: () => void,
): void {
  const head = draft.block('loop');
  const body = draft.block('body');
  const turn = draft.block('continue');
  const done = draft.block('done');
  draft.goto(head);
  draft.start(head);
  if (node.test) branch(draft, node.test, body, done);
  else draft.goto(body);
  startBranch(draft, body, node.test ?? node);
  draft.inJump({ labels, breakTo: done, continueTo: turn, plain: false }, runBody);
  draft.goto(turn);
  draft.start(turn);
  if (node.update) {
    draft.visit(node.update);
    draft.emit({ kind: 'end', node: node.update });
  }
  draft.goto(head);
  startBranch(draft, done, node.test ?? node);
}

/** `for … in`, `for … of` and `for await`. */
export function runForEach(
  draft: Draft,
  node: TSESTree.ForInStatement | TSESTree.ForOfStatement,
  labels: readonly string[],
  runBody: () => void,
): void {
  draft.visit(node.right);
  // Whoever iterates has all that is iterated.
  if (node.type === 'ForOfStatement') {
    draft.emit({ kind: 'pass', node: node.right, value: valueOf(node.right) });
  }
  draft.emit({ kind: 'end', node: node.right });
  const head = draft.block('loop');
  const after = draft.block('after');
  const iterate = (): void => {
    draft.start(head);
    if (node.type !== 'ForOfStatement') return;
    if (node.await) draft.emitThrowing({ kind: 'await', node });
    else draft.emitThrowing({ kind: 'iterate', node, of: node.right });
  };
  const isEntered = isNeverEmpty(draft, node);
  if (!isEntered) {
    draft.goto(head);
    iterate();
  }
  let body!: DraftBlock;
  draft.inScope(node, () => {
    body = draft.block('body');
    if (isEntered) draft.goto(body);
    else draft.decide({ kind: 'choose', node }, body, after);
    draft.start(body);
    draft.inJump({ labels, breakTo: after, continueTo: head, plain: false }, () => {
      if (node.left.type !== 'VariableDeclaration') {
        bind(draft, node.left, unknown, node.left);
        runBody();
        return;
      }
      const [declarator] = node.left.declarations;
      bind(draft, declarator.id, unknown, declarator);
      if (isUsing(node.left)) runDisposed(draft, node.left, runBody);
      else runBody();
    });
    draft.goto(head);
  });
  if (isEntered) {
    iterate();
    draft.decide({ kind: 'choose', node }, body, after);
  }
  draft.start(after);
}

/** Is it a loop over a list with something in it? There is a first turn then, as of `do … while`. */
function isNeverEmpty(
  { isFilled }: Draft,
  node: TSESTree.ForInStatement | TSESTree.ForOfStatement,
): boolean {
  return node.type === 'ForOfStatement' && !node.await && isFilled(node.right);
}

/** `while` */
export function runWhile(
  draft: Draft,
  node: TSESTree.WhileStatement,
  labels: readonly string[],
  runBody: () => void,
): void {
  const head = draft.block('loop');
  const body = draft.block('body');
  const after = draft.block('after');
  draft.goto(head);
  draft.start(head);
  branch(draft, node.test, body, after);
  startBranch(draft, body, node.test);
  draft.inJump({ labels, breakTo: after, continueTo: head, plain: false }, runBody);
  draft.goto(head);
  startBranch(draft, after, node.test);
}

/** `do … while`, whose condition is tested after `continue` too. */
export function runDoWhile(
  draft: Draft,
  node: TSESTree.DoWhileStatement,
  labels: readonly string[],
  runBody: () => void,
): void {
  const body = draft.block('body');
  const test = draft.block('continue');
  const after = draft.block('after');
  draft.goto(body);
  draft.start(body);
  draft.inJump({ labels, breakTo: after, continueTo: test, plain: false }, runBody);
  draft.goto(test);
  draft.start(test);
  branch(draft, node.test, body, after);
  startBranch(draft, after, node.test);
}
