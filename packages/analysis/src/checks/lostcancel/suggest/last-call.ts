/** A call of the function that stands last in its block: once a `finally` or `using` calls it there, it says nothing more. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Case } from './case.js';
import { lineEndAfter } from './text.js';

/** The statements after a declaration without such a call. */
export interface Shortened {
  readonly rest: readonly TSESTree.Statement[];
  /** The text of the call, from the end of the line before it. */
  readonly call: readonly [number, number];
}

/** `undefined` where there is none, it does not stand on a line of its own, or somebody has written something about it. */
export function withoutLastCall({ pass, place }: Case): Shortened | undefined {
  const { text } = pass.source;
  const { block, holder } = place;
  const rest = place.rest.slice(0, -1);
  const [before, last] = place.rest.slice(-2);
  if (before === undefined || last?.type !== 'ExpressionStatement') return undefined;
  const code = text.slice(...last.expression.range);
  if (code !== `${holder.text}()` && code !== `${holder.text}?.()`) return undefined;
  const start = lineEndAfter(text, before.range[1]);
  const end = block.type === 'Program' ? text.length : block.range[1] - 1;
  if (start === undefined || start > last.range[0]) return undefined;
  const isAlone = /^\s*\n\s*$/.test(text.slice(start, last.range[0]));
  if (!isAlone || !/^\s*(?:\n\s*)?$/.test(text.slice(last.range[1], end))) return undefined;
  return { rest, call: [start, last.range[1]] };
}
