import { describe, expect, it } from 'vitest';
import { afterFunc } from './after-func.js';
import { cause, throwIfDone } from './cause.js';
import { childCount } from './child-count.js';
import type { Context, ContextError } from './context.js';
import { background } from './endless.js';
import { Canceled, DeadlineExceeded } from './errors.js';
import { isContext } from './is-context.js';
import { contextKey } from './key.js';
import { expectDone, expectLive } from './test-kit/expect.js';
import { Custom, Registry, Wrapper } from './test-kit/foreign.js';
import { uncaught } from './test-kit/surfacing.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withSignal } from './with-signal.js';
import { withValue } from './with-value.js';

const key = contextKey<string>('key');

describe('TestCustomContextGoroutines', () => {
  it.each<[string, (ctx: Context) => () => void]>([
    ['WithCancel', (ctx) => withCancel(ctx)[1]],
    ['WithTimeout', (ctx) => withTimeout(withValue(ctx, key, 'value'), 3_600_000)[1]],
    ['AfterFunc', (ctx) => afterFunc(ctx, () => undefined)],
  ])('row 47: one listener on a context with an end of its own: %s', (_, add) => {
    const custom = new Custom(background());
    const remove = add(custom);
    expect(custom.listeners).toBe(1);
    remove();
    expect(custom.listeners).toBe(0);
  });

  it('row 47: several children share it, until the last has gone', () => {
    const custom = new Custom(background());
    const made = Array.from({ length: 3 }, () => withCancel(custom));
    expect(custom.listeners).toBe(1);
    made[1]?.[1]();
    expect(custom.listeners).toBe(1);
    made[0]?.[1]();
    made[2]?.[1]();
    expect(custom.listeners).toBe(0);
    const [late] = withCancel(custom);
    expect(custom.listeners).toBe(1);
    custom.cancel();
    expectDone(late);
  });

  it('hears of an end also where a mock of a root has no promise', () => {
    class Mock extends Wrapper {
      readonly ending = new AbortController();
      override get signal(): AbortSignal {
        return this.ending.signal;
      }
      override done(): Promise<void> {
        return undefined as never;
      }
    }
    const mock = new Mock(background());
    const [ctx] = withCancel(mock);
    mock.ending.abort();
    expectDone(ctx);
  });

  it('row 48: none where a wrapper has no end of its own', () => {
    const inner = new Custom(background());
    const [native] = withCancel(inner);
    withCancel(new Wrapper(native));
    withCancel(new Wrapper(withValue(new Wrapper(native), key, 'value')));
    expect(inner.listeners).toBe(1);
    const listens = new Wrapper(native);
    Object.defineProperty(listens, 'signal', {
      get: () => {
        throw new Error('seen through');
      },
    });
    withCancel(listens);
  });

  it('row 49: a wrapper with an end of its own is what its children end with', () => {
    const [parent, cancelParent] = withCancel(background());
    const custom = new Custom(parent);
    const [child] = withCancel(custom);
    expect(custom.listeners).toBe(1);
    cancelParent();
    expectLive(child);
    custom.cancel();
    expectDone(child);
  });

  it('row 50: none for chains of ours', () => {
    const custom = new Custom(background());
    const [ctx, cancel] = withCancel(custom);
    const [child] = withCancel(ctx);
    withTimeout(withValue(child, key, 'value'), 3_600_000);
    expect(custom.listeners).toBe(1);
    cancel();
    withTimeout(child, 3_600_000);
    expect(custom.listeners).toBe(0);
  });

  it('row 51: none for a child of a context that is done', () => {
    const custom = new Custom(background());
    custom.cancel();
    const [child] = withCancel(custom);
    afterFunc(custom, () => undefined);
    expect(custom.listeners).toBe(0);
    expectDone(child);
  });
});

describe('TestCustomContextPropagation', () => {
  it('row 77: the cause within comes along once the wrapper ends', async () => {
    const why = new Error('within');
    const [parent, cancel] = withCancelCause(background());
    const custom = new Custom(parent);
    const [child] = withCancel(custom);
    cancel(why);
    expectLive(child);
    custom.cancel();
    await child.done();
    expectDone(child, Canceled, why);
  });
});

