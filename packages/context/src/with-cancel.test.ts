import { describe, expect, it } from 'vitest';
import { afterFunc } from './after-func.js';
import { cause } from './cause.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { Canceled } from './errors.js';
import { contextKey } from './key.js';
import { expectDone, expectLive, hasSettled } from './test-kit/expect.js';
import { Custom, Registry, Wrapper } from './test-kit/foreign.js';
import { unhandled } from './test-kit/surfacing.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

const key = contextKey<string>('key');

describe('TestWithCancel', () => {
  it('row 5: prints the chain', () => {
    expect(String(withCancel(background())[0])).toBe('context.Background.WithCancel');
  });

  it('row 6: context, foreign wrapper and child of the wrapper are live', async () => {
    const [ctx] = withCancel(background());
    const wrapper = new Wrapper(ctx);
    for (const each of [ctx, wrapper, withCancel(wrapper)[0]]) {
      expectLive(each);
      expect(await hasSettled(each.done())).toBe(false);
    }
  });

  it('row 7: cancel reaches all three before it returns', async () => {
    const [ctx, cancel] = withCancel(background());
    const wrapper = new Wrapper(ctx);
    const all = [ctx, wrapper, withCancel(wrapper)[0]];
    cancel();
    for (const each of all) expectDone(each);
    for (const each of all) await each.done();
  });
});

describe('TestParentFinishesChild', () => {
  function family(): { parent: Context; children: Context[]; cancel: () => void } {
    const [parent, cancel] = withCancel(background());
    const [cancelChild] = withCancel(parent);
    const valueChild = withValue(parent, key, 'value');
    const [timerChild] = withTimeout(valueChild, 3_600_000);
    return { parent, children: [cancelChild, valueChild, timerChild], cancel };
  }

  it('row 8: nobody is done before', () => {
    const { parent, children } = family();
    for (const each of [parent, ...children]) expectLive(each);
  });

  it('rows 9, 10: children register with the parent, and values are transparent', () => {
    const parent = new Registry(background());
    const stops = [
      withCancel(parent)[1],
      withTimeout(withValue(parent, key, 'value'), 3_600_000)[1],
    ];
    expect(parent.registered.size).toBe(2);
    for (const stop of stops) stop();
    expect(parent.registered.size).toBe(0);
  });

  it('row 11: all are done once the parent is canceled', async () => {
    const { parent, children, cancel } = family();
    cancel();
    for (const each of [parent, ...children]) expectDone(each);
    await Promise.all([parent, ...children].map((each) => each.done()));
  });

  it('row 12: a value on a canceled parent is done', () => {
    const { parent, cancel } = family();
    cancel();
    expectDone(withValue(parent, key, 'value'));
  });
});

describe('TestChildFinishesFirst', () => {
  it('row 13: Background is untouched by its child', () => {
    const [child, cancel] = withCancel(background());
    cancel();
    expectDone(child);
    expectLive(background());
  });

  it('row 14: a parent is untouched by its child, and forgets it', () => {
    const [parent, cancelParent] = withCancel(background());
    const [child, cancelChild] = withCancel(parent);
    cancelChild();
    expectDone(child);
    expectLive(parent);
    cancelParent();
    expectDone(parent);
  });
});

describe('TestCancelRemoves', () => {
  it.each([
    { row: 35, name: 'WithCancel', add: (ctx: Context) => withCancel(ctx)[1] },
    { row: 36, name: 'WithTimeout', add: (ctx: Context) => withTimeout(ctx, 3_600_000)[1] },
    { row: 37, name: 'AfterFunc', add: (ctx: Context) => afterFunc(ctx, () => undefined) },
  ])('row $row: $name is one child until it ends', ({ add }) => {
    const parent = new Custom(background());
    const remove = add(parent);
    expect(parent.listeners).toBe(1);
    remove();
    expect(parent.listeners).toBe(0);
  });
});

describe('TestWithCancelCanceledParent', () => {
  it('row 38: a child of a canceled parent is done when made', () => {
    const why = new Error('because');
    const [parent, cancel] = withCancelCause(background());
    cancel(why);
    const [child] = withCancel(parent);
    expectDone(child, Canceled, why);
  });
});

