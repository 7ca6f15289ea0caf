/** All checks, a line each. What hosts offer (rules, presets, pages) is derived from this list. */
import type { Check } from './check.js';
import { ctxFirstParam } from './ctx-first-param.js';
import { lostcancel } from './lostcancel.js';
import { noContextInStruct } from './no-context-in-struct.js';

/** Every check, by name. */
export const checks: readonly Check[] = [ctxFirstParam, lostcancel, noContextInStruct];
