/** Expressions that make an object which nobody else can have: literals, and what is known to keep nothing that it makes. */
import type { TSESTree } from '@typescript-eslint/types';
import { functionOf } from '../syntax/functions.js';
import { childrenOf } from '../syntax/index-file.js';
import { accessedKey, memberKey } from '../syntax/members.js';
import { enclosingFunction, isFunction } from '../syntax/returns.js';
import { variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import type { File } from './annotation.js';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Is an object made right here, on some branch, so that nobody else can ask for it? `runtimeExport` as in the port. */
export function isFresh(
  file: File,
  node: TSESTree.Node,
  runtimeExport: (callee: TSESTree.Node) => string | undefined,
): boolean {
  const isFreshToo = (inner: TSESTree.Node) => isFresh(file, inner, runtimeExport);
  const inner = unwrap(node);
  switch (inner.type) {
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return true;
    case 'Literal':
      return 'regex' in inner;
    case 'NewExpression':
      return builtIns.has(globalName(file, inner.callee) ?? '') || isOfForgetful(file, inner);
    case 'CallExpression':
      return isMaker(file, inner, isFreshToo) || runtimeExport(inner.callee) === 'contextKey';
    case 'ConditionalExpression':
      return isFreshToo(inner.consequent) || isFreshToo(inner.alternate);
    case 'LogicalExpression':
      return isFreshToo(inner.right);
    case 'SequenceExpression':
      return isFreshToo(inner.expressions.at(-1)!);
    default:
      return false;
  }
}

/** Classes that every host has and that keep no list of what was made of them. */
const builtIns: ReadonlySet<string> = new Set([
  'Object',
  'Array',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'Date',
  'RegExp',
  'Error',
  'Function',
  'Promise',
  'Proxy',
  'String',
  'Number',
  'Boolean',
  'ArrayBuffer',
  'Uint8Array',
  'AbortController',
  'EventTarget',
  'Headers',
  'URL',
  'URLSearchParams',
]);

/** `Symbol()`, `Object.freeze({})`, `Array.of(1)`: what these give is new whenever they are called. */
function isMaker(
  file: File,
  call: TSESTree.CallExpression,
  isFreshToo: (node: TSESTree.Node) => boolean,
): boolean {
  const callee = unwrap(call.callee);
  const [argument] = call.arguments;
  if (callee.type !== 'MemberExpression') return globalName(file, callee) === 'Symbol';
  const name = accessedKey(callee);
  switch (globalName(file, callee.object)) {
    case 'Array':
      return name === 'of' || name === 'from';
    case 'Object':
      if (name === 'create' || name === 'fromEntries') return true;
      // These give back what they are given.
      if (name !== 'freeze' && name !== 'seal' && name !== 'assign') return false;
      return argument !== undefined && isFreshToo(argument);
    default:
      return false;
  }
}

/**
 * Is it an instance of a class of this file that hands `this` to nobody, so that it cannot keep what it makes? One that extends
 * another, or has decorators, may.
 */
function isOfForgetful(file: File, { callee }: TSESTree.NewExpression): boolean {
  const inner = unwrap(callee);
  const made = inner.type === 'ClassExpression' ? inner : functionOf(file.source.scopes, inner);
  return made !== undefined && !isFunction(made) && made.superClass === null && !leaks(file, made);
}

function leaks({ source }: File, made: ClassNode): boolean {
  const methods = new Set(
    made.body.body
      .filter(({ type }) => type === 'MethodDefinition')
      .flatMap((member) => memberKey(member) ?? []),
  );
  const stack: TSESTree.Node[] = [made];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === 'Decorator') return true;
    // A constructor may return another object.
    if (node.type === 'ReturnStatement' && node.argument !== null && isOfConstructor(node)) {
      return true;
    }
    if (node.type === 'ThisExpression' && !isOnlyRead(node, methods)) return true;
    stack.push(...childrenOf(node, source.visitorKeys));
  }
  return false;
}

function isOfConstructor(node: TSESTree.ReturnStatement): boolean {
  const method = enclosingFunction(node)?.parent;
  return method?.type === 'MethodDefinition' && method.kind === 'constructor';
}

/** `this.name`, and `this.step()` where that is a method of the class itself. */
function isOnlyRead(node: TSESTree.ThisExpression, methods: ReadonlySet<string>): boolean {
  const access = node.parent;
  if (access.type !== 'MemberExpression' || access.object !== node) return false;
  const key = accessedKey(access);
  if (key === undefined) return false;
  const { parent } = access;
  const isCalled =
    (parent.type === 'CallExpression' && parent.callee === access) ||
    (parent.type === 'TaggedTemplateExpression' && parent.tag === access);
  return !isCalled || methods.has(key);
}

function globalName({ source }: File, node: TSESTree.Node): string | undefined {
  return node.type === 'Identifier' && variableOf(source.scopes, node) === undefined
    ? node.name
    : undefined;
}
