import { afterEach, describe, expect, it, vi } from 'vitest';
import { background } from './endless.js';
import { Canceled, DeadlineExceeded } from './errors.js';
import { contextKey } from './key.js';
import { sleep } from './sleep.js';
import { expectDone, expectLive } from './test-kit/expect.js';
import { Wrapper } from './test-kit/foreign.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withDeadline, withDeadlineCause, withTimeout, withTimeoutCause } from './with-deadline.js';
import { withValue } from './with-value.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Counts the timers that `f` sets. */
function timersSetBy(f: () => void): number {
  const spy = vi.spyOn(globalThis, 'setTimeout');
  f();
  return spy.mock.calls.length;
}

describe('TestDeadline', () => {
  it('row 15: prints the moment and what remains', () => {
    const at = new Date(Date.now() + 3_600_000);
    const [ctx, cancel] = withDeadline(background(), at);
    expect(String(ctx)).toMatch(
      /^context\.Background\.WithDeadline\(\d{4}-\d\d-\d\dT[\d:.]+Z \[(1h0m0s|59m[\d.]+s)\]\)$/,
    );
    expect(String(ctx)).toContain(at.toISOString());
    cancel();
  });

  it.each([
    [0, '0s'],
    [0.5, '0s'],
    [250, '250ms'],
    [1500, '1.5s'],
    [60_000, '1m0s'],
    [3_600_500, '1h0m0.5s'],
    [90_061_000, '25h1m1s'],
    [-250, '-250ms'],
    [-61_000, '-1m1s'],
  ])('row 15: %d ms print as in Go', (ms, text) => {
    vi.spyOn(Date, 'now').mockReturnValue(1e12);
    const [ctx, cancel] = withDeadline(background(), 1e12 + ms);
    expect(String(ctx)).toContain(` [${text}])`);
    cancel();
  });

  it('row 16: ends at its deadline', async () => {
    const [ctx] = withDeadline(background(), Date.now() + 10);
    expectLive(ctx);
    await ctx.done();
    expectDone(ctx, DeadlineExceeded);
  });

  it('row 17: ends at its deadline, seen through a foreign wrapper', async () => {
    const ctx = new Wrapper(withDeadline(background(), Date.now() + 10)[0]);
    await ctx.done();
    expectDone(ctx, DeadlineExceeded);
  });

  it('row 18: a child with a later deadline below a wrapper ends with its parent', async () => {
    const wrapper = new Wrapper(withDeadline(background(), Date.now() + 10)[0]);
    const [ctx] = withDeadline(wrapper, Date.now() + 3_600_000);
    await ctx.done();
    expectDone(ctx, DeadlineExceeded);
  });

  it('row 19: a deadline in the past ends the context before it is returned', () => {
    const timers = timersSetBy(() => {
      const [ctx, cancel] = withDeadline(background(), new Date(Date.now() - 1000));
      expectDone(ctx, DeadlineExceeded);
      cancel();
      expectDone(ctx, DeadlineExceeded);
    });
    expect(timers).toBe(0);
  });

  it('row 20: so does a deadline that is now', () => {
    const timers = timersSetBy(() => {
      expectDone(withDeadline(background(), Date.now())[0], DeadlineExceeded);
      expectDone(withTimeout(background(), 0)[0], DeadlineExceeded);
      expectDone(withTimeout(background(), -5)[0], DeadlineExceeded);
      expectDone(withTimeout(background(), -Infinity)[0], DeadlineExceeded);
    });
    expect(timers).toBe(0);
  });
});

describe('TestTimeout', () => {
  it('row 21: is a deadline, also in print', async () => {
    const [ctx] = withTimeout(background(), 10);
    expect(String(ctx)).toMatch(/^context\.Background\.WithDeadline\(/);
    await ctx.done();
    expectDone(ctx, DeadlineExceeded);
  });

  it('row 22: through a wrapper', async () => {
    const ctx = new Wrapper(withTimeout(background(), 10)[0]);
    await ctx.done();
    expectDone(ctx, DeadlineExceeded);
  });

  it('row 23: with a later timeout below the wrapper', async () => {
    const wrapper = new Wrapper(withTimeout(background(), 10)[0]);
    const [ctx] = withTimeout(wrapper, 3_600_000);
    await ctx.done();
    expectDone(ctx, DeadlineExceeded);
  });

  it('row 21: Infinity is no deadline', () => {
    const timers = timersSetBy(() => {
      for (const make of [withTimeout, withDeadline]) {
        const [ctx, cancel] = make(background(), Infinity);
        expect(ctx.deadline()).toBeUndefined();
        expectLive(ctx);
        cancel();
        expectDone(ctx);
      }
    });
    expect(timers).toBe(0);
  });
});

describe('TestCanceledTimeout', () => {
  it('row 24: a long timeout that is canceled is canceled', () => {
    const wrapper = new Wrapper(withTimeout(background(), 3_600_000)[0]);
    const [ctx, cancel] = withTimeout(wrapper, 3_600_000);
    expectLive(ctx);
    cancel();
    expectDone(ctx);
  });

  it('row 36: and frees its timer', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    const [, cancel] = withTimeout(background(), 3_600_000);
    cancel();
    expect(cleared.mock.calls).toEqual([[set.mock.results[0]?.value]]);
  });
});

