import { describe, expect, it, vi } from 'vitest';
import { cause } from './cause.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { Canceled } from './errors.js';
import { group, type Group } from './group.js';
import { sleep } from './sleep.js';
import { expectDone, hasSettled, turn } from './test-kit/expect.js';
import { unhandled } from './test-kit/surfacing.js';
import { withCancelCause } from './with-cancel.js';
import { withSignal } from './with-signal.js';

const why = new Error('because');

/** A task that the test ends. */
function task() {
  let settle: { resolve: () => void; reject: (error: unknown) => void } | undefined;
  let given: Context | undefined;
  const run = vi.fn((ctx: Context) => {
    given = ctx;
    return new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  });
  return {
    run,
    ctx: () => given!,
    end: () => settle?.resolve(),
    fail: (error: unknown) => settle?.reject(error),
  };
}

describe('group', () => {
  it('has methods that need no `this`', async () => {
    const { go, tryGo, wait } = group(background());
    const seen: number[] = [];
    await go(async () => seen.push(1));
    expect(tryGo(async () => seen.push(2))).toBe(true);
    await wait();
    expect(seen).toEqual([1, 2]);
  });

  it('calls a task without a `this`, which is no business of its', async () => {
    const g = group(background());
    const seen: unknown[] = [];
    await g.go(function (this: unknown) {
      seen.push(this);
    });
    await g.wait();
    expect(seen).toEqual([undefined]);
  });

  it('waits for all tasks, and ends its context then', async () => {
    const g = group(background());
    const [one, two] = [task(), task()];
    await g.go(one.run);
    await g.go(two.run);
    const waited = g.wait();
    one.end();
    expect(await hasSettled(waited)).toBe(false);
    expect(two.ctx().err()).toBeUndefined();
    two.end();
    await waited;
    expect(one.ctx()).toBe(two.ctx());
    expectDone(two.ctx());
    expect(g.wait()).toBe(waited);
  });

  it('of no tasks is over at once', async () => {
    await group(background()).wait();
  });

  it('ends with the first error, which wait gives once all have ended', async () => {
    const g = group(background());
    const [one, two] = [task(), task()];
    await g.go(one.run);
    await g.go(two.run);
    const waited = g.wait();
    one.fail(why);
    expect(await hasSettled(waited)).toBe(false);
    expectDone(two.ctx(), Canceled, why);
    two.fail(new Error('a later one'));
    await expect(waited).rejects.toBe(why);
  });

  it('takes a task that throws at once, and what is no Error, for what they are', async () => {
    const g = group(background());
    void g.go(() => {
      throw 'text';
    });
    await expect(g.wait()).rejects.toBe('text');
    const other = group(background());
    void other.go(() => Promise.reject(undefined));
    await expect(other.wait()).rejects.toBeUndefined();
  });

  it('ends with its parent: tasks that return all the same are no failure', async () => {
    const [ctx, cancel] = withCancelCause(background());
    const g = group(ctx);
    const one = task();
    await g.go(one.run);
    cancel(why);
    expect(cause(one.ctx())).toBe(why);
    one.end();
    await g.wait();
  });

  it('whose context has ended starts nothing, and says so', async () => {
    const [ctx, cancel] = withCancelCause(background());
    const g = group(ctx);
    cancel(why);
    const { run } = task();
    expect(g.tryGo(run)).toBe(false);
    const started = expect(g.go(run)).rejects.toBe(why);
    await expect(g.wait()).rejects.toBe(why);
    await started;
    expect(run).not.toHaveBeenCalled();
  });

  it.each<[string, (g: Group) => unknown]>([
    ['go', (g) => g.go(() => undefined)],
    ['tryGo', (g) => g.tryGo(() => undefined)],
  ])('takes nothing after wait: %s', async (method, call) => {
    const g = group(background());
    const waited = g.wait();
    expect(() => call(g)).toThrow(`context.group.${method}: called after wait`);
    await waited;
  });
});

