/** The acquisitions that need no flow to see that nothing is lost. */
import type { TSESTree } from '@typescript-eslint/types';
import { isStatementList, isUsing } from '../../syntax/statements.js';
import { showingCall } from '../track/results.js';
import { boundTo, type CancelAcquisition } from './acquisition.js';

/**
 * The shapes that most code has need no graph, whatever may throw: `const [c, cancel] = …; using _ = cancel;`,
 * `const [c, cancel] = …; try { … } finally { cancel(); … }`, and what is returned outside every `try`.
 */
export function isReleasedAtOnce(acquisition: CancelAcquisition): boolean {
  const { node, acquired } = acquisition;
  if (isReturnedAtOnce(acquisition)) return showingCall(acquisition.root) === undefined;
  const declarator = node.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== node) return false;
  const declaration = declarator.parent;
  if (declaration.kind !== 'const' || declaration.declarations.at(-1) !== declarator) return false;
  const holder = boundTo(declarator.id, acquired.resource);
  if (holder?.type !== 'Identifier') return false;
  const next = statementAfter(declaration);
  if (next?.type === 'VariableDeclaration') {
    const [first] = next.declarations;
    return next.kind === 'using' && isName(first.init, holder.name);
  }
  const first = next?.type === 'TryStatement' ? next.finalizer?.body[0] : undefined;
  if (first?.type !== 'ExpressionStatement' || first.expression.type !== 'CallExpression') {
    return false;
  }
  return !first.expression.optional && isName(first.expression.callee, holder.name);
}

function isReturnedAtOnce({ node, root }: CancelAcquisition): boolean {
  const parent = node.parent!;
  if (parent.type === 'ArrowFunctionExpression') return parent.body === node;
  if (parent.type !== 'ReturnStatement') return false;
  let outer: TSESTree.Node = parent;
  while (outer !== root && outer.type !== 'TryStatement') outer = outer.parent!;
  // A generator's `return` is run by who reads it; a `finally` may put another in its place.
  return outer === root && 'params' in root && !root.generator;
}

function statementAfter(declaration: TSESTree.Node): TSESTree.Node | undefined {
  const parent = declaration.parent;
  const list: readonly TSESTree.Node[] =
    parent !== undefined && isStatementList(parent) ? parent.body : [];
  let at = list.indexOf(declaration) + 1;
  while (isQuiet(list[at])) at++;
  return list[at];
}

/** Does a statement only declare variables, so that nothing can go wrong in it? */
function isQuiet(statement: TSESTree.Node | undefined): boolean {
  return (
    statement?.type === 'VariableDeclaration' &&
    !isUsing(statement) &&
    statement.declarations.every(
      ({ id, init }) => id.type === 'Identifier' && (init === null || quietTypes.has(init.type)),
    )
  );
}

const quietTypes = new Set<string>([
  'Literal',
  'Identifier',
  'ArrowFunctionExpression',
  'FunctionExpression',
]);

function isName(node: TSESTree.Node | null | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name;
}
