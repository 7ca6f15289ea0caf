/** Parses programs for tests, as typescript-eslint does for a host. */
import { parseForESLint } from '@typescript-eslint/parser';
import { assertGraph } from '../flow/assert-graph.js';
import { buildGraph, isRoot } from '../flow/build.js';
import type { Graph, Root } from '../flow/graph.js';
import { buildIndex } from '../syntax/index-file.js';
import type { Source } from '../syntax/source.js';

/** A source without types. */
export function parseSource(text: string, path = '/project/src/file.tsx'): Source {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    filePath: path,
    range: true,
    loc: true,
    sourceType: 'module',
    ecmaFeatures: { jsx: true },
  });
  return { ast, text, scopes: scopeManager, visitorKeys, path, cwd: '/project' };
}

/** The graph of the first function, field or static block of a program, or of the program itself. */
export function graphOf(text: string, of: 'inner' | 'program' = 'inner'): Graph {
  const source = parseSource(text);
  const [first] = rootsOf(source).filter((root) => root.type !== 'Program');
  return checkedGraph(of === 'inner' && first !== undefined ? first : source.ast);
}

/** Builds a graph and checks that it keeps every promise. */
export function checkedGraph(root: Root): Graph {
  const graph = buildGraph(root);
  assertGraph(graph);
  return graph;
}

/** Everything in a program that has a graph of its own. */
export function rootsOf(source: Source): Root[] {
  const index = buildIndex(source);
  const types = [
    'FunctionDeclaration',
    'FunctionExpression',
    'ArrowFunctionExpression',
    'PropertyDefinition',
    'AccessorProperty',
    'StaticBlock',
    'Program',
  ] as const;
  return types
    .flatMap((type) => [...index.of(type)])
    .filter((node) => isRoot(node))
    .sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
}