describe('the limit of a group', () => {
  it('holds go back until there is room, in order', async () => {
    const g = group(background());
    g.setLimit(2);
    const tasks = Array.from({ length: 4 }, task);
    const started = tasks.map(({ run }) => g.go(run));
    expect(tasks.map(({ run }) => run.mock.calls.length)).toEqual([1, 1, 0, 0]);
    expect(await hasSettled(started[1]!)).toBe(true);
    expect(await hasSettled(started[2]!)).toBe(false);
    expect(g.tryGo(() => undefined)).toBe(false);
    tasks[1]!.end();
    await started[2];
    expect(tasks.map(({ run }) => run.mock.calls.length)).toEqual([1, 1, 1, 0]);
    tasks[0]!.end();
    await started[3];
    tasks[2]!.end();
    await turn();
    expect(g.tryGo(() => undefined)).toBe(true);
    tasks[3]!.end();
    await g.wait();
  });

  it('starts as many as wait in a time that grows with their number', async () => {
    const g = group(background());
    g.setLimit(1);
    let count = 0;
    const start = performance.now();
    for (let i = 0; i < 100_000; i++) void g.go(() => (count += 1));
    await g.wait();
    expect(count).toBe(100_000);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('counts what the last that waited adds as it starts', async () => {
    const g = group(background());
    g.setLimit(1);
    const ran: number[] = [];
    void g.go(() => ran.push(1));
    void g.go(() => {
      void g.go(() => ran.push(3));
      ran.push(2);
    });
    await turn();
    await g.wait();
    expect(ran).toEqual([1, 2, 3]);
  });

  it('lets go of what waits when the group ends', async () => {
    const g = group(background());
    g.setLimit(1);
    const [one, two] = [task(), task()];
    await g.go(one.run);
    const second = g.go(two.run);
    const waited = expect(g.wait()).rejects.toBe(why);
    one.fail(why);
    await expect(second).rejects.toBe(why);
    await waited;
    expect(two.run).not.toHaveBeenCalled();
  });

  it('of zero lets nothing start', async () => {
    const [ctx, cancel] = withCancelCause(background());
    const g = group(ctx);
    g.setLimit(0);
    const started = g.go(() => undefined);
    expect(await hasSettled(started)).toBe(false);
    const waited = expect(g.wait()).rejects.toBe(why);
    cancel(why);
    await expect(started).rejects.toBe(why);
    await waited;
  });

  it('is set while nothing runs', async () => {
    const g = group(background());
    const one = task();
    await g.go(one.run);
    expect(() => {
      g.setLimit(1);
    }).toThrow('context.group.setLimit: the group has tasks');
    one.end();
    await turn();
    g.setLimit(1);
    g.setLimit(Infinity);
    for (const n of [-1, 1.5, NaN, -Infinity]) {
      expect(() => {
        g.setLimit(n);
      }).toThrow(RangeError);
    }
    for (const n of ['2', Symbol('two'), Object.create(null)]) {
      expect(() => {
        g.setLimit(n as number);
      }).toThrow(/^context\.group\.setLimit: n must be a whole number or Infinity, not /);
    }
    await g.wait();
  });
});

describe('an error that nobody waits for', () => {
  it('surfaces as an unhandled rejection', async () => {
    const seen = await unhandled(async () => {
      await group(background()).go(() => Promise.reject(why));
    });
    expect(seen).toEqual([why]);
  });

  it('does not, where somebody waits, or goes on with another task', async () => {
    const seen = await unhandled(async () => {
      const g = group(background());
      await g.go(() => Promise.reject(why));
      await expect(g.wait()).rejects.toBe(why);
      const other = group(background());
      await other.go(() => Promise.reject(why));
      await other.go((ctx) => sleep(ctx, 60_000)).catch(() => undefined);
      await expect(other.wait()).rejects.toBe(why);
    });
    expect(seen).toEqual([]);
  });

  it.each([1, 2, Infinity])('does not, where go tells a loop of it: limit %d', async (limit) => {
    const seen = await unhandled(async () => {
      const load = async (fail: () => unknown): Promise<void> => {
        const g = group(background());
        g.setLimit(limit);
        for (let i = 0; i < 4; i++) await g.go(i === 1 ? fail : turn);
        await g.wait();
      };
      await expect(load(() => Promise.reject(why))).rejects.toBe(why);
      await expect(load(() => turn().then(() => Promise.reject(why)))).rejects.toBe(why);
      const ended = group(withSignal(background(), AbortSignal.abort(why))[0]);
      await expect(ended.go(turn)).rejects.toBe(why);
    });
    expect(seen).toEqual([]);
  });

  it('does, where what wait gives is ignored, also if go was refused', async () => {
    const seen = await unhandled(async () => {
      const g = group(background());
      g.setLimit(1);
      void g.go(() => turn().then(() => Promise.reject(why)));
      void g.go(turn);
      void g.wait();
      await turn();
    });
    expect(seen).toEqual([why]);
  });

  it('does not while a task is running', async () => {
    const seen = await unhandled(async () => {
      const g = group(background());
      const one = task();
      await g.go(one.run);
      await g.go(() => Promise.reject(why));
      await turn();
      await turn();
      one.end();
      await expect(g.wait()).rejects.toBe(why);
    });
    expect(seen).toEqual([]);
  });
});

describe('await using', () => {
  it('waits at the end of the scope', async () => {
    const one = task();
    const scope = (async () => {
      await using g = group(background());
      await g.go(one.run);
    })();
    expect(await hasSettled(scope)).toBe(false);
    one.end();
    await scope;
    expectDone(one.ctx());
  });

  it('throws the error of a task there, and no earlier', async () => {
    const seen = await unhandled(async () => {
      const scope = (async () => {
        await using g = group(background());
        await g.go(() => Promise.reject(why));
        await turn();
        await turn();
      })();
      await expect(scope).rejects.toBe(why);
    });
    expect(seen).toEqual([]);
  });
});

describe('the grace time of a group', () => {
  it('ends the wait for a task that outlives its context, and names it', async () => {
    const [ctx, cancel] = withCancelCause(background());
    const g = group(ctx, { grace: 5 });
    const stubborn = task();
    await g.go(function load() {
      return stubborn.run(ctx);
    });
    const waited = g.wait();
    await sleep(background(), 20);
    expect(await hasSettled(waited)).toBe(false);
    const text = 'context.group: still running 5 ms after the end: load';
    const failed = expect(waited).rejects.toMatchObject({ message: text, cause: why });
    cancel(why);
    await failed;
    stubborn.end();
  });

  it('says nothing of tasks that end in time', async () => {
    const [ctx, cancel] = withCancelCause(background());
    vi.useFakeTimers();
    const g = group(ctx, { grace: 60_000 });
    await g.go((ctx) => sleep(ctx, 60_000));
    cancel(why);
    await expect(g.wait()).rejects.toBe(why);
    await group(background(), { grace: 60_000 }).wait();
    await group(background(), null as never).wait();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
