/** What an argument is as a key of `withValue`, by the model of its type and by how it is written. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from '../syntax/unwrap.js';
import type { Known } from './known.js';
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

/** Judges a key by its type; of a union the first bad part counts. */
export function keyKindOf(known: Known): KeyKind {
  if (known.kind === 'union') {
    const kinds = known.of.map(keyKindOf);
    return (
      kinds.find((kind) => primitives.has(kind)) ?? (kinds.includes('unknown') ? 'unknown' : 'good')
    );
  }
  if (known.kind === 'unknown') return 'unknown';
  return primitives.has(known.kind as KeyKind) ? (known.kind as KeyKind) : 'good';
}

/** Is an object made right here, so that nobody else can ask for it? */
export function isFreshObject(node: TSESTree.Expression): boolean {
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
      return inner.callee.type === 'Identifier' && inner.callee.name === 'Object';
    default:
      return false;
  }
}
