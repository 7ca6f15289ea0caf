import { mock } from 'node:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterFunc } from './after-func.js';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { expectDone, expectLive, turn } from './test-kit/expect.js';
import { withCancel } from './with-cancel.js';
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

  it.each([{ apis: ['setTimeout' as const] }, { apis: ['setTimeout' as const, 'Date' as const] }])(
    'of node:test drive deadlines: $apis',
    ({ apis }) => {
      mock.timers.enable({ apis });
      try {
        const [parent] = withTimeout(background(), 1000);
        mock.timers.tick(500);
        const [child] = withTimeout(parent, 400);
        const [later] = withTimeout(parent, 600);
        mock.timers.tick(399);
        expectLive(child);
        mock.timers.tick(1);
        expectDone(child, DeadlineExceeded);
        expectLive(parent);
        mock.timers.tick(100);
        expectDone(parent, DeadlineExceeded);
        expectDone(later, DeadlineExceeded);
      } finally {
        mock.timers.reset();
      }
    },
  );

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

  it.each<[string, () => void, () => void]>([
    ['Vitest', () => vi.useFakeTimers(), () => vi.useRealTimers()],
    [
      'node:test',
      () => {
        mock.timers.enable({ apis: ['setTimeout'] });
      },
      () => {
        mock.timers.reset();
      },
    ],
  ])('of %s leave no real timer behind that is canceled meanwhile', (_, enable, disable) => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const [, cancel] = withTimeout(background(), DAY);
    const timer = set.mock.results[0]?.value as { _destroyed: boolean };
    set.mockRestore();
    enable();
    try {
      cancel();
    } finally {
      disable();
    }
    expect(timer._destroyed).toBe(true);
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

  it('of node:test are not broken by canceling, once they are gone', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const [left, cancel] = withTimeout(background(), 1000);
    mock.timers.reset();
    cancel();
    expectDone(left);
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const all = [10, 20, 30].map((ms) => withTimeout(background(), ms)[0]);
      mock.timers.tick(30);
      for (const ctx of all) expectDone(ctx, DeadlineExceeded);
    } finally {
      mock.timers.reset();
    }
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

describe('J5: a timer is held', () => {
  /** Whether the timer of a deadline would keep the process alive, after each of the steps. */
  async function refs(steps: (made: ReturnType<typeof withTimeout>) => (() => unknown)[]) {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const made = withTimeout(background(), DAY);
    const timer = set.mock.results[0]?.value as NodeJS.Timeout;
    set.mockRestore();
    const seen = [timer.hasRef()];
    for (const step of steps(made)) {
      step();
      await turn();
      seen.push(timer.hasRef());
    }
    made[1]();
    return seen;
  }

  it('from the first done() to the end', async () => {
    expect(await refs(([ctx]) => [() => ctx.signal, () => ctx.done(), () => ctx.done()])).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('until the function is taken off again', async () => {
    let stop: () => boolean;
    expect(
      await refs(([ctx]) => [
        () => (stop = afterFunc(ctx, () => undefined)),
        () => stop(),
        () => stop(),
      ]),
    ).toEqual([false, true, false, false]);
  });

  it('for a descendant, until that has ended', async () => {
    expect(
      await refs(([ctx]) => {
        const [child, cancel] = withCancel(withCancel(ctx)[0]);
        return [() => child.done(), () => cancel(), () => withCancel(ctx)[0].done()];
      }),
    ).toEqual([false, true, false, true]);
  });

  it('for as long as anybody waits', async () => {
    expect(
      await refs(([ctx]) => {
        const [one, cancelOne] = withCancel(ctx);
        const [two, cancelTwo] = withCancel(ctx);
        return [() => one.done(), () => two.done(), () => cancelOne(), () => cancelTwo()];
      }),
    ).toEqual([false, true, true, true, false]);
  });
});
