/** The type of a value, in words that can be written at the top of its file. */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf, type Variable } from '../../syntax/scopes.js';
import type { Source } from '../../syntax/source.js';

/**
 * The text of a type that takes this value, and that means the same at the top of the file: of literals, of names
 * that are annotated, of assertions, and of objects of the file's own classes. `undefined` where none is certain.
 */
export function typeTextOf(source: Source, value: TSESTree.Expression): string | undefined {
  switch (value.type) {
    case 'Literal':
      return typeof value.value === 'object' ? undefined : typeof value.value;
    case 'TemplateLiteral':
      return 'string';
    case 'TSAsExpression':
    case 'TSTypeAssertion':
      return annotationText(source, value.typeAnnotation);
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return typeTextOf(source, value.expression);
    case 'Identifier': {
      const variable = variableOf(source.scopes, value);
      return variable && declaredText(source, variable);
    }
    case 'NewExpression':
      return classText(source, value);
    default:
      return undefined;
  }
}

/** The text of an annotation, if every name in it is that of a module's own or of a global type. */
export function annotationText(source: Source, type: TSESTree.TypeNode): string | undefined {
  const stack: TSESTree.TypeNode[] = [type];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    switch (node.type) {
      case 'TSStringKeyword':
      case 'TSNumberKeyword':
      case 'TSBooleanKeyword':
      case 'TSBigIntKeyword':
      case 'TSSymbolKeyword':
      case 'TSObjectKeyword':
      case 'TSNullKeyword':
      case 'TSUndefinedKeyword':
      case 'TSLiteralType':
        break;
      case 'TSUnionType':
        stack.push(...node.types);
        break;
      case 'TSArrayType':
        stack.push(node.elementType);
        break;
      case 'TSTypeOperator':
        if (node.operator !== 'readonly' || node.typeAnnotation == null) return undefined;
        stack.push(node.typeAnnotation);
        break;
      case 'TSTypeReference':
        if (!isAtTop(source, node.typeName)) return undefined;
        stack.push(...(node.typeArguments?.params ?? []));
        break;
      default:
        return undefined;
    }
  }
  return source.text.slice(...type.range);
}

function declaredText(source: Source, variable: Variable): string | undefined {
  const [def, ...others] = variable.defs;
  const name = def?.name as TSESTree.Node | undefined;
  if (name?.type !== 'Identifier' || others.length > 0) return undefined;
  const type = name.typeAnnotation?.typeAnnotation;
  if (type === undefined) return constantText(source, def?.node as TSESTree.Node);
  const text = annotationText(source, type);
  if (text === undefined || !name.optional) return text;
  // `?` on a function type would bind to what it returns, but those are not written at all.
  return `${text} | undefined`;
}

/** `const user = 'ada'` needs no annotation. */
function constantText(source: Source, node: TSESTree.Node): string | undefined {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined;
  if (node.parent.kind !== 'const' || node.init === null) return undefined;
  return node.init.type === 'Identifier' ? undefined : typeTextOf(source, node.init);
}

/** `new Session()`, of a class that takes no type arguments and is declared at the top. */
function classText(source: Source, { callee }: TSESTree.NewExpression): string | undefined {
  if (callee.type !== 'Identifier') return undefined;
  const variable = variableOf(source.scopes, callee);
  const [def, ...others] = variable?.defs ?? [];
  const node = def?.node as TSESTree.Node | undefined;
  if (node?.type !== 'ClassDeclaration' || others.length > 0 || node.typeParameters) {
    return undefined;
  }
  return isTopScope(variable!) ? callee.name : undefined;
}

function isAtTop(source: Source, name: TSESTree.EntityName): boolean {
  let first: TSESTree.Node = name;
  while (first.type === 'TSQualifiedName') first = first.left;
  if (first.type !== 'Identifier') return false;
  const variable = variableOf(source.scopes, first);
  return variable === undefined || isTopScope(variable);
}

function isTopScope({ scope }: Variable): boolean {
  return scope.type === 'module' || scope.type === 'global';
}
