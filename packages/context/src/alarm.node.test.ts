import { mock } from 'node:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { afterFunc } from './after-func.js';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { expectDone, expectLive, turn } from './test-kit/expect.js';
import { withCancel } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';

const DAY = 86_400_000;

const { setTimeout, clearTimeout } = globalThis;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  // A spy that was set on a fake timer puts that back.
  Object.assign(globalThis, { setTimeout, clearTimeout });
});

describe('J8: fake timers', () => {
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

  it('that are there when the package is loaded drive deadlines too', async () => {
    vi.useFakeTimers();
    vi.resetModules();
    const context = await import('./index.js');
    const [, cancel] = context.withTimeout(context.background(), 1000);
    cancel();
    expect(vi.getTimerCount()).toBe(0);
    context.withTimeout(context.background(), 1000);
    vi.clearAllTimers();
    const [ctx] = context.withTimeout(context.background(), 2000);
    vi.advanceTimersByTime(2000);
    expectDone(ctx, DeadlineExceeded);
    vi.useRealTimers();
    const [real] = context.withTimeout(context.background(), 5);
    await real.done();
    expectDone(real, DeadlineExceeded);
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

describe('hosts', () => {
  it('whose timers go with the request that made them', async () => {
    const timers: { f: () => void; ms: number }[] = [];
    vi.stubGlobal('WebSocketPair', vi.fn());
    vi.stubGlobal('setTimeout', (f: () => void, ms: number) => timers.push({ f, ms }));
    try {
      vi.resetModules();
      const context = await import('./index.js');
      timers.length = 0;
      const [gone] = context.withTimeout(context.background(), 100);
      const [ctx] = context.withTimeout(context.background(), 200);
      // The first request is over, and its timer never fires.
      expect(timers.map(({ ms }) => ms)).toEqual([100, 200]);
      timers[1]?.f();
      expectDone(ctx, DeadlineExceeded);
      expectLive(gone);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
