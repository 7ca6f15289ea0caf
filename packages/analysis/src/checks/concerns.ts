/** The cheap question before those that may reach a type checker: do the names in a stretch of syntax have to do with contexts? */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName } from '../syntax/callee.js';
import { childrenOf } from '../syntax/index-file.js';
import { isJavaScript } from '../syntax/source.js';
import { asMember, spellingOf } from '../syntax/spelling.js';
import type { Types } from '../types/port.js';
import type { Pass } from './check.js';

/**
 * Could the value of this type or expression be a context, or hold some? Asks for names alone; false is final. What stands
 * inside functions, function types and object types is not looked at: its holder is no context and no container.
 */
export function mayHoldContext(
  pass: Pick<Pass<object>, 'types' | 'source'>,
  top: TSESTree.Node,
): boolean {
  return mentionsContext(pass, top, isOpaque);
}

/** May types of this file stand in comments? Only a checker reads those, and no name in the syntax tells. */
export function hasTypesInComments({
  types,
  source,
}: Pick<Pass<object>, 'types' | 'source'>): boolean {
  return types.checked && isJavaScript(source.path);
}

/** Could the type that this annotation is have to do with contexts in any way? Asks for names alone; false is final. */
export function mentionsContext(
  { types, source }: Pick<Pass<object>, 'types' | 'source'>,
  top: TSESTree.Node,
  isSkipped: (node: TSESTree.Node) => boolean = () => false,
): boolean {
  const stack: TSESTree.Node[] = [top];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isSkipped(node)) continue;
    if (mentions(types, node)) return true;
    for (const child of childrenOf(node, source.visitorKeys)) stack.push(child);
  }
  return false;
}

function mentions(types: Types, node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'Identifier':
      // The parameters of a function may be contexts, whatever it gives.
      return isOfFunction(node)
        ? types.mayConcernContext(spellingOf(node))
        : types.mayGiveContext(spellingOf(node));
    case 'PrivateIdentifier':
      return types.mayGiveContext(spellingOf(node));
    case 'Literal':
      // `Job['ctx']`
      return typeof node.value === 'string' && types.mayGiveContext(asMember(node.value));
    default:
      return false;
  }
}

/** `f` of `typeof f`, `F` of `Parameters<F>` */
function isOfFunction({ parent }: TSESTree.Identifier): boolean {
  if (parent.type !== 'TSTypeReference') return parent.type === 'TSTypeQuery';
  const outer = parent.parent.parent;
  return (
    parent.parent.type === 'TSTypeParameterInstantiation' &&
    outer?.type === 'TSTypeReference' &&
    lastName(outer.typeName)?.endsWith('Parameters') === true
  );
}

function isOpaque(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      // `(() => background())()` is what the function gives.
      return !(node.parent.type === 'CallExpression' && node.parent.callee === node);
    case 'ClassExpression':
    case 'TSFunctionType':
    case 'TSConstructorType':
    case 'TSMappedType':
    case 'TSTypeLiteral':
      return true;
    default:
      return false;
  }
}
