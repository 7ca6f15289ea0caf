/** The flow of declarations of variables, and of what disposes of them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Draft } from './draft.js';
import { bind, valueOf } from './patterns.js';

/** Evaluates and binds what a declaration declares. */
export function runDeclaration(draft: Draft, node: TSESTree.VariableDeclaration): void {
  if (node.declare) return;
  for (const declarator of node.declarations) {
    if (declarator.init) {
      draft.visit(declarator.init);
      bind(draft, declarator.id, valueOf(declarator.init), declarator);
      draft.emit({ kind: 'end', node: declarator });
    } else if (node.kind !== 'var') {
      bind(draft, declarator.id, { kind: 'undefined' }, declarator);
    }
  }
}

/** Runs what a `using` declaration stands before, and disposes of it at the end. */
export function runDisposed(
  draft: Draft,
  node: TSESTree.VariableDeclaration,
  body: () => void,
): void {
  draft.inFinally(node, body, () => {
    draft.emitThrowing({ kind: 'dispose', node });
  });
}