describe('TestCustomContextCause', () => {
  const why = new Error('why');

  it('row 78: the cause of a custom context is its error', () => {
    const custom = new Custom(background());
    custom.cancel();
    expectDone(custom);
  });

  it('rows 79, 80: a child ends before its custom parent, and stays as it is', () => {
    const custom = new Custom(background());
    const [child, cancel] = withCancelCause(custom);
    cancel(why);
    expectDone(child, Canceled, why);
    expectLive(custom);
    custom.cancel();
    expectDone(child, Canceled, why);
    expectDone(custom);
  });

  it('row 81: a custom context that cancels its child itself', () => {
    class Caring extends Custom {
      cancelChild?: () => void;
      override cancel(): void {
        this.cancelChild?.();
        super.cancel();
      }
    }
    const custom = new Caring(background());
    const [child, cancel] = withCancel(custom);
    custom.cancelChild = cancel;
    custom.cancel();
    expectDone(child);
    expectDone(custom);
  });
});

describe('TestCustomContextAfterFunc', () => {
  it('row 87: Cancel', async () => {
    const parent = new Registry(background());
    const [child] = withCancel(parent);
    parent.cancel();
    await child.done();
    expectDone(child);
  });

  it('row 88: Timeout', async () => {
    const parent = new Registry(background());
    const [child] = withTimeout(parent, 3_600_000);
    parent.cancel(DeadlineExceeded);
    await child.done();
    expect(child.err()).toBe(DeadlineExceeded);
  });

  it('row 89: AfterFunc', async () => {
    const parent = new Registry(background());
    const ran = new Promise<void>((resolve) => afterFunc(parent, resolve));
    expect(parent.registered.size).toBe(1);
    parent.cancel();
    await ran;
  });

  it('row 90: UnregisterCancel', () => {
    const parent = new Registry(background());
    const cancels = [withCancel(parent)[1], withCancel(withValue(parent, key, 'value'))[1]];
    expect(parent.registered.size).toBe(2);
    for (const cancel of cancels) cancel();
    expect(parent.registered.size).toBe(0);
  });

  it('row 91: UnregisterTimeout', () => {
    const parent = new Registry(background());
    const [, cancel] = withTimeout(parent, 3_600_000);
    expect(parent.registered.size).toBe(1);
    cancel();
    expect(parent.registered.size).toBe(0);
  });

  it('row 92: UnregisterAfterFunc', () => {
    const parent = new Registry(background());
    const stop = afterFunc(parent, () => undefined);
    expect(parent.registered.size).toBe(1);
    expect(stop()).toBe(true);
    expect(parent.registered.size).toBe(0);
    expect(stop()).toBe(false);
  });
});

