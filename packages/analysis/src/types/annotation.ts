/**
 * What a type annotation says, read from the file alone: imports of context modules, keywords, the usual
 * generic types, and aliases, interfaces and classes that the same file declares.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { partsOf, type TypeNode } from '../syntax/class-members.js';
import { isExported } from '../syntax/exports.js';
import { implementedBy } from '../syntax/members.js';
import { signatureOf } from '../syntax/functions.js';
import { typeDefOf, variableOf, type Variable } from '../syntax/scopes.js';
import type { Settings, Source } from '../syntax/source.js';
import { knownOfGlobal } from './generics.js';
import { importedBy } from './imports.js';
import {
  functionOfType,
  listOf,
  nil,
  optional,
  other,
  ownContext,
  unionOf,
  unknown,
  type Known,
} from './known.js';
import { isModuleFile, matchesModule } from './modules.js';
import { isCancelTypeName } from './runtime.js';

/** The file whose text is read, and what counts as a context module there. */
export interface File {
  readonly source: Source;
  readonly settings: Settings;
  /** Does the compiler take what is under an index for something that may be missing (`noUncheckedIndexedAccess`)? */
  readonly checksIndices?: boolean;
  /** Is there a checker to ask whether the end of a function is reached, where its statements do not say? */
  readonly asksOfEnds?: boolean;
}

/** How deep types are read; deeper ones, and circular ones, are unknown. */
export const maxDepth = 10;

/** The name under which a context module exports what this node stands for. */
export function runtimeName({ source, settings }: File, node: TSESTree.Node): string | undefined {
  const imported = importedBy(source, node);
  if (imported === undefined || imported.name === '*') return undefined;
  return matchesModule(settings.modules, imported.specifier, source) ? imported.name : undefined;
}

/** The function `f` of a name annotated as `ReturnType<typeof f>`. */
export function queriedFunction(node: TSESTree.Node): TSESTree.EntityName | undefined {
  if (node.type !== 'Identifier' || node.optional) return undefined;
  const type = node.typeAnnotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  const [query, ...others] = type.typeArguments?.params ?? [];
  if (type.typeName.name !== 'ReturnType' || others.length > 0) return undefined;
  if (query?.type !== 'TSTypeQuery' || query.typeArguments != null) return undefined;
  return query.exprName.type === 'TSImportType' ? undefined : query.exprName;
}

/** What a type says; `unknown` for all that other files declare. */
export function knownOfType(file: File, type: TSESTree.Node, depth: number = maxDepth): Known {
  if (depth === 0) return unknown;
  const next = depth - 1;
  switch (type.type) {
    case 'TSTypeAnnotation':
      return knownOfType(file, type.typeAnnotation, depth);
    case 'TSTypeReference':
      return knownOfReference(file, type.typeName, type.typeArguments?.params ?? [], next);
    case 'TSImportType':
      return knownOfRuntimeType(runtimeName(file, type));
    case 'TSUnionType':
      return unionOf(type.types.map((part) => knownOfType(file, part, next)));
    case 'TSIntersectionType':
      return knownOfIntersection(type.types.map((part) => knownOfType(file, part, next)));
    case 'TSTupleType':
      return { kind: 'tuple', of: type.elementTypes.map((e) => knownOfType(file, e, next)) };
    case 'TSNamedTupleMember':
      return optional(knownOfType(file, type.elementType, next), type.optional);
    case 'TSOptionalType':
      return optional(knownOfType(file, type.typeAnnotation, next), true);
    case 'TSRestType':
      return unknown;
    case 'TSArrayType':
      return listOf([knownOfType(file, type.elementType, next)]);
    case 'TSTypeOperator':
      return type.operator === 'readonly' && type.typeAnnotation != null
        ? knownOfType(file, type.typeAnnotation, next)
        : unknown;
    case 'TSTypeLiteral':
      return knownOfMembers(file, type.members, next);
    case 'TSIndexedAccessType':
      return knownOfPart(knownOfType(file, type.objectType, next), type.indexType);
    case 'TSTypeQuery': {
      const signature = signatureOf(file.source.scopes, type.exprName);
      return signature === undefined ? unknown : { kind: 'function', signature };
    }
    case 'TSFunctionType':
      return functionOfType(type);
    case 'TSConstructorType':
      return { kind: 'function' };
    case 'TSLiteralType':
      return knownOfLiteralType(type.literal);
    case 'TSTemplateLiteralType':
    case 'TSStringKeyword':
      return { kind: 'string' };
    case 'TSNumberKeyword':
      return { kind: 'number' };
    case 'TSBigIntKeyword':
      return { kind: 'bigint' };
    case 'TSBooleanKeyword':
      return { kind: 'boolean' };
    case 'TSSymbolKeyword':
      return { kind: 'symbol' };
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
      return nil;
    case 'TSVoidKeyword':
      return { kind: 'void' };
    case 'TSTypePredicate':
      return { kind: 'boolean' };
    default:
      return unknown;
  }
}

