/** JavaScript's assertions: `/** @type {Context} *\/ (found)`. */
import type * as ts from './compiler.js';

/** What has the type that a comment before its parentheses says of an expression: they stand in no other tree. */
export function castOf(expression: ts.Node): ts.Node {
  let node = expression;
  for (;;) {
    const parent = node.parent as ts.Expression | undefined;
    if (parent === undefined || !isParenthesized(parent, node)) return node;
    node = parent;
  }
}

/** Only parentheses begin with one that is not part of what stands in them. A node may be another object each time it is read. */
function isParenthesized(outer: ts.Expression, { pos, end }: ts.Node): boolean {
  const inner = outer.expression;
  const isInner = inner?.pos === pos && inner.end === end;
  return isInner && outer.pos < pos && outer.getText().startsWith('(');
}
