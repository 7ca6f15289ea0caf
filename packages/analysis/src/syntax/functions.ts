/** Which function of this file a name stands for. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode } from './returns.js';
import { valueDefOf, variableOf, writesOf } from './scopes.js';
import { unwrap } from './unwrap.js';

/** A function or class that a name can stand for. */
export type Named =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression
  | TSESTree.ClassDeclaration
  | TSESTree.ClassExpression;

/** One that is no class. */
export type Callable = Exclude<Named, TSESTree.ClassDeclaration | TSESTree.ClassExpression>;

/**
 * The function or class that a name always stands for: a declaration that nothing assigns to, or the
 * initializer of a variable that nothing else writes. `undefined` where it could be another one.
 */
export function functionOf(scopes: ScopeManager, name: TSESTree.Node): Named | undefined {
  const variable = variableOf(scopes, name);
  const def = valueDefOf(variable);
  if (variable === undefined || def === undefined) return undefined;
  const writes = writesOf(variable);
  const node = def.node as TSESTree.Node;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'FunctionExpression':
    case 'ClassExpression':
      // A parameter is defined by the same node, but it is not its name.
      return node.id !== null && node.id === def.name && writes.length === 0 ? node : undefined;
    case 'VariableDeclarator':
      if (node.id.type !== 'Identifier' || writes.length !== 1 || node.init === null) {
        return undefined;
      }
      return isNamed(node.init) ? node.init : undefined;
    default:
      return undefined;
  }
}

/** Does an annotation say what a variable takes and gives when it is called, whatever the function that it holds says? */
export function isAnnotated(scopes: ScopeManager, name: TSESTree.Node): boolean {
  const node = valueDefOf(variableOf(scopes, name))?.node as TSESTree.Node | undefined;
  return node?.type === 'VariableDeclarator' && node.id.typeAnnotation != null;
}

/** The function that a name always stands for, with its body here or only declared: `declare function f(): void`. */
export function signatureOf(scopes: ScopeManager, name: TSESTree.Node): FunctionNode | undefined {
  const isOwn = name.type === 'Identifier' && !isAnnotated(scopes, name);
  const named = isOwn ? functionOf(scopes, name) : undefined;
  if (named !== undefined) return 'params' in named ? named : undefined;
  const node = valueDefOf(variableOf(scopes, name))?.node as TSESTree.Node | undefined;
  return node?.type === 'TSDeclareFunction' ? node : undefined;
}

/** The same, with what overloads of a function of this file say in its place. */
export function signaturesOf(scopes: ScopeManager, name: TSESTree.Node): readonly FunctionNode[] {
  const one = signatureOf(scopes, name);
  if (one !== undefined) return [one];
  const nodes = (variableOf(scopes, name)?.defs ?? []).map(({ node }) => node as TSESTree.Node);
  const overloads = nodes.filter((node) => node.type === 'TSDeclareFunction');
  const others = nodes.filter((node) => node.type !== 'TSDeclareFunction');
  // The body of overloads says nothing to who calls them.
  const isBody = others.every(({ type }) => type === 'FunctionDeclaration');
  return isBody && others.length <= 1 ? overloads : [];
}

/** The function or class of this file that a callee is: one that a name stands for, or one written where it is called. */
export function calledFunction(scopes: ScopeManager, callee: TSESTree.Node): Named | undefined {
  const inner = unwrap(callee);
  return isNamed(inner) ? inner : functionOf(scopes, inner);
}

/** What a call gives where its function does nothing but give that: of `isOn()`, with `const isOn = () => cancel !== undefined`. */
export function resultOf(
  scopes: ScopeManager,
  { callee }: TSESTree.CallExpression,
): TSESTree.Expression | undefined {
  const fn = calledFunction(scopes, callee);
  if (fn === undefined || !('params' in fn) || fn.params.length > 0) return undefined;
  if (fn.async || fn.generator || usesArguments(scopes, fn)) return undefined;
  if (fn.body.type !== 'BlockStatement') return fn.body;
  const [only, ...others] = fn.body.body;
  const isReturn = only?.type === 'ReturnStatement' && others.length === 0;
  return isReturn ? (only.argument ?? undefined) : undefined;
}

/** The place of the parameter that gets the first argument: a `this` before it is none. */
export function firstParameter([first]: readonly TSESTree.Parameter[]): number {
  return first?.type === 'Identifier' && first.name === 'this' ? 1 : 0;
}

/** Does a function take what it is given by the name `arguments`? */
export function usesArguments(scopes: ScopeManager, fn: Callable): boolean {
  if (fn.type === 'ArrowFunctionExpression') return false;
  return (scopes.acquire(fn, true)?.set.get('arguments')?.references.length ?? 0) > 0;
}

function isNamed(node: TSESTree.Node): node is Named {
  return (
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'ClassExpression'
  );
}