describe('deadline', () => {
  const parentAt = Date.now() + 3_600_000;
  const [parent, cancelParent] = withDeadline(background(), parentAt);

  it('gives a fresh Date each call', () => {
    expect(parent.deadline()).toEqual(new Date(parentAt));
    expect(parent.deadline()).not.toBe(parent.deadline());
    parent.deadline()?.setTime(0);
    expect(parent.deadline()?.getTime()).toBe(parentAt);
  });

  it('of a timeout is that far from when it was made, whenever somebody asks', async () => {
    const before = Date.now();
    const made = Array.from({ length: 20 }, () => withTimeout(background(), 5000));
    const after = Date.now();
    for (const [ctx, cancel] of made) {
      await sleep(background(), 0.7);
      const at = ctx.deadline()!.getTime();
      // Two clocks are read: the calendar's in whole milliseconds, which a host may adjust in the
      // meantime, and another, which browsers round besides.
      expect(at).toBeGreaterThanOrEqual(before + 5000 - 2);
      expect(at).toBeLessThanOrEqual(after + 5000 + 2);
      expect(ctx.deadline()!.getTime()).toBe(at);
      cancel();
    }
  });

  it('that has passed when a context is made is not to come', () => {
    for (const ms of [0, -1, -Infinity]) {
      const [ctx] = withTimeout(background(), ms);
      expect(ctx.deadline()!.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  it.each([
    { name: 'a cancel child', child: () => withCancel(parent)[0] },
    { name: 'a value', child: () => withValue(parent, contextKey('key'), 1) },
    { name: 'a wrapper', child: () => new Wrapper(parent) },
    { name: 'a child of a wrapper', child: () => withCancel(new Wrapper(parent))[0] },
  ])('is inherited by $name', ({ child }) => {
    expect(child().deadline()?.getTime()).toBe(parentAt);
  });

  it('row 93: an earlier one of the parent counts, and needs no timer', () => {
    const timers = timersSetBy(() => {
      for (const above of [parent, withValue(parent, contextKey('key'), 1), new Wrapper(parent)]) {
        const [ctx, cancel] = withDeadline(above, parentAt + 1000);
        expect(ctx.deadline()?.getTime()).toBe(parentAt);
        expect(String(ctx)).toMatch(/\.WithCancel$/);
        cancel();
      }
    });
    expect(timers).toBe(0);
  });

  it('an equal or earlier one of the child is its own', () => {
    for (const at of [parentAt, parentAt - 1000]) {
      const [ctx, cancel] = withDeadline(parent, new Date(at));
      expect(ctx.deadline()?.getTime()).toBe(at);
      expect(String(ctx)).toContain('.WithDeadline(');
      cancel();
    }
  });

  it('further away than dates reach, it is the furthest date', () => {
    const [ctx, cancel] = withTimeout(background(), Number.MAX_VALUE);
    expect(ctx.deadline()?.toISOString()).toBe('+275760-09-13T00:00:00.000Z');
    cancel();
    const [past] = withDeadline(background(), -Infinity);
    expect(past.deadline()?.getTime()).toBe(-8.64e15);
    cancelParent();
  });
});

describe('TestCause', () => {
  const tooSlow = new Error('too slow');
  const finishedEarly = new Error('finished early');

  it('row 62: WithTimeout(0), then cancel', () => {
    const [ctx, cancel] = withTimeout(background(), 0);
    cancel();
    expectDone(ctx, DeadlineExceeded);
  });

  it('row 63: WithTimeout that is canceled', () => {
    const [ctx, cancel] = withTimeout(background(), 3_600_000);
    cancel();
    expectDone(ctx);
  });

  it.each([
    { name: 'WithTimeoutCause', make: () => withTimeoutCause(background(), 0, tooSlow) },
    { name: 'WithDeadlineCause', make: () => withDeadlineCause(background(), 0, tooSlow) },
  ])('row 64: $name(0)', ({ make }) => {
    const [ctx, cancel] = make();
    cancel();
    expectDone(ctx, DeadlineExceeded, tooSlow);
  });

  it('row 64: WithTimeoutCause that expires later', async () => {
    const [ctx] = withTimeoutCause(background(), 5, tooSlow);
    await ctx.done();
    expectDone(ctx, DeadlineExceeded, tooSlow);
  });

  it.each([undefined, null])('row 64: %s is no cause', (nil) => {
    const [ctx] = withTimeoutCause(background(), 0, nil as undefined);
    expectDone(ctx, DeadlineExceeded);
  });

  it.each(['', 0, false])('row 64: %j, which is no Error, is kept as it is', (odd) => {
    const [ctx] = withTimeoutCause(background(), 0, odd as unknown as Error);
    expect(ctx.signal.reason).toBe(odd);
    expect(ctx.err()).toBe(DeadlineExceeded);
  });

  it('row 65: WithTimeoutCause that is canceled has no cause', () => {
    const [ctx, cancel] = withTimeoutCause(background(), 3_600_000, tooSlow);
    cancel();
    expectDone(ctx);
  });

  it('row 66: stacked, expired: a later cancel above changes nothing', () => {
    const [parent, cancel] = withCancelCause(background());
    const [ctx] = withTimeoutCause(parent, 0, tooSlow);
    cancel(finishedEarly);
    expectDone(ctx, DeadlineExceeded, tooSlow);
  });

  it('row 67: stacked, canceled: the cause above wins over a long timeout', () => {
    const [parent, cancel] = withCancelCause(background());
    const [ctx] = withTimeoutCause(parent, 3_600_000, tooSlow);
    cancel(finishedEarly);
    expectDone(ctx, Canceled, finishedEarly);
  });
});

describe('the end of a parent', () => {
  it('comes before a deadline that has passed', () => {
    const why = new Error('because');
    const [parent, cancel] = withCancelCause(background());
    cancel(why);
    const [ctx] = withTimeout(parent, 0);
    expect(ctx.err()?.message).toBe('context canceled');
    expect(ctx.signal.reason).toBe(why);
  });

  it('needs no timer below it', () => {
    const [parent, cancel] = withCancel(background());
    cancel();
    expect(timersSetBy(() => withTimeout(parent, 1000))).toBe(0);
  });
});