describe('TestWithCancelSimultaneouslyCanceledParent', () => {
  it('row 39: a parent that ends while the child registers', () => {
    class Falling extends Custom {
      override get signal(): AbortSignal {
        this.cancel();
        return super.signal;
      }
    }
    class Mute extends Custom {
      override get signal(): AbortSignal {
        const deaf = new AbortController().signal;
        super.cancel();
        return deaf;
      }
    }
    expect(withCancel(new Falling(background()))[0].err()).toBe(Canceled);
    expect(withCancel(new Mute(background()))[0].err()).toBe(Canceled);
  });
});

describe('a cancel function', () => {
  it('row 94: does nothing when called again: the first end wins', () => {
    const first = new Error('first');
    const [ctx, cancel] = withCancelCause(background());
    cancel(first);
    cancel(new Error('second'));
    cancel();
    expectDone(ctx, Canceled, first);
  });

  it('needs no this and ignores arguments', () => {
    const [ctx, cancel] = withCancel(background());
    (cancel as (this: unknown, ...args: unknown[]) => void).call(undefined, new Error('no cause'));
    expectDone(ctx);
  });

  it('gives a cause only where it takes one', () => {
    const [ctx, cancel] = withCancelCause(background());
    cancel(null as unknown as undefined);
    expectDone(ctx);
  });

  it.each([
    { name: 'withCancel', make: () => withCancel(background()) },
    { name: 'withCancelCause', make: () => withCancelCause(background()) },
    { name: 'withTimeout', make: () => withTimeout(background(), 60_000) },
  ])('J9: of $name is disposable', ({ make }) => {
    const [ctx, cancel] = make();
    cancel[Symbol.dispose]();
    expectDone(ctx);
  });

  it('J9: ends its context at the end of a using scope', () => {
    const [ctx, cancel] = withCancel(background());
    {
      // eslint-disable-next-line @typescript-eslint/no-unused-vars -- it is used by the scope's end
      using _ = cancel;
      expectLive(ctx);
    }
    expectDone(ctx);
  });
});

describe('done and signal', () => {
  it('J1: a signal read after the end has aborted, with the cause as its reason', () => {
    const why = new Error('because');
    const [ctx, cancel] = withCancelCause(background());
    cancel(why);
    expect(ctx.signal.aborted).toBe(true);
    expect(ctx.signal.reason).toBe(why);
    expect(cause(ctx)).toBe(why);
  });

  it('J1: no signal and no promise exists until somebody asks', () => {
    const Real = globalThis.AbortController;
    let made = 0;
    globalThis.AbortController = class extends Real {
      constructor() {
        super();
        made += 1;
      }
    };
    try {
      const [ctx, cancel] = withCancel(background());
      const [child] = withCancel(withValue(ctx, key, 'value'));
      afterFunc(child, () => undefined);
      cancel();
      expect(child.err()).toBe(Canceled);
      expect(made).toBe(0);
      expect(child.signal.aborted).toBe(true);
      expect(made).toBe(1);
    } finally {
      globalThis.AbortController = Real;
    }
  });

  it('J2: are the same object each time, also through a value', () => {
    const [ctx, cancel] = withCancel(background());
    const value = withValue(ctx, key, 'value');
    const { signal } = ctx;
    const done = ctx.done();
    expect(value.signal).toBe(signal);
    expect(value.done()).toBe(done);
    cancel();
    expect(ctx.signal).toBe(signal);
    expect(ctx.done()).toBe(done);
  });

  it('J2: done is one promise also when first asked after the end', async () => {
    const [ctx, cancel] = withCancel(background());
    cancel();
    expect(ctx.done()).toBe(ctx.done());
    await ctx.done();
  });

  it('J4: done never rejects', async () => {
    const seen = await unhandled(async () => {
      const [ctx, cancel] = withCancelCause(background());
      const before = ctx.done();
      cancel(new Error('because'));
      await expect(before).resolves.toBeUndefined();
      await expect(ctx.done()).resolves.toBeUndefined();
    });
    expect(seen).toEqual([]);
  });
});
