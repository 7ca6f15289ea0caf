/**
 * Object types that only name the results of functions: `{ ctx, cancel }` is this language's form of multiple results, written at the
 * function or under a name of its own.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf } from '../../syntax/scopes.js';
import type { Types } from '../../types/port.js';

/** What a use of an object type does with it. */
type Use =
  /** A function returns it. */
  | 'result'
  /** A variable or an assertion has it, an export passes it on: a result that was received. */
  | 'neutral'
  /** A member, a parameter, an element: something that carries it. */
  | 'struct';

/** Types that hand on what their first argument is. */
const transparent = new Set([
  'Promise',
  'PromiseLike',
  'Awaited',
  'Readonly',
  'Required',
  'NonNullable',
  'Generator',
  'Iterator',
  'IterableIterator',
  'AsyncGenerator',
  'AsyncIterator',
  'AsyncIterableIterator',
]);

/**
 * Is this object type the result of a function, and nothing else in this file? One that has a name, an interface or an alias,
 * must be a context with its cancel function and otherwise data, which at least one function of the file returns and no member,
 * parameter or container has; any other object that a function makes is a struct.
 */
export function isResult(
  type: TSESTree.TSTypeLiteral | TSESTree.TSMappedType | TSESTree.TSInterfaceDeclaration,
  types: Types,
  scopes: ScopeManager,
): boolean {
  const seen = new Set<TSESTree.Node>();
  const isInterface = type.type === 'TSInterfaceDeclaration';
  const use = isInterface ? useOfDeclared(type, scopes, seen) : useOf(type, scopes, seen);
  if (use !== 'result') return false;
  // What a name was followed through has been seen.
  if (seen.size === 0) return true;
  if (type.type === 'TSMappedType') return false;
  return isPair(isInterface ? type.body.body : type.members, types);
}

function isPair(members: readonly TSESTree.TypeElement[], types: Types): boolean {
  let hasCancel = false;
  for (const member of members) {
    if (member.type !== 'TSPropertySignature') return false;
    if (member.typeAnnotation?.typeAnnotation.type === 'TSFunctionType') return false;
    hasCancel ||= types.isCancelFunc(member);
  }
  return hasCancel;
}

/** From a type outwards to what it is the type of. */
function useOf(type: TSESTree.Node, scopes: ScopeManager, seen: Set<TSESTree.Node>): Use {
  let node = type;
  for (let { parent } = node; parent !== undefined; node = parent, parent = node.parent) {
    switch (parent.type) {
      case 'TSUnionType':
      case 'TSIntersectionType':
      case 'TSTypeOperator':
      case 'TSTypeReference':
        break;
      case 'TSTypeParameterInstantiation':
        // `new Promise<Started>(…)`
        if (parent.parent.type === 'NewExpression') return 'neutral';
        if (!isTransparent(parent, node)) return 'struct';
        break;
      case 'TSIndexedAccessType':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ExportSpecifier':
      case 'ExportDefaultDeclaration':
        return 'neutral';
      case 'TSTypeAliasDeclaration':
        return useOfDeclared(parent, scopes, seen);
      case 'TSTypeAnnotation':
        return useOfAnnotation(parent);
      default:
        return 'struct';
    }
  }
  return 'struct';
}

/** All uses of a name in the file: one that makes a struct of it decides. */
function useOfDeclared(
  declaration: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration,
  scopes: ScopeManager,
  seen: Set<TSESTree.Node>,
): Use {
  if (seen.has(declaration)) return 'neutral';
  seen.add(declaration);
  const variable = variableOf(scopes, declaration.id);
  // Some parsers do not say where types are used: it may be the result of a function.
  if (variable === undefined) return 'result';
  let all: Use = 'neutral';
  for (const { identifier } of variable.references) {
    const use = useOf(identifier, scopes, seen);
    if (use === 'struct') return use;
    if (use === 'result') all = use;
  }
  return all;
}

const signature = /^TS(?:(?:Function|Constructor)Type|MethodSignature|\w+SignatureDeclaration)$/;

function useOfAnnotation(annotation: TSESTree.TSTypeAnnotation): Use {
  const { parent } = annotation;
  if ('returnType' in parent && parent.returnType === annotation) return 'result';
  // In what some parsers make, what a signature gives stands elsewhere; what it takes is in its parameters.
  if (signature.test(parent.type)) return 'result';
  if (parent.type === 'TSTypePredicate') return 'neutral';
  if (parent.parent?.type !== 'VariableDeclarator') return 'struct';
  // `const { ctx, cancel }: { … } = start()` takes results apart.
  return parent.type === 'ObjectPattern' ? 'result' : 'neutral';
}

function isTransparent(
  { parent, params }: TSESTree.TSTypeParameterInstantiation,
  argument: TSESTree.Node,
): boolean {
  return (
    params[0] === argument &&
    parent.type === 'TSTypeReference' &&
    parent.typeName.type === 'Identifier' &&
    transparent.has(parent.typeName.name)
  );
}
