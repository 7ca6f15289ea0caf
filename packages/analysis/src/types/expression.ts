/**
 * What an expression or a declared name is, read from the file alone: annotations, initializers of
 * constants, calls of the runtime's functions and of functions of the same file. Declared types only:
 * nothing is narrowed, and a variable that is written twice is what its annotation says.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf, signatureOf } from '../syntax/functions.js';
import { accessedKey, memberKey, memberOfThis } from '../syntax/members.js';
import { isGlobal, type Variable, variableOf, writesOf } from '../syntax/scopes.js';
import { eachReturn, type FunctionNode } from '../syntax/returns.js';
import { isConst, unwrap } from '../syntax/unwrap.js';
import {
  knownOfClass,
  knownOfContainer,
  knownOfLiteral,
  knownOfType,
  maxDepth,
  optional,
  runtimeName,
  type File,
} from './annotation.js';
import { nil, other, unionOf, unknown, type Known } from './known.js';
import { runtimeFunction } from './runtime.js';

/** What the value of an expression is. */
export function knownOf(file: File, node: TSESTree.Node, depth: number = maxDepth): Known {
  if (depth === 0) return unknown;
  const next = depth - 1;
  switch (node.type) {
    case 'Literal':
      return knownOfLiteral(node);
    case 'TemplateLiteral':
      return { kind: 'string' };
    case 'Identifier': {
      const variable = variableOf(file.source.scopes, node);
      if (variable !== undefined) return knownOfVariable(file, variable, next);
      return node.name === 'undefined' ? nil : unknown;
    }
    case 'TSAsExpression':
    case 'TSTypeAssertion':
      return isConst(node.typeAnnotation)
        ? knownOf(file, node.expression, next)
        : knownOfType(file, node.typeAnnotation, next);
    case 'TSSatisfiesExpression':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return knownOf(file, node.expression, next);
    case 'TSNonNullExpression':
      return withoutNil(knownOf(file, node.expression, next));
    case 'SequenceExpression':
      return knownOf(file, node.expressions.at(-1)!, next);
    case 'AssignmentExpression':
      return node.operator === '=' ? knownOf(file, node.right, next) : unknown;
    case 'ConditionalExpression':
      return unionOf([knownOf(file, node.consequent, next), knownOf(file, node.alternate, next)]);
    case 'LogicalExpression':
      return knownOfLogical(file, node, next);
    case 'UnaryExpression':
      return knownOfUnary(node);
    case 'BinaryExpression':
      return knownOfBinary(file, node, next);
    case 'AwaitExpression': {
      const known = knownOf(file, node.argument, next);
      return known.kind === 'promise' ? known.of : known;
    }
    case 'ArrayExpression':
      return node.elements.some((e) => e === null || e.type === 'SpreadElement')
        ? { kind: 'list', of: [unknown], safe: true }
        : { kind: 'tuple', of: node.elements.map((e) => knownOf(file, e!, next)) };
    case 'ObjectExpression':
      return knownOfObject(file, node, next);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return { kind: 'function' };
    case 'CallExpression':
      return knownOfCall(file, node, next);
    case 'NewExpression':
      return knownOfNew(file, node, next);
    case 'MemberExpression':
      return knownOfMember(file, node, next);
    default:
      return unknown;
  }
}

/** What a parameter, pattern or property is declared to be: its annotation, else its default value. */
export function knownOfDeclared(file: File, node: TSESTree.Node, depth: number = maxDepth): Known {
  if (depth === 0) return unknown;
  switch (node.type) {
    case 'TSParameterProperty':
      return knownOfDeclared(file, node.parameter, depth);
    case 'AssignmentPattern': {
      const left = knownOfDeclared(file, node.left, depth - 1);
      return left.kind === 'unknown' && !hasAnnotation(node.left)
        ? knownOf(file, node.right, depth - 1)
        : left;
    }
    case 'Identifier':
    case 'ObjectPattern':
    case 'ArrayPattern':
    case 'RestElement': {
      if (node.typeAnnotation == null) return unknown;
      const known = knownOfType(file, node.typeAnnotation, depth - 1);
      return node.type === 'Identifier' ? optional(known, node.optional) : known;
    }
    case 'PropertyDefinition':
    case 'AccessorProperty':
      if (node.typeAnnotation != null) {
        return optional(knownOfType(file, node.typeAnnotation, depth - 1), node.optional);
      }
      return node.value === null ? unknown : onceAssigned(knownOf(file, node.value, depth - 1));
    case 'TSPropertySignature':
    case 'TSAbstractPropertyDefinition':
    case 'TSAbstractAccessorProperty':
      return node.typeAnnotation == null
        ? unknown
        : optional(knownOfType(file, node.typeAnnotation, depth - 1), node.optional);
    default:
      return unknown;
  }
}

/** A field that begins as nil is there for something else, which its value does not tell. */
function onceAssigned(known: Known): Known {
  return known.kind === 'nil' ? unknown : known;
}

