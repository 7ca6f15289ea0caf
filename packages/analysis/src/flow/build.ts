/** The door of the stage: from any root to its graph. */
import type { TSESTree } from '@typescript-eslint/types';
import { hasElement } from '../syntax/filled-lists.js';
import { hasBody } from '../syntax/returns.js';
import { Draft, type IsFilled } from './draft.js';
import { visit } from './expressions.js';
import { finish } from './finish.js';
import type { Graph, Root } from './graph.js';
import { bind, valueOf } from './patterns.js';
import { runList, runReturn } from './statements.js';

/** True for the nodes that have a graph of their own. */
export function isRoot(node: TSESTree.Node): node is Root {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'StaticBlock':
    case 'Program':
      return true;
    default:
      return false;
  }
}

/** The root whose graph has the items of `node`. */
export function rootOf(node: TSESTree.Node): Root {
  let child = node;
  for (let parent = child.parent; parent !== undefined; child = parent, parent = child.parent) {
    // Keys and decorators of a field are evaluated where its class is defined.
    if ('value' in parent && isRoot(parent) && parent.value !== child) continue;
    if (isRoot(parent)) return parent;
  }
  return child as TSESTree.Program;
}

/**
 * Builds the graph of a root. Linear in its size; functions inside it are values, with graphs of their own. Without scopes, a list
 * that is never empty is one that is written out; who has them may know more.
 */
export function buildGraph(root: Root, isFilled: IsFilled = hasElement): Graph {
  const draft = new Draft(root, visit, isFilled);
  switch (root.type) {
    case 'Program':
    case 'StaticBlock':
      runList(draft, root.body);
      break;
    case 'PropertyDefinition':
    case 'AccessorProperty':
      if (root.value !== null) {
        draft.visit(root.value);
        draft.emit({ kind: 'write', node: root, target: root, value: valueOf(root.value) });
        draft.emit({ kind: 'end', node: root });
      }
      break;
    default:
      root.params.forEach((parameter, index) => {
        // What `...rest` collects is one value: a list of the arguments from there on.
        const target = parameter.type === 'RestElement' ? parameter.argument : parameter;
        bind(draft, target, { kind: 'parameter', index }, parameter);
      });
      if (!hasBody(root)) break;
      if (root.body.type === 'BlockStatement') {
        runList(draft, root.body.body);
      } else {
        runReturn(draft, root.body, root.body);
      }
  }
  // The end of the body is made explicit: it returns undefined.
  draft.leave('return', { kind: 'return', node: root, value: { kind: 'undefined' } });
  return finish(draft, root);
}
