/** What an argument is as a key of `withValue`, by the model of its type and by how it is written. */
import type { TSESTree } from '@typescript-eslint/types';
import type { File } from './annotation.js';
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

/**
 * Judges a key by how it is written, else by its type, which `read` gives. What an assertion hides counts where all
 * of it is bad: `'user' as unknown as symbol` is a string all the same, also on a branch, but `key as symbol` may well be true.
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
  return isShared(known) ? own : (hiddenKind(key, read) ?? own);
}

/** What an assertion hides, or a branch that is asserted alone. */
function hiddenKind(
  node: TSESTree.Expression,
  read: (node: TSESTree.Expression) => Known,
): KeyKind | undefined {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return kindUnder(node.expression, read);
    case 'ConditionalExpression':
      return kindUnder(node.consequent, read) ?? kindUnder(node.alternate, read);
    case 'LogicalExpression':
      // What stands before `&&` is the value only where it is false.
      return (
        (node.operator === '&&' ? undefined : kindUnder(node.left, read)) ??
        kindUnder(node.right, read)
      );
    case 'AssignmentExpression':
      // `kept ??= Symbol.for('user')`, whose variable is declared as a symbol.
      return kindUnder(node.right, read);
    default:
      return undefined;
  }
}

function kindUnder(
  node: TSESTree.Expression,
  read: (node: TSESTree.Expression) => Known,
): KeyKind | undefined {
  const known = read(node);
  return isAllShared(known) ? kindOf(known) : hiddenKind(node, read);
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
