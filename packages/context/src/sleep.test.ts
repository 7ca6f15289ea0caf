import { afterEach, describe, expect, it, vi } from 'vitest';
import { afterFunc } from './after-func.js';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { sleep } from './sleep.js';
import { hasSettled } from './test-kit/expect.js';
import { Custom } from './test-kit/foreign.js';
import { withCancelCause } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';

const why = new Error('because');

afterEach(() => {
  vi.useRealTimers();
});

describe('sleep', () => {
  it('resolves when the time is over', async () => {
    vi.useFakeTimers();
    const nap = sleep(background(), 100);
    vi.advanceTimersByTime(99);
    vi.useRealTimers();
    expect(await hasSettled(nap)).toBe(false);
  });

  it.each([1000, 40 * 86_400_000])('takes %d ms, by fake timers', async (ms) => {
    vi.useFakeTimers();
    let over = false;
    void sleep(background(), ms).then(() => (over = true));
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(over).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes no less than the time', async () => {
    const start = performance.now();
    await sleep(background(), 30);
    expect(performance.now() - start).toBeGreaterThan(28);
  });

  it.each([0, -1, -Infinity])('of %d ms is over at once', async (ms) => {
    await sleep(background(), ms);
    const [ctx, cancel] = withCancelCause(background());
    cancel(why);
    await expect(sleep(ctx, ms)).rejects.toBe(why);
  });

  it('rejects with the cause when the context ends first, and leaves no timer', async () => {
    vi.useFakeTimers();
    const [ctx, cancel] = withCancelCause(background());
    const nap = sleep(ctx, 1000);
    expect(vi.getTimerCount()).toBe(1);
    cancel(why);
    expect(vi.getTimerCount()).toBe(0);
    await expect(nap).rejects.toBe(why);
  });

  it('rejects where the context is done, and sets no timer', async () => {
    vi.useFakeTimers();
    const [ctx, cancel] = withCancelCause(background());
    cancel(why);
    await expect(sleep(ctx, 1000)).rejects.toBe(why);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects with a deadline that comes first', async () => {
    const [ctx, cancel] = withTimeout(background(), 5);
    await expect(sleep(ctx, 60_000)).rejects.toBe(DeadlineExceeded);
    await expect(sleep(withTimeout(background(), 5)[0], Infinity)).rejects.toBe(DeadlineExceeded);
    cancel();
  });

  it('leaves nothing on a foreign context', async () => {
    const custom = new Custom(background());
    const nap = sleep(custom, 1);
    expect(custom.listeners).toBe(1);
    await nap;
    expect(custom.listeners).toBe(0);
    const long = sleep(custom, 60_000);
    custom.cancel();
    await expect(long).rejects.toBe(custom.err());
    expect(custom.listeners).toBe(0);
  });

  it('wakes where a function runs after the end', async () => {
    const [ctx, cancel] = withCancelCause(background());
    const woken = new Promise<void>((resolve) => {
      afterFunc(ctx, () => {
        sleep(ctx, 1000).catch(() => {
          resolve();
        });
      });
    });
    cancel(why);
    await woken;
  });
});
