/** What tests ask of a context, right after a call and without awaiting anything. */

import { expect } from 'vitest';
import { cause } from '../cause.js';
import type { Context, ContextError } from '../context.js';
import { Canceled } from '../errors.js';

/** `ctx` is done, everywhere one can look: with `err`, and `why` as its cause. */
export function expectDone(
  ctx: Context,
  err: ContextError = Canceled,
  why: Error | undefined = err,
): void {
  expect(ctx.err()).toBe(err);
  expect(cause(ctx)).toBe(why);
  expect(ctx.signal.aborted).toBe(true);
}

/** `ctx` is live, everywhere one can look. */
export function expectLive(ctx: Context): void {
  expect(ctx.err()).toBeUndefined();
  expect(cause(ctx)).toBeUndefined();
  expect(ctx.signal.aborted).toBe(false);
}

/** Whether `promise` has settled, given every chance short of waiting for a timer. */
export async function hasSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  await turn();
  return settled;
}

/** Lets all microtasks run, and whatever else is due now. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
