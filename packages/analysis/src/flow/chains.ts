/** The flow along chains of calls and members, and along lists of arguments. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Draft, DraftBlock } from './draft.js';
import type { Question } from './graph.js';
import { valueOf } from './patterns.js';

/**
 * A chain of calls and members. A nil before a `?.` skips the rest of the chain:
 *
 *     a?.b(c)    a nil? ──yes──────────────┐
 *                 └─no──▶ c ─▶ call a.b ──▶┴▶ after
 */
export function visitChain(
  draft: Draft,
  node: TSESTree.CallExpression | TSESTree.MemberExpression | TSESTree.ChainExpression,
): void {
  if (node.type !== 'ChainExpression') {
    visitLink(draft, node, undefined);
    return;
  }
  const after = draft.block('after');
  visitLink(draft, node.expression, after);
  draft.goto(after);
  draft.start(after);
}

/** One chain, its links from the left to the right: long chains must cost no stack. */
export function visitLink(draft: Draft, chain: TSESTree.Node, skip: DraftBlock | undefined): void {
  const links: (
    TSESTree.CallExpression | TSESTree.MemberExpression | TSESTree.TSNonNullExpression
  )[] = [];
  let node: TSESTree.Node = chain;
  for (;;) {
    if (node.type === 'CallExpression') {
      links.push(node);
      node = node.callee;
    } else if (node.type === 'MemberExpression') {
      links.push(node);
      node = node.object;
    } else if (node.type === 'TSNonNullExpression') {
      links.push(node);
      node = node.expression;
    } else {
      break;
    }
  }
  draft.visit(node);
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    if (link.type === 'TSNonNullExpression') continue;
    if (link.optional && skip !== undefined) {
      const next = draft.block('chain');
      ask(draft, link.type === 'CallExpression' ? link.callee : link.object, 'nonNil', next, skip);
      draft.start(next);
    }
    if (link.type === 'MemberExpression') {
      if (link.computed) draft.visit(link.property);
      continue;
    }
    visitList(draft, link.arguments);
    if (isProcessExit(link)) draft.halt({ kind: 'halt', node: link });
    else draft.emitThrowing({ kind: 'call', node: link });
  }
}

/** `process.exit()` and `process.abort()` end the process where they stand. */
function isProcessExit(node: TSESTree.CallExpression): boolean {
  const { callee } = node;
  return (
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'process' &&
    callee.property.type === 'Identifier' &&
    (callee.property.name === 'exit' || callee.property.name === 'abort')
  );
}

/** Evaluates one after another; `...` iterates. */
export function visitList(draft: Draft, nodes: readonly (TSESTree.Node | null)[]): void {
  for (const node of nodes) {
    if (node === null) continue;
    if (node.type === 'SpreadElement') {
      draft.visit(node.argument);
      draft.emitThrowing({ kind: 'iterate', node, of: node.argument });
    } else {
      draft.visit(node);
    }
  }
}

/** Goes on by the answer to a question about a value that has been evaluated. */
export function ask(
  draft: Draft,
  node: TSESTree.Node,
  question: Question,
  whenTrue: DraftBlock,
  whenFalse: DraftBlock,
): void {
  draft.decide({ kind: 'test', node, value: valueOf(node), question }, whenTrue, whenFalse);
}
