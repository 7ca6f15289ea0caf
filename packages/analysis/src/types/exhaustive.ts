/** Which switches leave nothing out: those whose cases name every value of a union. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';

/** Types as they are inside; see `type.ts`. */
interface Inside extends ts.Type {
  readonly intrinsicName?: string;
  readonly value?: unknown;
}

/** Do the cases of a switch name each value of what it is about? False where either is more than a list of values. */
export function coversAll(
  { discriminant, cases }: TSESTree.SwitchStatement,
  typeAt: (node: TSESTree.Node) => ts.Type | undefined,
): boolean {
  const type = typeAt(discriminant);
  if (type === undefined) return false;
  const named = new Set(
    cases.map(({ test }) => {
      const each = test === null ? undefined : typeAt(test);
      return each && valueOf(each);
    }),
  );
  const values = (type.isUnion() ? type.types : [type]).map(valueOf);
  return values.every((value) => value !== undefined && named.has(value));
}

/** A text for the one value of a type: a string, a number, a member of an enum, `true`, `null`. */
function valueOf({ intrinsicName, value }: Inside): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return JSON.stringify(value);
  return intrinsicName !== undefined && units.has(intrinsicName) ? intrinsicName : undefined;
}

const units = new Set(['true', 'false', 'null', 'undefined']);