/** What a function of this file returns: what it declares, else what its `return` statements hold. */
export function knownOfReturn(file: File, fn: FunctionNode, depth: number = maxDepth): Known {
  if (depth === 0) return unknown;
  if (fn.returnType != null) return knownOfType(file, fn.returnType, depth - 1);
  if (fn.generator || fn.body == null) return unknown;
  const returned: Known[] = [];
  for (const expression of eachReturn(fn, file.source.visitorKeys)) {
    returned.push(expression === null ? nil : knownOf(file, expression, depth - 1));
  }
  const known = returned.length === 0 ? nil : unionOf(returned);
  if (!fn.async) return known;
  return known.kind === 'promise' ? known : { kind: 'promise', of: known };
}

/** The annotation of a pattern, if it has one. */
export function hasAnnotation(node: TSESTree.Node): boolean {
  return 'typeAnnotation' in node && node.typeAnnotation != null;
}

function knownOfVariable(file: File, variable: Variable, depth: number): Known {
  const [def, ...others] = variable.defs;
  if (def === undefined || others.length > 0) return unknown;
  const writes = writesOf(variable);
  const name = def.name as TSESTree.Node;
  const node = def.node as TSESTree.Node;
  switch (node.type) {
    case 'VariableDeclarator': {
      if (hasAnnotation(node.id) && node.id === name) return knownOfDeclared(file, name, depth);
      if (node.init === null || writes.length > 1) return unknown;
      const whole = hasAnnotation(node.id)
        ? knownOfDeclared(file, node.id, depth)
        : knownOf(file, node.init, depth);
      return pieceOf(whole, node.id, name);
    }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSEmptyBodyFunctionExpression':
      return knownOfParameter(file, node.params, name, depth);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { kind: 'function' };
    default:
      return unknown;
  }
}

function knownOfParameter(
  file: File,
  params: readonly TSESTree.Parameter[],
  name: TSESTree.Node,
  depth: number,
): Known {
  for (const param of params) {
    const pattern = param.type === 'TSParameterProperty' ? param.parameter : param;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    if (target === name) return knownOfDeclared(file, pattern, depth);
    if (target.type === 'RestElement' && target.argument === name) {
      const rest = knownOfDeclared(file, target, depth);
      return rest.kind === 'unknown' ? { kind: 'list', of: [unknown], safe: true } : rest;
    }
    const contains = target.range[0] <= name.range[0] && name.range[1] <= target.range[1];
    if (contains && pattern === target)
      return pieceOf(knownOfDeclared(file, target, depth), target, name);
  }
  return { kind: 'unknown' };
}

/** What a name in a pattern takes of the whole; nothing with a default or a rest is known. */
export function pieceOf(whole: Known, pattern: TSESTree.Node, name: TSESTree.Node): Known {
  if (pattern === name) return whole;
  if (pattern.type === 'ArrayPattern' && whole.kind === 'tuple') {
    const index = pattern.elements.findIndex((element) => element === name);
    return whole.of[index] ?? unknown;
  }
  if (pattern.type === 'ObjectPattern' && whole.kind === 'object') {
    for (const property of pattern.properties) {
      if (property.type !== 'Property' || property.value !== name || property.computed) continue;
      const { key } = property;
      return key.type === 'Identifier' ? (whole.members().get(key.name) ?? unknown) : unknown;
    }
  }
  return unknown;
}

function knownOfCall(file: File, node: TSESTree.CallExpression, depth: number): Known {
  const runtime = runtimeFunction(runtimeName(file, node.callee));
  switch (runtime?.returns) {
    case 'pair':
      return { kind: 'tuple', of: [{ kind: 'context' }, { kind: 'cancel' }] };
    case 'context':
      return { kind: 'context' };
    case 'promise':
      return { kind: 'promise', of: unknown };
    case 'key':
      return other;
    default:
      break;
  }
  const callee = unwrap(node.callee);
  const fn = signatureOf(file.source.scopes, callee);
  if (fn !== undefined) return knownOfReturn(file, fn, depth);
  const made = knownOfGlobalCall(file, callee);
  if (made.kind !== 'unknown' || callee.type !== 'MemberExpression') return made;
  return knownOfTaken(knownOf(file, callee.object, depth), accessedKey(callee));
}

/** What a method takes out of a map or an array: `map.get(key)`, `list.pop()`. */
function knownOfTaken(container: Known, method: string | undefined): Known {
  if (container.kind !== 'list' || method === undefined) return unknown;
  const [first, value] = container.of;
  if (method === 'get') return value === undefined ? unknown : optional(value, true);
  const isElement = value === undefined && container.safe && taking.has(method);
  return first === undefined || !isElement ? unknown : optional(first, true);
}

const taking = new Set(['at', 'pop', 'shift']);

