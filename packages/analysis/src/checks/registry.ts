/** All checks, a line each. What hosts offer (rules, presets, pages) is derived from this list. */
import type { Check } from './check.js';
import { ctxFirstParam } from './ctx-first-param.js';
import { lostcancel } from './lostcancel.js';
import { noContextInStruct } from './no-context-in-struct.js';
import { noNilContext } from './no-nil-context.js';
import { stringKeyInWithValue } from './string-key-in-WithValue.js';

/** Every check, by name. */
export const checks: readonly Check[] = [
  ctxFirstParam,
  lostcancel,
  noContextInStruct,
  noNilContext,
  stringKeyInWithValue,
];
