/** What statements are: lists of others, loops, declarations that dispose. */
import type { TSESTree } from '@typescript-eslint/types';

/** A node whose body is a list of statements that run one after another. */
export type StatementList = TSESTree.BlockStatement | TSESTree.Program | TSESTree.StaticBlock;

/** Is a node a list of statements? */
export function isStatementList(node: TSESTree.Node): node is StatementList {
  return node.type === 'BlockStatement' || node.type === 'Program' || node.type === 'StaticBlock';
}

/** Does a declaration dispose of what it declares: `using`, `await using`? */
export function isUsing({ kind }: TSESTree.VariableDeclaration): boolean {
  return kind === 'using' || kind === 'await using';
}

/** Does a node run its body more than once? */
export function isLoop({ type }: TSESTree.Node): boolean {
  return /^(?:For|While|DoWhile).*Statement$/.test(type);
}

/** Is there a loop around a node, within `outer`? */
export function hasLoopAround(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return loopsAround(node, outer).length > 0;
}

/** The loops around a node within `outer`, the innermost first. */
export function loopsAround(node: TSESTree.Node, outer: TSESTree.Node): TSESTree.Node[] {
  const loops: TSESTree.Node[] = [];
  for (let at = node.parent; at != null && at !== outer; at = at.parent) {
    if (isLoop(at)) loops.push(at);
  }
  return loops;
}

/** Is a test a part of the condition of a loop? */
export function isLoopTest(node: TSESTree.Node): boolean {
  for (let at = node, up = node.parent; up !== undefined; at = up, up = up.parent) {
    switch (up.type) {
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        return up.test === at;
      case 'LogicalExpression':
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'ConditionalExpression':
      case 'ChainExpression':
      case 'MemberExpression':
        break;
      default:
        return false;
    }
  }
  return false;
}
