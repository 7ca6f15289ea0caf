/** What an argument is as a key of `withValue`, by the model of its type and by how it is written. */
import type { TSESTree } from '@typescript-eslint/types';
import type { File } from './annotation.js';
import { constantValueOf } from './constants.js';
import { knownOf } from './expression.js';
import { isFresh } from './fresh.js';
import { unknown, type Known } from './known.js';
import { mayBeLess } from './local.js';
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

/** Gives the type of a key, or of what an assertion or a declaration hides. */
type Read = (node: TSESTree.Expression) => Known;

/** Constants of constants, and what assertions hide in them, are followed no further than this. */
const maxSteps = 8;

/**
 * Judges a key by how it is written, else by its type, which `read` gives. What an assertion hides, here or where a constant of
 * the file is declared, counts where all of it is bad: `'user' as unknown as symbol` is a string all the same, also on a branch,
 * but `key as symbol` may well be true.
 */
export function keyKindOf(
  file: File,
  key: TSESTree.Expression,
  runtimeExport: (callee: TSESTree.Node) => string | undefined,
  read: Read,
): KeyKind {
  if (isFresh(file, key, runtimeExport)) return 'freshObject';
  const known = read(key);
  const own = kindOf(known);
  return isShared(known) ? own : (hiddenKind(file, key, read, maxSteps) ?? own);
}

/** What an assertion hides, or the annotation of a constant, or a branch that is asserted alone. */
function hiddenKind(
  file: File,
  node: TSESTree.Expression,
  read: Read,
  steps: number,
): KeyKind | undefined {
  if (steps === 0) return undefined;
  const under = (inner: TSESTree.Expression) => kindUnder(file, inner, read, steps - 1);
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return under(node.expression);
    case 'ConditionalExpression':
      return under(node.consequent) ?? under(node.alternate);
    case 'LogicalExpression':
      // What stands before `&&` is the value only where it is false.
      return (node.operator === '&&' ? undefined : under(node.left)) ?? under(node.right);
    case 'AssignmentExpression':
      // `kept ??= Symbol.for('user')`, whose variable is declared as a symbol.
      return under(node.right);
    case 'Identifier':
    case 'MemberExpression': {
      const value = constantValueOf(file.source, node);
      return value && under(value);
    }
    default:
      return undefined;
  }
}

function kindUnder(
  file: File,
  node: TSESTree.Expression,
  read: Read,
  steps: number,
): KeyKind | undefined {
  const known = read(node);
  return isAllShared(known) ? kindOf(known) : hiddenKind(file, node, read, steps);
}

/** What a key is by its declaration; a union that tests may have narrowed is unknown unless all of it is bad. */
export function knownOfKeyHere(file: File, node: TSESTree.Expression): Known {
  const known = knownOf(file, node);
  return known.kind === 'union' && mayBeLess(known, node) && !isAllShared(known) ? unknown : known;
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

/** Nil is no key, so whatever it stands beside is. */
function isAllShared(known: Known): boolean {
  if (known.kind !== 'union') return isShared(known);
  const parts = known.of.filter(({ kind }) => kind !== 'nil' && kind !== 'void');
  return parts.length > 0 && parts.every(isShared);
}

function isShared(known: Known): boolean {
  return primitives.has(kindOf(known));
}
