/** JavaScript's assertions: `/** @type {Context} *\/ (found)`. */
import type * as ts from './compiler.js';
import type { Loose } from './mentioned.js';

/** What has the type that a comment before its parentheses says of an expression: they stand in no other tree. */
export function castOf(expression: ts.Node): ts.Node {
  let node: Loose = expression;
  for (;;) {
    const parent = node.parent as Loose | undefined;
    if (parent?.jsDoc === undefined || parent.expression !== node) return node;
    node = parent;
  }
}
