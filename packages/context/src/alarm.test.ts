import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterFunc } from './after-func.js';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { expectDone, expectLive } from './test-kit/expect.js';
import { withDeadline, withTimeout } from './with-deadline.js';

const DAY = 86_400_000;

const { setTimeout, clearTimeout } = globalThis;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  // A spy that was set on a fake timer puts that back.
  Object.assign(globalThis, { setTimeout, clearTimeout });
});

describe('J6: timeouts longer than hosts allow', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it.each([24 * DAY, 2 ** 31 - 1, 2 ** 31, 30 * DAY, 100 * DAY + 7])('%d ms', (ms) => {
    const delays = vi.spyOn(globalThis, 'setTimeout');
    const [ctx] = withTimeout(background(), ms);
    vi.advanceTimersByTime(ms - 1);
    expectLive(ctx);
    vi.advanceTimersByTime(1);
    expectDone(ctx, DeadlineExceeded);
    for (const [, delay] of delays.mock.calls) expect(delay).toBeLessThanOrEqual(2 ** 31 - 1);
  });

  it('can be canceled after any number of timers', () => {
    const [ctx, cancel] = withTimeout(background(), 100 * DAY);
    vi.advanceTimersByTime(60 * DAY);
    cancel();
    expectDone(ctx);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('J7: the system clock', () => {
  it.each([-DAY, DAY])('moves no deadline that is set, when it jumps by %d ms', async (jump) => {
    const [ctx] = withTimeout(background(), 20);
    const now = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => now() + jump);
    const start = performance.now();
    await ctx.done();
    expect(performance.now() - start).toBeLessThan(2000);
    expectDone(ctx, DeadlineExceeded);
  });

  it.each([-DAY, -500, 500, DAY])('jumps by %d ms, and a shorter child is shorter', (jump) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const [parent] = withTimeout(background(), 1000);
    vi.setSystemTime(Date.now() + jump);
    const [child] = withTimeout(parent, 600);
    vi.advanceTimersByTime(599);
    expectLive(child);
    vi.advanceTimersByTime(1);
    expectDone(child, DeadlineExceeded);
    expectLive(parent);
    vi.advanceTimersByTime(400);
    expectDone(parent, DeadlineExceeded);
  });

  it('ends what a timer was set for, also where the clock has not got there', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const [ctx] = withDeadline(background(), Date.now() + DAY);
    vi.advanceTimersByTime(DAY);
    expectDone(ctx, DeadlineExceeded);
  });
});

describe('a deadline that has passed while the host was busy', () => {
  const overdue = (): ReturnType<typeof withTimeout> => {
    const made = withTimeout(background(), 2);
    const start = performance.now();
    while (performance.now() - start < 10);
    return made;
  };

  it('is that of children made then, too', async () => {
    const [parent] = overdue();
    const [child] = withTimeout(parent, DAY);
    const [other] = withDeadline(parent, Date.now() + DAY);
    expectLive(child);
    for (const ctx of [child, other]) {
      expect(ctx.deadline()).toEqual(parent.deadline());
      expect(String(ctx)).toMatch(/\.WithCancel$/);
    }
    await child.done();
    expectDone(parent, DeadlineExceeded);
    expectDone(other, DeadlineExceeded);
  });

  it('keeps no timeout of zero or less from ending at once', () => {
    const [parent, cancel] = overdue();
    for (const ms of [0, -1]) expectDone(withTimeout(parent, ms)[0], DeadlineExceeded);
    expectDone(withDeadline(parent, Date.now())[0], DeadlineExceeded);
    cancel();
  });
});

describe('J8: fake timers', () => {
  it('of Vitest drive deadlines', async () => {
    vi.useFakeTimers();
    const [ctx] = withTimeout(background(), DAY);
    let ran = false;
    afterFunc(ctx, () => (ran = true));
    await vi.advanceTimersByTimeAsync(DAY - 1);
    expectLive(ctx);
    await vi.advanceTimersByTimeAsync(1);
    expectDone(ctx, DeadlineExceeded);
    expect(ran).toBe(true);
  });

  it('of the calendar alone say when a timeout ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const [ctx] = withTimeout(background(), 20);
    expect(ctx.deadline()).toEqual(new Date(20));
    expect(String(ctx)).toContain('[20ms]');
    await ctx.done();
    expectDone(ctx, DeadlineExceeded);
  });

  it('come beside deadlines made under real timers, which stay real', async () => {
    const [real] = withTimeout(background(), 20);
    const [canceled, cancel] = withTimeout(background(), DAY);
    const warn = vi.spyOn(console, 'warn');
    vi.useFakeTimers();
    const [fake] = withTimeout(background(), 10);
    const [below] = withTimeout(real, DAY);
    cancel();
    expectDone(canceled);
    vi.advanceTimersByTime(9);
    expectLive(fake);
    vi.advanceTimersByTime(1);
    expectDone(fake, DeadlineExceeded);
    expectLive(real);
    vi.useRealTimers();
    await real.done();
    expectDone(real, DeadlineExceeded);
    expectDone(below, DeadlineExceeded);
    expect(warn).not.toHaveBeenCalled();
  });

  it('stand still while the steady clock runs, and a shorter child is shorter', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const [parent, cancel] = withTimeout(background(), 1000);
    const now = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 900);
    const [child] = withTimeout(parent, 200);
    vi.advanceTimersByTime(200);
    expectDone(child, DeadlineExceeded);
    expectLive(parent);
    cancel();
  });

  it('can go while a deadline is set, and a later parent still ends', () => {
    vi.useFakeTimers({ now: 0 });
    const [old] = withTimeout(background(), 1000);
    vi.useRealTimers();
    const set = vi.spyOn(globalThis, 'setTimeout');
    const [, cancel] = withTimeout(old, 50);
    // The old one says it is over and is not: it cannot be relied upon.
    expect(set).toHaveBeenCalledOnce();
    cancel();
  });
});

describe('hosts', () => {
  it('whose timers are numbers', () => {
    const fired: (() => void)[] = [];
    const cleared: unknown[] = [];
    vi.stubGlobal('setTimeout', (f: () => void) => fired.push(f));
    vi.stubGlobal('clearTimeout', (id: unknown) => cleared.push(id));
    try {
      const [ctx] = withTimeout(background(), 1000);
      void ctx.done();
      const [other, cancel] = withTimeout(background(), 1000);
      cancel();
      expectDone(other);
      expect(cleared).toEqual([2]);
      fired[0]?.();
      expectDone(ctx, DeadlineExceeded);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('without a steady clock', () => {
    vi.stubGlobal('performance', undefined);
    try {
      const [parent, cancel] = withTimeout(background(), 1000);
      expect(String(withTimeout(parent, 5000)[0])).toMatch(/WithCancel$/);
      cancel();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
