// How any port is asked whether something is live or done, and why.
import assert from 'node:assert/strict';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

export const HOUR = 3_600_000;
export const why = new Error('because');
export const other = new Error('another');

/** Whether it is done, given some turns to find out. */
export async function soon(p, ctx) {
  if (p.has('isDone')) return p.isDone(ctx);
  let done = false;
  p.done(ctx).then(() => (done = true));
  for (let i = 0; i < 10; i++) await null;
  return done;
}

export async function live(p, ...all) {
  for (const ctx of all) {
    assert.equal(await soon(p, ctx), false);
    if (p.has('err')) assert.equal(p.err(ctx), undefined);
    if (p.has('cause')) assert.equal(p.cause(ctx), undefined);
  }
}

/** Done right now, with the error that has this name, where errors can be asked for. */
export function ended(p, ctx, name = 'Canceled', cause = undefined) {
  assert.equal(p.isDone(ctx), true);
  if (p.has('err')) assert.equal(p.err(ctx), p[name]);
  if (cause !== undefined) assert.equal(p.cause(ctx), cause);
}

export async function ends(p, ctx, name = 'DeadlineExceeded') {
  await p.done(ctx);
  assert.equal(await soon(p, ctx), true);
  if (p.has('err')) assert.equal(p.err(ctx), p[name]);
}

export const root = (p) => p.withCancel(p.background());
export const timers = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
export const turn = () => delay(1);
