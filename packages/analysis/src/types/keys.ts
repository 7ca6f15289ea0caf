/** What an argument is as a key of `withValue`, by the model of its type and by how it is written. */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf } from '../syntax/scopes.js';
import { unwrap } from '../syntax/unwrap.js';
import type { File } from './annotation.js';
import { knownOf } from './expression.js';
import { memberName } from './imports.js';
import { unknown, type Known } from './known.js';
import { isNarrowable } from './local.js';
import type { KeyKind } from './port.js';

const primitives = new Set<KeyKind>([
  'string',
  'number',
  'bigint',
  'boolean',
  'enum',
  'branded',
  'symbolFor',
]);

/**
 * Judges a key by how it is written, else by its type, which `read` gives. What an assertion hides counts where all
 * of it is bad: `'user' as unknown as symbol` is a string all the same, but `key as symbol` may well be true.
 */
export function keyKindOf(
  file: File,
  key: TSESTree.Expression,
  runtimeExport: (callee: TSESTree.Node) => string | undefined,
  read: (node: TSESTree.Expression) => Known,
): KeyKind {
  if (isFresh(file, key, runtimeExport)) return 'freshObject';
  const known = read(key);
  const own = kindOf(known);
  if (isShared(known)) return own;
  for (let inner = assertedBy(key); inner !== undefined; inner = assertedBy(inner)) {
    const under = read(inner);
    const parts = under.kind === 'union' ? under.of : [under];
    if (parts.every(isShared)) return kindOf(under);
  }
  return own;
}

/** What a key is by its declaration; a union that tests may have narrowed is unknown unless all of it is bad. */
export function knownOfKeyHere(file: File, node: TSESTree.Expression): Known {
  const known = knownOf(file, node);
  return known.kind === 'union' && isNarrowable(node) && !known.of.every(isShared)
    ? unknown
    : known;
}

/** Of a union the first bad part counts. */
function kindOf(known: Known): KeyKind {
  if (known.kind === 'union') {
    const kinds = known.of.map(kindOf);
    return (
      kinds.find((kind) => primitives.has(kind)) ?? (kinds.includes('unknown') ? 'unknown' : 'good')
    );
  }
  if (known.kind === 'unknown') return 'unknown';
  return primitives.has(known.kind as KeyKind) ? (known.kind as KeyKind) : 'good';
}

function isShared(known: Known): boolean {
  return primitives.has(kindOf(known));
}

function assertedBy(node: TSESTree.Expression): TSESTree.Expression | undefined {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return node.expression;
    default:
      return undefined;
  }
}

/** Is an object made right here, on some branch, so that nobody else can ask for it? `runtimeExport` as in the port. */
function isFresh(
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
      return builtIns.has(globalName(file, inner.callee) ?? '');
    case 'CallExpression':
      return isMaker(file, inner) || runtimeExport(inner.callee) === 'contextKey';
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

/** Classes of the language that keep no list of what was made of them; a user's class may. */
const builtIns = new Set([
  'Object',
  'Array',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Date',
  'RegExp',
  'Error',
  'Function',
  'String',
  'Number',
  'Boolean',
]);

/** `Symbol()`, `Object.freeze({})`, `Object.create(null)`: what these give is new whenever they are called. */
function isMaker(file: File, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const [argument] = call.arguments;
  if (callee.type !== 'MemberExpression') return globalName(file, callee) === 'Symbol';
  if (globalName(file, callee.object) !== 'Object') return false;
  const name = memberName(callee);
  if (name === 'create') return true;
  if (name !== 'freeze' && name !== 'seal') return false;
  return argument !== undefined && unwrap(argument).type === 'ObjectExpression';
}

function globalName({ source }: File, node: TSESTree.Node): string | undefined {
  return node.type === 'Identifier' && variableOf(source.scopes, node) === undefined
    ? node.name
    : undefined;
}
