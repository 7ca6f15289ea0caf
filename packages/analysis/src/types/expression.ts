/**
 * What an expression or a declared name is, read from the file alone: annotations, initializers of
 * constants, calls of the runtime's functions and of functions of the same file. Declared types only:
 * nothing is narrowed, and a variable that is written twice is what its annotation says.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf, signaturesOf } from '../syntax/functions.js';
import { accessedKey } from '../syntax/members.js';
import {
  contains,
  isGlobal,
  valueDefOf,
  variableOf,
  writesOf,
  type Variable,
} from '../syntax/scopes.js';
import { memberAt, memberOfInstance, namesakesOf } from '../syntax/class-members.js';
import {
  eachReturn,
  isFunction,
  mayReachEnd,
  type FunctionNode,
  type Signature,
} from '../syntax/returns.js';
import { isConst, unwrap } from '../syntax/unwrap.js';
import {
  knownOfClass,
  knownOfLiteral,
  knownOfType,
  maxDepth,
  runtimeName,
  type File,
} from './annotation.js';
import { knownOfContainer } from './generics.js';
import { isFreezing, knownOfGlobalCall } from './global-calls.js';
import {
  areAlike,
  classIn,
  isContext,
  nil,
  optional,
  other,
  signatureIn,
  unionOf,
  unknown,
  type Known,
} from './known.js';
import {
  elementOf,
  knownOfArray,
  knownOfHanded,
  knownOfListing,
  knownOfParameter,
  knownOfTaken,
  memberOf,
  pieceOf,
} from './parts.js';
import { knownOfBinary, knownOfLogical, knownOfUnary, withoutNil } from './operators.js';
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
      return knownOfLogical(node.operator, () =>
        [node.left, node.right].map((side) => knownOf(file, side, next)),
      );
    case 'UnaryExpression':
      return knownOfUnary(node.operator, () => knownOf(file, node.argument, next));
    case 'BinaryExpression':
      return knownOfBinary(node.operator, () =>
        [node.left, node.right].map((side) => knownOf(file, side, next)),
      );
    case 'AwaitExpression': {
      const known = knownOf(file, node.argument, next);
      return known.kind === 'promise' ? known.of : known;
    }
    case 'ArrayExpression':
      return knownOfArray(node, (element) => knownOf(file, element, next));
    case 'ObjectExpression':
      return knownOfObject(file, node, next);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return { kind: 'function', signature: node };
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
        ? onceAssigned(knownOf(file, node.right, depth - 1))
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
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      return knownOfMethod(file, node, depth - 1);
    default:
      return unknown;
  }
}

/** A method, or what the accessors of its name give and take. */
function knownOfMethod(
  file: File,
  method: TSESTree.MethodDefinition | TSESTree.TSAbstractMethodDefinition,
  depth: number,
): Known {
  const all = namesakesOf(method);
  const types = all.map((each): Known => {
    if (each.type !== 'MethodDefinition' && each.type !== 'TSAbstractMethodDefinition') {
      return unknown;
    }
    const { kind, value } = each;
    if (kind === 'get') return knownOfSigned(file, value, depth);
    if (kind === 'set') return knownOfDeclared(file, value.params[0]!, depth);
    return all.length === 1 ? { kind: 'function', signature: value } : { kind: 'function' };
  });
  // With overloads, which disagree, it is no more than a function.
  return types.every(({ kind }) => kind === 'function') ? types[0]! : unionOf(types);
}

/** A field that begins as nil, or a parameter that is so by default, is there for something else, which that does not tell. */
function onceAssigned(known: Known): Known {
  return known.kind === 'nil' ? unknown : known;
}

/** What a function of this file returns: what it declares, else what its `return` statements hold. */
function knownOfReturn(file: File, fn: FunctionNode, depth: number = maxDepth): Known {
  if (depth === 0) return unknown;
  if (fn.returnType != null) return knownOfType(file, fn.returnType, depth - 1);
  if (fn.generator || fn.body == null) return unknown;
  const returned: Known[] = [];
  for (const expression of eachReturn(fn, file.source.visitorKeys)) {
    returned.push(expression === null ? nil : knownOf(file, expression, depth - 1));
  }
  if (returned.length > 0 && file.asksOfEnds === true && mayReachEnd(fn)) return unknown;
  const known = returned.length === 0 ? nil : unionOf(returned);
  if (!fn.async) return known;
  return known.kind === 'promise' ? known : { kind: 'promise', of: known };
}

/** The annotation of a pattern, if it has one. */
export function hasAnnotation(node: TSESTree.Node): boolean {
  return 'typeAnnotation' in node && node.typeAnnotation != null;
}

