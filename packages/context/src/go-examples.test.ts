/** The uses of a context that Go's documentation shows, in this language. */

import { describe, expect, it } from 'vitest';
import { afterFunc } from './after-func.js';
import { cause } from './cause.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { Canceled, DeadlineExceeded } from './errors.js';
import { contextKey } from './key.js';
import { sleep } from './sleep.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withDeadline, withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

describe('Example', () => {
  it('row 98: WithCancel stops a generator', async () => {
    const [ctx, cancel] = withCancel(background());
    async function* count(ctx: Context): AsyncGenerator<number> {
      for (let n = 1; ctx.err() === undefined; n++) yield n;
    }
    const seen: number[] = [];
    for await (const n of count(ctx)) {
      seen.push(n);
      if (n === 5) cancel();
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    ['WithDeadline', () => withDeadline(background(), Date.now() + 5)],
    ['WithTimeout', () => withTimeout(background(), 5)],
  ])('row 98: %s ends what takes too long', async (_, make) => {
    const [ctx, cancel] = make();
    await expect(sleep(ctx, 60_000)).rejects.toBe(DeadlineExceeded);
    cancel();
  });

  it('row 98: WithValue finds what a key holds, and nothing for another key', () => {
    const language = contextKey<string>('language');
    const ctx = withValue(background(), language, 'TypeScript');
    expect(ctx.value(language)).toBe('TypeScript');
    expect(ctx.value(contextKey<string>('color'))).toBeUndefined();
  });

  it('row 98: AfterFunc_cond wakes one who waits for a condition', async () => {
    const waiting = new Set<() => void>();
    async function until(ctx: Context, holds: () => boolean): Promise<void> {
      const stop = afterFunc(ctx, () => {
        for (const wake of waiting) wake();
      });
      try {
        while (!holds()) {
          if (ctx.err() !== undefined) throw ctx.err()!;
          await new Promise<void>((resolve) => waiting.add(resolve));
        }
      } finally {
        stop();
      }
    }
    const waits = Array.from({ length: 4 }, () => {
      const [ctx] = withTimeout(background(), 1);
      return until(ctx, () => false);
    });
    const settled = await Promise.allSettled(waits);
    expect(settled).toEqual(
      Array.from({ length: 4 }, () => ({ status: 'rejected', reason: DeadlineExceeded })),
    );
  });

  it('row 98: AfterFunc_merge makes a context that ends with either of two', async () => {
    function merge(ctx: Context, other: Context): ReturnType<typeof withCancel> {
      const [merged, cancel] = withCancelCause(ctx);
      const stop = afterFunc(other, () => {
        cancel(cause(other));
      });
      const end = (): void => {
        stop();
        cancel();
      };
      return [merged, Object.assign(end, { [Symbol.dispose]: end })];
    }
    const [one, cancelOne] = withCancelCause(background());
    const [two, cancelTwo] = withCancelCause(background());
    const [merged, cancel] = merge(one, two);
    cancelTwo(new Error('the second'));
    await merged.done();
    expect(merged.err()).toBe(Canceled);
    expect(cause(merged)).toEqual(new Error('the second'));
    cancel();
    cancelOne();
  });
});
