/** Functions of the language and of every platform that do not throw, given what their types allow. */
import type { TSESTree } from '@typescript-eslint/types';
import { isGlobal, variableOf } from '../syntax/scopes.js';
import type { Source } from '../syntax/source.js';
import { accessedKey } from '../syntax/members.js';

type Scopes = Source['scopes'];

/** Is this a global function that converts, tests or measures, reads a clock, or sets or ends a timer? */
export function isHarmlessFunction(scopes: Scopes, callee: TSESTree.Node): boolean {
  if (callee.type === 'Identifier') {
    return functions.has(callee.name) && variableOf(scopes, callee) === undefined;
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const { object } = callee;
  const name = accessedKey(callee);
  if (name === undefined || !isGlobal(scopes, object, object.name)) return false;
  return object.name === 'Math' || methods.get(object.name)?.includes(name) === true;
}

/**
 * Is this an error, a date, a promise, which rejects where its executor throws, or a container that starts out empty, or
 * with what can be iterated over without fail?
 */
export function isMadeSafely(
  scopes: Scopes,
  callee: TSESTree.Node,
  [first]: readonly TSESTree.CallExpressionArgument[],
  iteratesSafely: (node: TSESTree.Expression) => boolean,
): boolean {
  if (callee.type !== 'Identifier' || variableOf(scopes, callee) !== undefined) return false;
  const { name } = callee;
  if (name === 'Date' || errors.has(name)) return true;
  if (first === undefined) return whenEmpty.has(name);
  if (first.type === 'SpreadElement') return false;
  return name === 'Promise'
    ? first.type === 'ArrowFunctionExpression' || first.type === 'FunctionExpression'
    : name === 'Set' && iteratesSafely(first);
}

const functions = new Set([
  'Boolean',
  'Number',
  'String',
  'Symbol',
  'cancelAnimationFrame',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'queueMicrotask',
  'requestAnimationFrame',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);

const methods: ReadonlyMap<string, readonly string[]> = new Map([
  ['AbortSignal', ['abort']],
  ['Array', ['isArray', 'of']],
  ['Date', ['now']],
  ['Number', ['isFinite', 'isInteger', 'isNaN', 'isSafeInteger', 'parseFloat', 'parseInt']],
  ['Object', ['entries', 'freeze', 'hasOwn', 'is', 'keys', 'values']],
  ['crypto', ['randomUUID']],
  ['performance', ['now']],
  ['process', ['hrtime', 'nextTick', 'uptime']],
]);

/** Is this an error's class, of the language? */
export function isErrorClass(scopes: Scopes, node: TSESTree.Node): boolean {
  return node.type === 'Identifier' && errors.has(node.name) && isGlobal(scopes, node, node.name);
}

const errors = new Set([
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

const whenEmpty = new Set([
  'AbortController',
  'Array',
  'AsyncDisposableStack',
  'DisposableStack',
  'EventTarget',
  'FormData',
  'Headers',
  'Map',
  'Set',
  'TextDecoder',
  'TextEncoder',
  'URLSearchParams',
  'WeakMap',
  'WeakSet',
]);