function knownOfVariable(file: File, variable: Variable, depth: number): Known {
  const def = valueDefOf(variable);
  if (def === undefined) return unknown;
  const writes = writesOf(variable);
  const declared = (param: TSESTree.Node) => knownOfDeclared(file, param, depth);
  const name = def.name as TSESTree.Node;
  const node = def.node as TSESTree.Node;
  switch (node.type) {
    case 'VariableDeclarator': {
      if (hasAnnotation(node.id) && node.id === name) return knownOfDeclared(file, name, depth);
      if (writes.length > 1) return unknown;
      const whole = hasAnnotation(node.id)
        ? knownOfDeclared(file, node.id, depth)
        : knownOfInit(file, node, depth);
      return pieceOf(whole, node.id, name);
    }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression': {
      const known = knownOfParameter(node.params, name, declared);
      return known.kind === 'unknown' ? knownByPlace(file, node, name, depth) : known;
    }
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
      if (node.id === name) {
        return writes.length === 0 ? { kind: 'function', signature: node } : unknown;
      }
      return knownOfParameter(node.params, name, declared);
    case 'TSEmptyBodyFunctionExpression':
      return knownOfParameter(node.params, name, declared);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { kind: 'function' };
    default:
      return unknown;
  }
}

/** What a variable is declared with, or what a loop takes for it at each turn. */
function knownOfInit(file: File, node: TSESTree.VariableDeclarator, depth: number): Known {
  if (node.init !== null) return knownOf(file, node.init, depth);
  const loop = node.parent.parent;
  return loop.type === 'ForOfStatement' && loop.left === node.parent && !loop.await
    ? elementOf(knownOf(file, loop.right, depth))
    : unknown;
}

/** What a method of a list hands to a function without annotations: `jobs.map(({ run }) => run(ctx))`. */
function knownByPlace(file: File, fn: FunctionNode, name: TSESTree.Node, depth: number): Known {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || parent.arguments[0] !== fn) return unknown;
  const callee = unwrap(parent.callee);
  const index = fn.params.findIndex((param) => contains(param, name));
  const param = fn.params[index];
  if (callee.type !== 'MemberExpression' || param === undefined || hasAnnotation(param)) {
    return unknown;
  }
  const list = knownOf(file, callee.object, depth);
  return pieceOf(knownOfHanded(list, accessedKey(callee), index), param, name);
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
  const returned = knownOfResult(file, callee, depth);
  if (returned.kind !== 'unknown') return returned;
  if (givesPromise(file, callee, depth)) return { kind: 'promise', of: unknown };
  const [first] = node.arguments;
  if (first !== undefined && isFreezing(file, callee)) return knownOf(file, first, depth);
  const made = knownOfGlobalCall(file, callee);
  if (made.kind !== 'unknown' || callee.type !== 'MemberExpression') return made;
  const name = accessedKey(callee);
  return isGlobal(file.source.scopes, callee.object, 'Object')
    ? knownOfListing(name, () => (first === undefined ? unknown : knownOf(file, first, depth)))
    : knownOfTaken(knownOf(file, callee.object, depth), name);
}

/** What a function of the file, or one that it declares the type of, gives to who calls it; overloads must agree. */
export function knownOfResult(file: File, callee: TSESTree.Node, depth: number = maxDepth): Known {
  if (depth === 0) return unknown;
  const { scopes } = file.source;
  const [fn, ...overloads] = signaturesOf(scopes, callee);
  if (fn === undefined) {
    const signature = signatureIn(knownOf(file, callee, depth - 1));
    return signature === undefined ? unknown : knownOfSigned(file, signature, depth);
  }
  const known = knownOfReturn(file, fn, depth);
  const isSame = (other: FunctionNode) => areAlike(known, knownOfReturn(file, other, depth));
  return overloads.every(isSame) ? known : unknown;
}

/** What a member or a parameter gives when it is called. One that gives nil may do so in the place of others. */
function knownOfSigned(file: File, signature: Signature, depth: number): Known {
  if (signature.returnType != null) return knownOfType(file, signature.returnType, depth);
  return isFunction(signature) ? onceAssigned(knownOfReturn(file, signature, depth)) : unknown;
}

/** `then`, `catch` and `finally` of what is a promise, and `done` of a context. */
function givesPromise(file: File, callee: TSESTree.Node, depth: number): boolean {
  if (callee.type !== 'MemberExpression') return false;
  switch (accessedKey(callee)) {
    case 'then':
    case 'catch':
    case 'finally':
      return knownOf(file, callee.object, depth).kind === 'promise';
    case 'done':
      return isContext(knownOf(file, callee.object, depth));
    default:
      return false;
  }
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
  if (def?.node.type === 'TSModuleDeclaration') return knownOfExport(file, def.node, node, depth);
  const member = memberAt(file.source.scopes, node);
  if (member !== undefined) return knownOfDeclared(file, member, depth);
  const object = knownOf(file, node.object, depth);
  const own = classIn(object);
  if (own === undefined) return memberOf(object, node, file.checksIndices);
  const inherited = memberOfInstance(file.source.scopes, own, accessedKey(node));
  return inherited === undefined ? unknown : knownOfDeclared(file, inherited, depth);
}

/** `Keys.user`: a variable of a namespace of this file. */
function knownOfExport(
  file: File,
  namespace: TSESTree.TSModuleDeclaration,
  node: TSESTree.MemberExpression,
  depth: number,
): Known {
  const name = accessedKey(node);
  const variable =
    name === undefined ? undefined : file.source.scopes.acquire(namespace)?.set.get(name);
  return variable === undefined ? unknown : knownOfVariable(file, variable, depth);
}