/** Does a class say itself that it is a context: `implements Context`, `extends` one that is? */
export function knownOfClass(
  file: File,
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  depth: number = maxDepth,
): Known {
  if (depth === 0) return unknown;
  const implemented = knownOfNamed(file, node, depth - 1);
  if (implemented.some(({ kind }) => kind === 'context')) return ownContext;
  if (node.superClass === null) {
    return implemented.some(({ kind }) => kind === 'unknown')
      ? unknown
      : { kind: 'other', instanceOf: node };
  }
  const base = asOwn(knownOfReference(file, node.superClass, [], depth - 1));
  return base.kind === 'other' ? { kind: 'other', instanceOf: node } : base;
}

/** What a class or an interface says that its objects are, in each of its declarations. */
function knownOfNamed(file: File, node: TypeNode, depth: number): Known[] {
  const named = partsOf(file.source.scopes, node).flatMap(
    (part): readonly (TSESTree.TSClassImplements | TSESTree.TSInterfaceHeritage)[] =>
      part.type === 'TSInterfaceDeclaration' ? part.extends : implementedBy(part),
  );
  return named.map(({ expression, typeArguments }) =>
    knownOfReference(file, expression, typeArguments?.params ?? [], depth),
  );
}

function knownOfReference(
  file: File,
  name: TSESTree.Node,
  args: readonly TSESTree.TypeNode[],
  depth: number,
): Known {
  if (depth === 0) return unknown;
  const runtime = runtimeName(file, name);
  if (runtime !== undefined) return knownOfRuntimeType(runtime);
  if (name.type !== 'Identifier') return unknown;
  const variable = variableOf(file.source.scopes, name);
  if (variable === undefined) {
    return knownOfGlobal(
      name.name,
      args.map((arg) => knownOfType(file, arg, depth)),
      (type) => knownOfType(file, type, depth),
    );
  }
  // A declaration may be merged with others, in this file and elsewhere; two parts are more than one page tells.
  const node = typeDefOf(variable)?.node as TSESTree.Node | undefined;
  if (node !== undefined && isOwnExport(file, variable)) {
    const own = knownOfRuntimeType(name.name);
    if (own.kind !== 'unknown') return own;
  }
  switch (node?.type) {
    case 'TSTypeAliasDeclaration':
      // What is generic depends on its arguments, but a function is one whatever they are.
      return node.typeParameters == null || node.typeAnnotation.type === 'TSFunctionType'
        ? knownOfType(file, node.typeAnnotation, depth)
        : unknown;
    case 'TSInterfaceDeclaration':
      return knownOfInterface(file, node, depth);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return knownOfClass(file, node, depth);
    case 'TSTypeParameter':
      return node.constraint === undefined
        ? unknown
        : asBound(knownOfType(file, node.constraint, depth));
    case 'TSEnumDeclaration':
      return { kind: 'enum' };
    default:
      return unknown;
  }
}

/** Is the file a context module itself, and this one of its exports? */
function isOwnExport({ source, settings }: File, variable: Variable): boolean {
  return isModuleFile(settings.modules, source.path, source.cwd) && isExported(variable);
}

/** An interface: a context where it extends one, else its own members. */
export function knownOfInterface(
  file: File,
  node: TSESTree.TSInterfaceDeclaration,
  depth: number = maxDepth,
): Known {
  if (depth === 0) return unknown;
  const bases = knownOfNamed(file, node, depth - 1);
  for (const kind of ['context', 'cancel', 'unknown'] as const) {
    if (bases.some((base) => base.kind === kind)) return asOwn({ kind });
  }
  return knownOfMembers(file, node.body.body, depth - 1);
}

