/** The names that a type goes by, for options that name types. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { lastName } from '../syntax/callee.js';
import { variableOf } from '../syntax/scopes.js';
import type { Source } from '../syntax/source.js';
import { importedBy } from './imports.js';

/** Is this one of the names that are looked for? */
type IsName = (name: string) => boolean;

/** How deep types are looked into; aliases and bounds may come round. */
const maxDepth = 8;

/**
 * Does the type of a parameter go by such a name, as its annotation says (`http.IncomingMessage` also by its last part, what is
 * imported also as it is exported), else as its default value says: `= new Clock()`? A union does where each part but nil does, an
 * intersection where a part does, and `Readonly<T>` as `T` does.
 */
export function isWrittenAs(source: Source, parameter: TSESTree.Node, isName: IsName): boolean {
  const annotation = annotationOf(parameter);
  if (annotation != null) return isNamed(source, annotation, isName, maxDepth);
  if (parameter.type === 'TSParameterProperty') {
    return isWrittenAs(source, parameter.parameter, isName);
  }
  if (parameter.type !== 'AssignmentPattern' || parameter.right.type !== 'NewExpression') {
    return false;
  }
  const name = lastName(parameter.right.callee);
  return name !== undefined && isName(name);
}

/** The same of a type of the checker, by its alias and by what declares it. */
export function isTypeNamed(type: ts.Type, isName: IsName, depth: number = maxDepth): boolean {
  if (depth === 0) return false;
  const symbols = [type.aliasSymbol, type.symbol as ts.Symbol | undefined];
  const { intrinsicName } = type as { intrinsicName?: string };
  const names = [...symbols.map((symbol) => symbol?.name), intrinsicName];
  if (names.some((name) => name !== undefined && isName(name))) return true;
  const isPartNamed = (part: ts.Type) => isTypeNamed(part, isName, depth - 1);
  if (type.isUnion()) return type.types.every(isPartNamed);
  return type.isIntersection() && type.types.some(isPartNamed);
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

function isNamed(source: Source, type: TSESTree.Node, isName: IsName, depth: number): boolean {
  if (depth === 0) return false;
  const isPartNamed = (part: TSESTree.Node) => isNamed(source, part, isName, depth - 1);
  switch (type.type) {
    case 'TSTypeReference':
      return (
        namesOfReference(source, type.typeName).some(isName) ||
        meaningsOf(source, type).some(isPartNamed)
      );
    case 'TSImportType':
      return type.qualifier !== null && namesOfReference(source, type.qualifier).some(isName);
    case 'TSUnionType': {
      const parts = type.types.filter((part) => !isNil(part));
      return parts.length > 0 && parts.every(isPartNamed);
    }
    case 'TSIntersectionType':
      return type.types.some(isPartNamed);
    default: {
      const keyword = /^TS(\w+)Keyword$/.exec(type.type)?.[1];
      return keyword !== undefined && isName(keyword.toLowerCase());
    }
  }
}

/** Types of the language that have all members of their argument. */
const transparent = new Set(['Partial', 'Readonly', 'Required']);

/** What an alias of this file stands for, `Env` of `<E extends Env>`, `T` of `Readonly<T>`. */
function meaningsOf(
  { scopes }: Source,
  { typeName, typeArguments }: TSESTree.TSTypeReference,
): readonly TSESTree.Node[] {
  const variable = variableOf(scopes, typeName);
  if (variable === undefined) {
    const isTransparent = typeName.type === 'Identifier' && transparent.has(typeName.name);
    return isTransparent ? (typeArguments?.params.slice(0, 1) ?? []) : [];
  }
  const declared = variable.defs[0]?.node as TSESTree.Node | undefined;
  if (declared?.type === 'TSTypeAliasDeclaration') return [declared.typeAnnotation];
  const bound = declared?.type === 'TSTypeParameter' ? declared.constraint : undefined;
  return bound === undefined ? [] : [bound];
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
