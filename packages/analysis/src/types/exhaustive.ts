/** Which switches leave nothing out: those whose cases name every value of a union. */
import type * as ts from './compiler.js';

/** Types as they are inside; see `type.ts`. */
interface Inside extends ts.Type {
  readonly intrinsicName?: string;
  readonly value?: unknown;
}

/** Is each value of a type one of the cases? False where either is more than a list of values. */
export function coversType(type: ts.Type, cases: readonly (ts.Type | undefined)[]): boolean {
  const named = new Set(cases.map((each) => each && valueOf(each)));
  const values = (type.isUnion() ? type.types : [type]).map(valueOf);
  return values.every((value) => value !== undefined && named.has(value));
}

/** A text for the one value of a type: a string, a number, a member of an enum, `true`, `null`. */
function valueOf({ intrinsicName, value }: Inside): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return JSON.stringify(value);
  return intrinsicName !== undefined && units.has(intrinsicName) ? intrinsicName : undefined;
}

const units = new Set(['true', 'false', 'null', 'undefined']);
