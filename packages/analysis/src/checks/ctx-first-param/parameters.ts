/** The parameter lists of a file, as callers see them. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { Index } from '../../syntax/index-file.js';
import { bindingOf, memberKey, parameterName } from '../../syntax/members.js';
import { hasBody } from '../../syntax/returns.js';
import { variableOf } from '../../syntax/scopes.js';

/** Anything that has parameters. */
export type Signature =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.TSCallSignatureDeclaration
  | TSESTree.TSConstructorType
  | TSESTree.TSConstructSignatureDeclaration
  | TSESTree.TSDeclareFunction
  | TSESTree.TSEmptyBodyFunctionExpression
  | TSESTree.TSFunctionType
  | TSESTree.TSMethodSignature;

/** One parameter as a caller counts them; an element of a rest parameter's tuple is one of its own. */
export interface Parameter {
  /** What a type is asked of. */
  readonly node: TSESTree.Node;
  /** Where a finding stands. */
  readonly place: TSESTree.Node;
  /** `undefined` for patterns and for tuple elements without a label. */
  readonly name: string | undefined;
  /** The identifier that a body can use. */
  readonly binding: TSESTree.Identifier | undefined;
}

const signatureTypes = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'TSDeclareFunction',
  'TSEmptyBodyFunctionExpression',
  'TSMethodSignature',
  'TSCallSignatureDeclaration',
  'TSConstructSignatureDeclaration',
  'TSFunctionType',
  'TSConstructorType',
] as const;

/**
 * Everything in a file that has parameters, but no setters: they have one, and it is no argument. Types of functions, as some
 * parsers make them, have none by that name.
 */
export function* eachSignature(index: Index): Generator<Signature> {
  for (const type of signatureTypes) {
    for (const signature of index.of(type)) {
      if ('params' in signature && !isSetter(signature)) yield signature;
    }
  }
}

/** The parameters in order, without `this`. A rest parameter whose tuple is written in the file is its elements. */
export function parametersOf({ params }: Signature, scopes: ScopeManager): Parameter[] {
  const parameters: Parameter[] = [];
  for (const node of params as readonly TSESTree.Parameter[]) {
    const elements = node.type === 'RestElement' ? tupleOf(node, scopes) : undefined;
    if (elements !== undefined) {
      parameters.push(...elements);
      continue;
    }
    const binding = bindingOf(node);
    if (binding?.name !== 'this') {
      parameters.push({ node, place: binding ?? node, name: parameterName(node), binding });
    }
  }
  return parameters;
}

function tupleOf(rest: TSESTree.RestElement, scopes: ScopeManager): Parameter[] | undefined {
  const annotation = rest.typeAnnotation?.typeAnnotation;
  const tuple = annotation && tupleType(annotation, scopes);
  if (tuple === undefined) return undefined;
  // The elements of an alias stand somewhere else.
  const isHere = rest.range[0] <= tuple.range[0] && tuple.range[1] <= rest.range[1];
  return tuple.elementTypes.map((node) => ({
    node,
    place: isHere ? node : rest.argument,
    name: node.type === 'TSNamedTupleMember' ? parameterName(node.label) : undefined,
    binding: undefined,
  }));
}

function tupleType(
  type: TSESTree.Node,
  scopes: ScopeManager,
  isAlias = false,
): TSESTree.TSTupleType | undefined {
  switch (type.type) {
    case 'TSTupleType':
      return type;
    case 'TSTypeOperator':
      return type.typeAnnotation && tupleType(type.typeAnnotation, scopes, isAlias);
    case 'TSTypeReference': {
      const defs = variableOf(scopes, type.typeName)?.defs ?? [];
      const declared = defs.length === 1 ? (defs[0]!.node as TSESTree.Node) : undefined;
      const named = declared && !isAlias ? meaningOf(declared) : undefined;
      return named && tupleType(named, scopes, true);
    }
    default:
      return undefined;
  }
}

/** What an alias stands for, or what a type parameter is bound by. */
function meaningOf(declaration: TSESTree.Node): TSESTree.TypeNode | undefined {
  if (declaration.type === 'TSTypeAliasDeclaration') return declaration.typeAnnotation;
  return declaration.type === 'TSTypeParameter' ? declaration.constraint : undefined;
}

function isSetter(signature: Signature): boolean {
  if (signature.type === 'TSMethodSignature') return signature.kind === 'set';
  const { parent } = signature;
  return (
    (parent.type === 'MethodDefinition' ||
      parent.type === 'TSAbstractMethodDefinition' ||
      parent.type === 'Property') &&
    parent.kind === 'set'
  );
}

/** Is it the implementation of overloads? Nobody can call it as it is written. Linear in what stands around it. */
export function isBodyOfOverloads(signature: Signature): boolean {
  if (signature.type === 'FunctionDeclaration') {
    const before = precedingSibling(statementOf(signature));
    const declared = before && 'declaration' in before ? before.declaration : before;
    return declared?.type === 'TSDeclareFunction' && declared.id?.name === signature.id?.name;
  }
  const { parent } = signature;
  if (signature.type !== 'FunctionExpression' || !hasBody(signature)) return false;
  if (parent.type !== 'MethodDefinition') return false;
  const before = precedingSibling(parent);
  return (
    before?.type === 'MethodDefinition' &&
    !hasBody(before.value) &&
    before.static === parent.static &&
    memberKey(before) === memberKey(parent)
  );
}

/** Is it the first argument of every template tag? */
export function isOfTag({ node }: Parameter): boolean {
  const type = node.type === 'Identifier' ? node.typeAnnotation?.typeAnnotation : undefined;
  return (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'TemplateStringsArray'
  );
}

function statementOf(fn: TSESTree.FunctionDeclaration): TSESTree.Node {
  const { parent } = fn;
  const isExport =
    parent.type === 'ExportNamedDeclaration' || parent.type === 'ExportDefaultDeclaration';
  return isExport ? parent : fn;
}

function precedingSibling(node: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = node;
  if (parent === undefined || !('body' in parent) || !Array.isArray(parent.body)) return undefined;
  const siblings = parent.body as readonly TSESTree.Node[];
  return siblings[siblings.indexOf(node) - 1];
}
