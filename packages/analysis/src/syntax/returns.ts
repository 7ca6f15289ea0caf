/** What a function hands to its caller. */
import type { TSESTree } from '@typescript-eslint/types';
import { childrenOf } from './index-file.js';
import type { Source } from './source.js';

/** A function with a body or without. */
export type FunctionNode =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.TSDeclareFunction
  | TSESTree.TSEmptyBodyFunctionExpression;

/** What says what a function takes and gives: the function, or a type of it. */
export type Signature = FunctionNode | TSESTree.TSFunctionType | TSESTree.TSMethodSignature;

/** Is this node a function of its own, so that a `return` in it is not one of what stands around it? */
export function isFunction(node: TSESTree.Node): node is FunctionNode {
  switch (node.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'TSDeclareFunction':
    case 'TSEmptyBodyFunctionExpression':
      return true;
    default:
      return false;
  }
}

/** Has a function a body? What some parsers make of a signature in a class is a function like any other, without one. */
export function hasBody({ body }: { readonly body?: unknown }): boolean {
  return body != null;
}

/** What each `return` of a function holds, `null` for one without a value; an arrow's body if that is an expression. */
export function* eachReturn(
  fn: FunctionNode,
  visitorKeys: Source['visitorKeys'],
): Generator<TSESTree.Expression | null> {
  // An abstract method or an overload has none.
  const body = fn.body;
  if (body == null) return;
  if (body.type !== 'BlockStatement') {
    yield body;
    return;
  }
  const stack: TSESTree.Node[] = [body];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'ReturnStatement') {
      yield node.argument;
      continue;
    }
    if (isFunction(node)) continue;
    for (const child of childrenOf(node, visitorKeys)) stack.push(child);
  }
}

/**
 * Could the end of a function's body be reached, so that it gives `undefined`? False is certain: then each way ends in a `return` or a
 * `throw`, as far as blocks, `if` and `try` lead.
 */
export function mayReachEnd({ body }: FunctionNode): boolean {
  return body?.type === 'BlockStatement' && mayComplete(body);
}

function mayComplete(statement: TSESTree.Statement | undefined): boolean {
  switch (statement?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return false;
    case 'BlockStatement':
      return mayComplete(statement.body.at(-1));
    case 'IfStatement':
      return mayComplete(statement.consequent) || mayComplete(statement.alternate ?? undefined);
    case 'TryStatement': {
      const { block, handler, finalizer } = statement;
      if (finalizer !== null && !mayComplete(finalizer)) return false;
      return mayComplete(block) || (handler !== null && mayComplete(handler.body));
    }
    default:
      return true;
  }
}

/** The function that a node stands in, not itself; `undefined` at the top of the file and in field values of classes. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  let outer = node.parent;
  while (outer != null) {
    if (isFunction(outer)) return outer;
    if (outer.type === 'PropertyDefinition' || outer.type === 'StaticBlock') return undefined;
    outer = outer.parent;
  }
  return undefined;
}
