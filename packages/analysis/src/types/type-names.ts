/** The names that a type goes by, for options that name types. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { lastName } from '../syntax/callee.js';
import { variableOf } from '../syntax/scopes.js';
import type { Source } from '../syntax/source.js';
import { importedBy } from './imports.js';

/**
 * The names of a parameter's type as its annotation says (`http.IncomingMessage` also by its last part, what is imported also as
 * it is exported), else as its default value says: `= new Clock()`.
 */
export function writtenTypeNames(source: Source, parameter: TSESTree.Node): string[] {
  const annotation = annotationOf(parameter);
  if (annotation != null) return namesIn(source, annotation);
  if (parameter.type === 'TSParameterProperty') {
    return writtenTypeNames(source, parameter.parameter);
  }
  if (parameter.type !== 'AssignmentPattern' || parameter.right.type !== 'NewExpression') return [];
  const name = lastName(parameter.right.callee);
  return name === undefined ? [] : [name];
}

/** The names of a type of the checker: of its alias, and of what declares it. */
export function namesOfType(type: ts.Type): string[] {
  const symbols = [type.aliasSymbol, type.symbol as ts.Symbol | undefined];
  const names = symbols.flatMap((symbol) => (symbol === undefined ? [] : [symbol.name]));
  const { intrinsicName } = type as { intrinsicName?: string };
  return intrinsicName === undefined ? names : [...names, intrinsicName];
}

function annotationOf(node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case 'Identifier':
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement':
      return node.typeAnnotation?.typeAnnotation;
    case 'AssignmentPattern':
      return annotationOf(node.left);
    case 'TSParameterProperty':
      return annotationOf(node.parameter);
    case 'TSNamedTupleMember':
      return annotationOf(node.elementType) ?? node.elementType;
    case 'TSOptionalType':
    case 'TSRestType':
      return annotationOf(node.typeAnnotation) ?? node.typeAnnotation;
    default:
      return node.type.startsWith('TS') ? node : undefined;
  }
}

function namesIn(source: Source, type: TSESTree.Node, isBound = false): string[] {
  switch (type.type) {
    case 'TSTypeReference': {
      const names = namesOfReference(source, type.typeName);
      // Bounds of bounds may come round.
      const bound = isBound ? undefined : boundOf(source, type.typeName);
      return bound === undefined ? names : [...names, ...namesIn(source, bound, true)];
    }
    case 'TSImportType':
      return type.qualifier === null ? [] : namesOfReference(source, type.qualifier);
    case 'TSUnionType': {
      const parts = type.types.filter((part) => !isNil(part));
      return parts.length === 1 ? namesIn(source, parts[0]!, isBound) : [];
    }
    default: {
      const keyword = /^TS(\w+)Keyword$/.exec(type.type)?.[1];
      return keyword === undefined ? [] : [keyword.toLowerCase()];
    }
  }
}

/** `Env` of `<E extends Env>`, whose own name is nothing to others. */
function boundOf({ scopes }: Source, name: TSESTree.Node): TSESTree.Node | undefined {
  const declared = variableOf(scopes, name)?.defs[0]?.node as TSESTree.Node | undefined;
  return declared?.type === 'TSTypeParameter' ? declared.constraint : undefined;
}

function namesOfReference(source: Source, name: TSESTree.Node): string[] {
  const imported = importedBy(source, name)?.name;
  const declared = imported === undefined || imported === '*' ? [] : [imported];
  const last = name.type === 'TSQualifiedName' ? name.right.name : undefined;
  return [source.text.slice(...name.range), ...(last === undefined ? [] : [last]), ...declared];
}

function isNil({ type }: TSESTree.Node): boolean {
  return type === 'TSUndefinedKeyword' || type === 'TSNullKeyword' || type === 'TSVoidKeyword';
}
