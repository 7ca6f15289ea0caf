/** What operators give, by what is known of what they are given. */
import { nil, unionOf, unknown, type Known } from './known.js';

/** Of an operator with one side. */
export function knownOfUnary(operator: string, side: () => Known): Known {
  switch (operator) {
    case 'void':
      return nil;
    case 'typeof':
      return { kind: 'string' };
    case '!':
    case 'delete':
      return { kind: 'boolean' };
    case '+':
      return { kind: 'number' };
    case '-':
    case '~':
      return numberOf([side()]);
    default:
      return unknown;
  }
}

/** Of an operator with two. */
export function knownOfBinary(operator: string, sides: () => readonly Known[]): Known {
  switch (operator) {
    case '+': {
      const parts = sides();
      if (parts.some(({ kind }) => kind === 'string')) return { kind: 'string' };
      const isSum = parts.every(({ kind }) => kind === 'number' || kind === 'bigint');
      return isSum ? numberOf(parts) : unknown;
    }
    default:
      return unknown;
  }
}

/** The value without its nil. */
export function withoutNil(known: Known): Known {
  if (known.kind === 'nil') return unknown;
  return known.kind === 'union' ? unionOf(known.of.filter(({ kind }) => kind !== 'nil')) : known;
}

/** A number, where a bigint is not among what it is made of. */
function numberOf(parts: readonly Known[]): Known {
  if (parts.some(({ kind }) => kind === 'unknown')) return unknown;
  return { kind: parts.some(({ kind }) => kind === 'bigint') ? 'bigint' : 'number' };
}

/** What `&&`, `||` and `??` give, by their operands, left and right. */
export function knownOfLogical(operator: string, sides: () => readonly Known[]): Known {
  const [left = unknown, right = unknown] = sides();
  if (left.kind === 'unknown' || right.kind === 'unknown') return unknown;
  return unionOf([operator === '&&' ? left : withoutNil(left), right]);
}
