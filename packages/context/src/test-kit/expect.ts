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

/** Lets all microtasks and immediates that are due run. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Runs `f` and gives what surfaces as uncaught exceptions meanwhile. */
export function uncaught(f: () => void | Promise<void>): Promise<unknown[]> {
  return surfacing('uncaughtException', f);
}

/** Runs `f` and gives the rejections that nobody handled meanwhile. */
export function unhandled(f: () => void | Promise<void>): Promise<unknown[]> {
  return surfacing('unhandledRejection', f);
}

async function surfacing(
  event: 'uncaughtException' | 'unhandledRejection',
  f: () => void | Promise<void>,
): Promise<unknown[]> {
  const others = process.rawListeners(event) as ((error: unknown) => void)[];
  const seen: unknown[] = [];
  const note = (error: unknown): void => {
    seen.push(error);
  };
  process.removeAllListeners(event);
  process.on(event, note);
  try {
    await f();
    await turn();
    await turn();
  } finally {
    process.off(event, note);
    for (const other of others) process.on(event, other);
  }
  return seen;
}
