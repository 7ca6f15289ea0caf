/**
 * What is known about the exports of a context module by their names alone: which make a cancel function,
 * which take a context and where, what they return.
 */

import type { Keeps } from './port.js';

/** One function that a context module exports. */
export interface RuntimeFunction {
  /** The index of its context parameter; `undefined` where it takes none. */
  readonly contextAt: number | undefined;
  readonly returns: 'pair' | 'context' | 'promise' | 'key' | 'other';
  readonly keeps?: Keeps;
}

const pair = { contextAt: 0, returns: 'pair', keeps: 'child' } as const;
const timed = { contextAt: 0, returns: 'pair', keeps: 'timer' } as const;

const functions: ReadonlyMap<string, RuntimeFunction> = new Map<string, RuntimeFunction>([
  ['background', { contextAt: undefined, returns: 'context' }],
  ['TODO', { contextAt: undefined, returns: 'context' }],
  ['withCancel', pair],
  ['withCancelCause', pair],
  ['withDeadline', timed],
  ['withDeadlineCause', timed],
  ['withTimeout', timed],
  ['withTimeoutCause', timed],
  ['withSignal', { ...pair, keeps: 'signal' }],
  ['withSignals', { ...pair, keeps: 'handlers' }],
  ['withValue', { contextAt: 0, returns: 'context' }],
  ['withoutCancel', { contextAt: 0, returns: 'context' }],
  ['afterFunc', { contextAt: 0, returns: 'other' }],
  ['cause', { contextAt: 0, returns: 'other' }],
  ['throwIfDone', { contextAt: 0, returns: 'other' }],
  ['contextKey', { contextAt: undefined, returns: 'key' }],
  ['isContext', { contextAt: undefined, returns: 'other' }],
  ['sleep', { contextAt: 0, returns: 'promise' }],
  ['race', { contextAt: 0, returns: 'promise' }],
  ['group', { contextAt: 0, returns: 'other' }],
  ['inject', { contextAt: 0, returns: 'other' }],
  ['extract', timed],
  ['fromRequest', { contextAt: undefined, returns: 'context' }],
  ['childCount', { contextAt: 0, returns: 'other' }],
]);

/** What is known about the export of this name; `undefined` for types, values and names of other modules. */
export function runtimeFunction(name: string | undefined): RuntimeFunction | undefined {
  return name === undefined ? undefined : functions.get(name);
}

/** The names of all exports that are functions. */
export const runtimeFunctions: readonly string[] = [...functions.keys()];

/** The names of the exports that return a context and its cancel function. */
export const runtimeFactories: readonly string[] = [...functions]
  .filter(([, { returns }]) => returns === 'pair')
  .map(([name]) => name);

/** The names of the exports that give a context, alone or with its cancel function. */
export const runtimeContextMakers: readonly string[] = [...functions]
  .filter(([, { returns }]) => returns === 'context' || returns === 'pair')
  .map(([name]) => name);

/** Is this the name that a context module gives to the type of a cancel function? */
export function isCancelTypeName(name: string | undefined): boolean {
  return name === 'CancelFunc' || name === 'CancelCauseFunc';
}