describe('foreign contexts', () => {
  it.each<[string, (ctx: Context) => Context]>([
    ['Object.create', (ctx) => Object.create(ctx) as Context],
    ['a Proxy', (ctx) => new Proxy(ctx, {})],
  ])('made with %s share the state of what they wrap', async (_, wrap) => {
    const [inner, cancel] = withCancel(background());
    const ctx = wrap(withValue(inner, key, 'value'));
    expect(isContext(ctx)).toBe(true);
    const [child] = withCancel(ctx);
    expectLive(ctx);
    expect(ctx.signal).toBe(inner.signal);
    expect(ctx.value(key)).toBe('value');
    expect(String(ctx)).toBe('context.Background.WithCancel.WithValue(key, value)');
    cancel();
    expectDone(ctx);
    expectDone(child);
    await ctx.done();
  });

  it('that call back at once, when their child registers', () => {
    class Eager extends Registry {
      override afterFunc(f: () => void): () => boolean {
        const stop = super.afterFunc(f);
        f();
        return stop;
      }
    }
    const parent = new Eager(background());
    const [child] = withCancel(parent);
    expectDone(child);
    expect(parent.registered.size).toBe(0);
  });

  it('whose stop function throws, or is missing, disturb nobody', async () => {
    class Sloppy extends Registry {
      override afterFunc(): () => boolean {
        return () => {
          throw new Error('sloppy');
        };
      }
    }
    class Silent extends Registry {
      override afterFunc(): () => boolean {
        return undefined as unknown as () => boolean;
      }
    }
    const errors = await uncaught(() => {
      const [child, cancel] = withCancel(new Sloppy(background()));
      const [grandchild] = withCancel(child);
      cancel();
      expectDone(grandchild);
      withCancel(new Silent(background()))[1]();
    });
    expect(errors).toEqual([new Error('sloppy')]);
  });

  it('with an end of their own whose err tells of another', () => {
    class HalfOwn extends Wrapper {
      readonly controller = new AbortController();
      override get signal(): AbortSignal {
        return this.controller.signal;
      }
      override done(): Promise<void> {
        return new Promise((resolve) => {
          this.signal.addEventListener('abort', () => resolve());
        });
      }
    }
    for (const [reason, err] of [
      [new Error('own'), Canceled],
      [DeadlineExceeded, DeadlineExceeded],
    ] as const) {
      const parent = new HalfOwn(withCancel(background())[0]);
      const [child] = withCancel(parent);
      parent.controller.abort(reason);
      expectDone(child, err, reason);
      expectDone(withCancel(parent)[0], err, reason);
    }
  });

  it('whose methods throw when they end, end their children all the same', async () => {
    class Broken extends Custom {
      override cancel(): void {
        this.value = () => {
          throw new Error('broken');
        };
        super.cancel();
      }
    }
    const errors = await uncaught(() => {
      const parent = new Broken(background());
      const [child] = withCancel(parent);
      parent.cancel();
      expectDone(child);
    });
    expect(errors).toEqual([new Error('broken')]);
  });

  it('that throw when a child registers leave nothing behind', () => {
    const parent = new Registry(background());
    parent.afterFunc = () => {
      throw new Error('no more');
    };
    expect(() => withCancel(parent)).toThrow('no more');
  });

  it('that throw once a child has registered surface, and the child is given', async () => {
    const errors = await uncaught(() => {
      const parent = new Custom(background());
      let calls = 0;
      parent.err = () => {
        calls += 1;
        if (calls > 1) throw new Error('broken');
        return undefined;
      };
      const cancel = withCancel(parent)[1];
      expect(parent.listeners).toBe(1);
      cancel();
      expect(parent.listeners).toBe(0);
    });
    expect(errors).toEqual([new Error('broken')]);
  });

  it('end what listens on their signal and on another one', () => {
    const parent = new Custom(background());
    const controller = new AbortController();
    const [ctx] = withSignal(parent, controller.signal);
    parent.cancel();
    expectDone(ctx);
    controller.abort(new Error('late'));
    expectDone(ctx);
  });

  it('that say null while they live, as Go says nil, are live', () => {
    class Nil extends Custom {
      override err(): ContextError | undefined {
        return super.err() ?? (null as unknown as undefined);
      }
    }
    const parent = new Nil(background());
    const [ctx] = withCancel(parent);
    expectLive(ctx);
    expect(cause(parent)).toBeUndefined();
    throwIfDone(parent);
    parent.cancel();
    expectDone(ctx);
    expect(cause(parent)).toBe(Canceled);
  });

  it('with a deadline give it to their children', () => {
    const at = new Date(Date.now() + 1000);
    class Dated extends Custom {
      override deadline(): Date {
        return at;
      }
    }
    const parent = new Dated(background());
    expect(withCancel(parent)[0].deadline()).toEqual(at);
    const [later] = withTimeout(parent, 5000);
    expect(later.deadline()).toEqual(at);
    expect(String(later)).toBe('Dated.WithCancel');
    const [sooner, cancel] = withTimeout(parent, 500);
    expect(sooner.deadline()?.getTime()).toBeLessThan(at.getTime());
    cancel();
  });

  it('with a deadline but no end of their own give it to their children too', () => {
    const at = new Date(Date.now() + 1000);
    class Dated extends Wrapper {
      override deadline(): Date {
        return at;
      }
    }
    const [inner, cancel] = withTimeout(background(), 5000);
    const parent = withValue(new Dated(inner), key, 'value');
    const [child] = withCancel(parent);
    const [later] = withTimeout(parent, 3000);
    expect([child.deadline(), later.deadline()]).toEqual([at, at]);
    expect(childCount(inner)).toBe(2);
    cancel();
    expectDone(child);
    expectDone(later);
  });
});