function knownOfGlobalCall(file: File, callee: TSESTree.Node): Known {
  const isNamed = (node: TSESTree.Node, name: string) => isGlobal(file.source.scopes, node, name);
  if (isNamed(callee, 'Symbol')) return { kind: 'symbol' };
  if (isNamed(callee, 'String')) return { kind: 'string' };
  if (isNamed(callee, 'Number')) return { kind: 'number' };
  if (isNamed(callee, 'BigInt')) return { kind: 'bigint' };
  if (isNamed(callee, 'Boolean')) return { kind: 'boolean' };
  if (callee.type !== 'MemberExpression') return unknown;
  const name = accessedKey(callee);
  if (isNamed(callee.object, 'Symbol') && name === 'for') return { kind: 'symbolFor' };
  return isNamed(callee.object, 'Promise') ? { kind: 'promise', of: unknown } : unknown;
}

function knownOfNew(file: File, node: TSESTree.NewExpression, depth: number): Known {
  if (node.callee.type !== 'Identifier') return unknown;
  const named = functionOf(file.source.scopes, node.callee);
  if (named?.type === 'ClassDeclaration' || named?.type === 'ClassExpression') {
    return knownOfClass(file, named, depth);
  }
  if (named !== undefined || variableOf(file.source.scopes, node.callee)) return unknown;
  switch (node.callee.name) {
    case 'Map':
    case 'Set':
    case 'WeakMap':
    case 'Array': {
      const args = node.typeArguments?.params.map((arg) => knownOfType(file, arg, depth));
      return knownOfContainer(node.callee.name, args ?? [unknown]);
    }
    case 'Promise':
      return { kind: 'promise', of: unknown };
    default:
      return unknown;
  }
}

function knownOfObject(file: File, node: TSESTree.ObjectExpression, depth: number): Known {
  if (node.properties.some((p) => p.type === 'SpreadElement' || p.computed)) return unknown;
  return {
    kind: 'object',
    members() {
      const members = new Map<string, Known>();
      for (const property of node.properties) {
        if (property.type === 'SpreadElement') continue;
        const { key, value } = property;
        const name = key.type === 'Identifier' ? key.name : String((key as TSESTree.Literal).value);
        members.set(name, knownOf(file, value, depth));
      }
      return members;
    },
  };
}

function knownOfMember(file: File, node: TSESTree.MemberExpression, depth: number): Known {
  const [def] = variableOf(file.source.scopes, node.object)?.defs ?? [];
  if (def?.node.type === 'TSEnumDeclaration') return { kind: 'enum' };
  const member = memberOfThis(node) ?? staticMember(file, node);
  if (member !== undefined) return knownOfDeclared(file, member, depth);
  return memberOf(knownOf(file, node.object, depth), node);
}

/** `Service.key`, where the class is of this file and declares it itself. */
function staticMember(
  { source }: File,
  node: TSESTree.MemberExpression,
): TSESTree.Node | undefined {
  const named = functionOf(source.scopes, node.object);
  const name = accessedKey(node);
  if (named === undefined || !('superClass' in named) || name === undefined) return undefined;
  return named.body.body.find(
    (member) => 'static' in member && member.static && memberKey(member) === name,
  );
}

/** What a member access gives of an object or a tuple. */
export function memberOf(object: Known, node: TSESTree.MemberExpression): Known {
  if (object.kind === 'object') {
    const name = accessedKey(node);
    return (name === undefined ? undefined : object.members().get(name)) ?? unknown;
  }
  if (object.kind !== 'tuple' || node.property.type !== 'Literal') return unknown;
  const index = node.property.value;
  return typeof index === 'number' ? (object.of[index] ?? unknown) : unknown;
}

function knownOfLogical(file: File, node: TSESTree.LogicalExpression, depth: number): Known {
  const left = knownOf(file, node.left, depth);
  const right = knownOf(file, node.right, depth);
  if (left.kind === 'unknown' || right.kind === 'unknown') return unknown;
  return node.operator === '&&' ? unionOf([left, right]) : unionOf([withoutNil(left), right]);
}

function knownOfUnary(node: TSESTree.UnaryExpression): Known {
  switch (node.operator) {
    case 'void':
      return nil;
    case 'typeof':
      return { kind: 'string' };
    case '!':
    case 'delete':
      return { kind: 'boolean' };
    case '+':
      return { kind: 'number' };
    default:
      return unknown;
  }
}

function knownOfBinary(file: File, node: TSESTree.BinaryExpression, depth: number): Known {
  if (node.operator !== '+') return unknown;
  const isString = (side: TSESTree.Node) => knownOf(file, side, depth).kind === 'string';
  return isString(node.left) || isString(node.right) ? { kind: 'string' } : unknown;
}

function withoutNil(known: Known): Known {
  if (known.kind === 'nil') return unknown;
  return known.kind === 'union' ? unionOf(known.of.filter(({ kind }) => kind !== 'nil')) : known;
}
