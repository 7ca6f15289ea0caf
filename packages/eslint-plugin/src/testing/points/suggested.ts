/** Suggestions in short, for the suites that compare them. */
import type { Expected } from './suite.js';

type Suggestion = NonNullable<Expected['suggestions']>[number];

/** `using _ = cancel;` */
export const adds = (output: string, name = '_', cancel = 'cancel'): Suggestion => ({
  messageId: 'addUsing',
  data: { name, cancel },
  output,
});

/** `try { … } finally { cancel(); }` */
export const wraps = (output: string, cancel = 'cancel'): Suggestion => ({
  messageId: 'callInFinally',
  data: { cancel },
  output,
});

/** `catch (e) { cancel(); throw e; }` */
export const catches = (output: string, cancel = 'cancel'): Suggestion => ({
  messageId: 'callInCatch',
  data: { cancel },
  output,
});

/** A name for what was dropped, then one of the two. */
export const binds = (using: string, wrapped: string, cancel = 'cancel'): Suggestion[] => [
  { messageId: 'bindAndAddUsing', data: { name: '_', cancel }, output: using },
  { messageId: 'bindAndCallInFinally', data: { cancel }, output: wrapped },
];

/** A finding with all its suggestions. */
export function lostWith(
  messageId: Expected['messageId'],
  [line, column]: readonly [number, number],
  suggestions: readonly Suggestion[],
): Expected {
  return { messageId, line, column, suggestions };
}
