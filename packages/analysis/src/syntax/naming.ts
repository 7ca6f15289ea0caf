/** What a reader calls functions and the things that have members, for messages. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName } from './callee.js';
import { memberKey, parameterName } from './members.js';

/** A function as a message names it: `` `load` ``, `` `Loader.load` ``, `` the constructor of `Loader` ``, `this function`. */
export function describeFunction(fn: TSESTree.Node): string {
  switch (fn.type) {
    case 'TSMethodSignature':
      return quoted(qualifiedName(fn)) ?? 'this method';
    case 'TSCallSignatureDeclaration':
      return `the call signature${ofOwner(fn)}`;
    case 'TSConstructSignatureDeclaration':
      return `the construct signature${ofOwner(fn)}`;
    case 'TSFunctionType':
    case 'TSConstructorType':
      return quoted(nameOfPlace(fn)) ?? 'this function type';
    default:
      return describeValue(fn);
  }
}

/** A member with its owner's name: `Loader.load`, `Options.retry.ctx`; its own name where the owner has none. */
export function qualifiedName(member: TSESTree.Node): string | undefined {
  const key = memberKey(member);
  const owner = ownerName(member);
  if (key === undefined || owner === undefined) return key;
  return `${owner}.${key}`;
}

/**
 * The name of the class, interface or type literal that a member stands in: of a literal, what it is the type of, such as
 * the alias `Options`, the member `Options.retry` or the parameter `options`.
 */
export function ownerName(member: TSESTree.Node): string | undefined {
  const owner = ownerOf(member);
  switch (owner?.type) {
    case 'TSInterfaceDeclaration':
      return owner.id.name;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return owner.id?.name ?? nameOfPlace(owner);
    case 'TSTypeLiteral':
    case 'ObjectExpression':
      return nameOfPlace(owner);
    default:
      return undefined;
  }
}

/** The class, interface, type literal or object that a member stands in. */
export function ownerOf(member: TSESTree.Node): TSESTree.Node | undefined {
  let { parent } = member;
  if (member.type === 'TSParameterProperty') parent = parent?.parent?.parent;
  return parent?.type === 'ClassBody' || parent?.type === 'TSInterfaceBody'
    ? parent.parent
    : parent;
}

/** The name of what a value or type is written for: a variable, an alias, a member, a parameter. */
export function nameOfPlace(node: TSESTree.Node): string | undefined {
  let inner = node;
  for (let { parent } = inner; parent !== undefined; inner = parent, parent = inner.parent) {
    switch (parent.type) {
      case 'TSTypeAliasDeclaration':
        return parent.id.name;
      case 'VariableDeclarator':
        return parameterName(parent.id);
      case 'AssignmentPattern':
        return parameterName(parent.left);
      case 'AssignmentExpression':
        return lastName(parent.left);
      case 'Identifier':
      case 'RestElement':
        return parameterName(parent);
      case 'Property':
      case 'MethodDefinition':
      case 'TSAbstractMethodDefinition':
      case 'PropertyDefinition':
      case 'TSAbstractPropertyDefinition':
      case 'AccessorProperty':
      case 'TSAbstractAccessorProperty':
      case 'TSPropertySignature':
        return qualifiedName(parent);
      case 'TSTypeAnnotation':
      case 'TSUnionType':
      case 'TSIntersectionType':
      case 'TSArrayType':
      case 'TSTypeOperator':
      case 'TSOptionalType':
      case 'TSTupleType':
      case 'TSNamedTupleMember':
      case 'TSConditionalType':
      case 'TSMappedType':
      case 'TSTypeParameterInstantiation':
      case 'TSTypeReference':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

function describeValue(fn: TSESTree.Node): string {
  const { parent } = fn;
  if (parent?.type === 'MethodDefinition' && parent.kind === 'constructor') {
    return `the constructor${ofOwner(parent)}`;
  }
  const own = 'id' in fn && fn.id?.type === 'Identifier' ? fn.id.name : undefined;
  const name = own ?? nameOfPlace(fn);
  if (name !== undefined) return `\`${name}\``;
  return parent?.type === 'ExportDefaultDeclaration' ? 'the default export' : 'this function';
}

function ofOwner(member: TSESTree.Node): string {
  const owner = ownerName(member);
  return owner === undefined ? '' : ` of \`${owner}\``;
}

function quoted(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `\`${name}\``;
}