function knownOfMembers(file: File, nodes: readonly TSESTree.TypeElement[], depth: number): Known {
  const callable = nodes.some(
    ({ type }) =>
      type === 'TSCallSignatureDeclaration' || type === 'TSConstructSignatureDeclaration',
  );
  if (callable) return { kind: 'function' };
  return {
    kind: 'object',
    members() {
      const members = new Map<string, Known>();
      for (const node of nodes) {
        if (node.type !== 'TSPropertySignature' && node.type !== 'TSMethodSignature') continue;
        if (node.computed) continue;
        const { key } = node;
        const name = key.type === 'Identifier' ? key.name : String((key as TSESTree.Literal).value);
        const declared = knownOfMember(file, node, depth);
        const others = members.get(name);
        members.set(name, others === undefined ? declared : knownOfNamesakes(others, declared));
      }
      return members;
    },
  };
}

/** A property or method of an interface, or what an accessor gives or takes. */
function knownOfMember(
  file: File,
  node: TSESTree.TSPropertySignature | TSESTree.TSMethodSignature,
  depth: number,
): Known {
  if (node.type === 'TSMethodSignature' && node.kind === 'method') {
    return optional(functionOfType(node), node.optional);
  }
  const type = typeOfMember(node);
  return type == null ? unknown : optional(knownOfType(file, type, depth), node.optional);
}

function typeOfMember(
  node: TSESTree.TSPropertySignature | TSESTree.TSMethodSignature,
): TSESTree.Node | undefined {
  if (node.type === 'TSPropertySignature') return node.typeAnnotation;
  if (node.kind === 'get') return node.returnType;
  const [taken] = 'params' in node ? node.params : [];
  return taken !== undefined && 'typeAnnotation' in taken ? taken.typeAnnotation : undefined;
}

/** Overloads disagree; accessors of one name are of either type. */
function knownOfNamesakes(one: Known, other: Known): Known {
  return one.kind === 'function' ? { kind: 'function' } : unionOf([one, other]);
}

/** `T['key']`, `T[0]`, `T[number]` */
function knownOfPart(whole: Known, index: TSESTree.TypeNode): Known {
  if (index.type === 'TSLiteralType' && index.literal.type === 'Literal') {
    const key = String(index.literal.value);
    if (whole.kind === 'object') return whole.members().get(key) ?? unknown;
    if (whole.kind === 'tuple') return whole.of[Number(key)] ?? unknown;
  }
  const isNumber = index.type === 'TSNumberKeyword';
  return isNumber && whole.kind === 'list' && whole.keys === 'index'
    ? (whole.of[0] ?? unknown)
    : unknown;
}

/** An intersection is a context where a part is; a primitive with anything else is a brand. */
export function knownOfIntersection(parts: readonly Known[]): Known {
  for (const kind of ['context', 'cancel', 'unknown'] as const) {
    if (parts.some((part) => part.kind === kind)) return asOwn({ kind });
  }
  const primitive = new Set(['string', 'number', 'bigint', 'boolean', 'enum', 'branded']);
  if (parts.some(({ kind }) => primitive.has(kind))) return { kind: 'branded' };
  return parts.find(({ kind }) => kind === 'function' || kind === 'promise') ?? unknown;
}

/** What extends a context, or is constrained by one, need not take every context. */
export function asOwn(known: Known): Known {
  if (known.kind === 'union') return { kind: 'union', of: known.of.map(asOwn) };
  return known.kind === 'context' ? ownContext : known;
}

/** What a type parameter says of what is put in. */
function asBound(constraint: Known): Known {
  const known = asOwn(constraint);
  return known.kind === 'union' ? { ...known, bound: true } : known;
}

/** The type that a context module exports under this name. */
function knownOfRuntimeType(name: string | undefined): Known {
  if (name === 'Context') return { kind: 'context' };
  if (isCancelTypeName(name)) return { kind: 'cancel' };
  return name === 'ContextKey' || name === 'ContextError' ? other : unknown;
}

function knownOfLiteralType(literal: TSESTree.Node): Known {
  if (literal.type === 'UnaryExpression') return knownOfLiteralType(literal.argument);
  if (literal.type === 'TemplateLiteral') return { kind: 'string' };
  return literal.type === 'Literal' ? knownOfLiteral(literal) : unknown;
}

/** A literal's own type. */
export function knownOfLiteral(literal: TSESTree.Literal): Known {
  if (literal.value === null) return 'regex' in literal || 'bigint' in literal ? other : nil;
  switch (typeof literal.value) {
    case 'string':
      return { kind: 'string' };
    case 'number':
      return { kind: 'number' };
    case 'bigint':
      return { kind: 'bigint' };
    case 'boolean':
      return { kind: 'boolean' };
    default:
      return other;
  }
}
