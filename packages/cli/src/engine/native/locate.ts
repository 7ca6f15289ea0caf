/** From ESTree back to TypeScript 7's nodes, by where they stand: the two parsers agree on that. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '@typescript/native/ast';
import type { Native } from './load.js';

/** The node of the program that an ESTree node stands for; `undefined` where there is none. */
export type Locate = (node: TSESTree.Node) => Node | undefined;

/** Makes the answers for one file. Its tree is fetched when first asked. */
export function makeLocate({ ast }: Native, fetch: () => SourceFile): Locate {
  const { SyntaxKind, NodeFlags } = ast;
  /** Kinds that may be no longer than a node in them, which is then the one that is meant. */
  const covers = new Set([
    SyntaxKind.BindingElement,
    SyntaxKind.EnumMember,
    SyntaxKind.ExportSpecifier,
    SyntaxKind.ExpressionStatement,
    SyntaxKind.ExpressionWithTypeArguments,
    SyntaxKind.ImportClause,
    SyntaxKind.ImportSpecifier,
    SyntaxKind.Parameter,
    SyntaxKind.PropertyDeclaration,
    SyntaxKind.PropertySignature,
    SyntaxKind.ShorthandPropertyAssignment,
    SyntaxKind.TypeParameter,
    SyntaxKind.VariableDeclaration,
  ]);
  const patterns = new Set([
    SyntaxKind.ArrayBindingPattern,
    SyntaxKind.ArrayLiteralExpression,
    SyntaxKind.ObjectBindingPattern,
    SyntaxKind.ObjectLiteralExpression,
  ]);
  const located = new Map<TSESTree.Node, Node | undefined>();
  return (node) => {
    if (!located.has(node)) located.set(node, locate(node));
    return located.get(node);
  };

  function locate(node: TSESTree.Node): Node | undefined {
    const file = fetch();
    switch (node.type) {
      case 'Program':
        return file;
      case 'Identifier':
      case 'PrivateIdentifier':
        // Where it is declared, ESTree counts `?` and the annotation to it.
        return startingAt(file, node.range[0]).findLast(
          ({ kind }) => kind === SyntaxKind.Identifier || kind === SyntaxKind.PrivateIdentifier,
        );
      case 'ArrayPattern':
      case 'ObjectPattern':
        return startingAt(file, node.range[0]).find(({ kind }) => patterns.has(kind));
      case 'ClassDeclaration':
      case 'TSInterfaceDeclaration':
        // `export` and decorators belong to it there.
        return around(file, node.range[0]).find(
          ({ kind, end }) =>
            end === node.range[1] &&
            (kind === SyntaxKind.ClassDeclaration || kind === SyntaxKind.InterfaceDeclaration),
        );
      case 'FunctionExpression':
      case 'TSEmptyBodyFunctionExpression':
        // A method is one node there.
        return isMethod(node.parent) ? locate(node.parent) : spanning(file, node);
      default:
        return spanning(file, node);
    }
  }

  function spanning(file: SourceFile, { range: [start, end] }: TSESTree.Node): Node | undefined {
    const found = startingAt(file, start).filter((node) => node.end === end);
    return found.find(({ kind }) => !covers.has(kind)) ?? found[0];
  }

  /** All nodes that start there, the longest first. */
  function startingAt(file: SourceFile, start: number): Node[] {
    return around(file, start).filter((node) => node.getStart() === start);
  }

  /** All nodes around a place, the longest first. */
  function around(file: SourceFile, place: number): Node[] {
    const found: Node[] = [];
    // What comments of JavaScript say is written out as types, in their places.
    const within = (child: Node): Node | undefined =>
      child.pos <= place && place < child.end && (child.flags & NodeFlags.Reparsed) === 0
        ? child
        : undefined;
    for (
      let node = file.forEachChild(within);
      node !== undefined;
      node = node.forEachChild(within)
    ) {
      found.push(node);
    }
    return found;
  }
}

function isMethod(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      return true;
    case 'Property':
      return node.method || node.kind !== 'init';
    default:
      return false;
  }
}
