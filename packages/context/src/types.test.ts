import { describe, expect, expectTypeOf, it } from 'vitest';
import { extract, inject } from './http.js';
import * as context from './index.js';
import type { CancelCauseFunc, CancelFunc, Context, ContextError, ContextKey } from './index.js';

interface User {
  readonly name: string;
}

const root = context.background();
const userKey = context.contextKey<User>('user');
const ada: User = { name: 'ada' };

describe('types', () => {
  it('a value has the type of its key', () => {
    const ctx = context.withValue(root, userKey, ada);
    expectTypeOf(userKey).toEqualTypeOf<ContextKey<User>>();
    expectTypeOf(ctx.value(userKey)).toEqualTypeOf<User | undefined>();
    expectTypeOf(ctx.value(Symbol())).toEqualTypeOf<unknown>();
    expectTypeOf(ctx.value('a string')).toEqualTypeOf<unknown>();
    expect(ctx.value(userKey)).toBe(ada);
  });

  it('a key takes only values of its type', () => {
    // @ts-expect-error -- a number is no user
    context.withValue(root, userKey, 42);
    // @ts-expect-error -- an optional user is no user
    context.withValue(root, userKey, ada as User | undefined);
    context.withValue(root, context.contextKey<User | undefined>('user'), undefined);
    // @ts-expect-error -- a key of users is no key of unknowns
    const wider: ContextKey<unknown> = userKey;
    expect(wider).toBe(userKey);
  });

  it('a primitive key does not compile', () => {
    // @ts-expect-error -- a string is no key
    context.withValue(root, 'user', ada);
    // @ts-expect-error -- a number is no key
    context.withValue(root, 1, ada);
    // @ts-expect-error -- a bigint is no key
    context.withValue(root, 1n, ada);
    // @ts-expect-error -- a boolean is no key
    context.withValue(root, true, ada);
    // @ts-expect-error -- a string at times
    context.withValue(root, 'user' as string | symbol, ada);
    // @ts-expect-error -- a string under a brand is one
    context.withValue(root, 'user' as string & { readonly __brand: 'user' }, ada);
    // @ts-expect-error -- a number under a brand at times
    context.withValue(root, Symbol() as symbol | (number & { readonly __brand: 'user' }), ada);
    // @ts-expect-error -- nil is no key
    expect(() => context.withValue(root, undefined, ada)).toThrow(TypeError);
    // @ts-expect-error -- nil is no key
    expect(() => context.withValue(root, null, ada)).toThrow(TypeError);
  });

  it('a symbol, an object or a class is a key', () => {
    for (const key of [Symbol('user'), {}, Date] as const) {
      expect(context.withValue(root, key, ada).value(key)).toBe(ada);
    }
    expectTypeOf(context.withValue(root, new Date(), 1)).toEqualTypeOf<Context>();
  });

  it('factories give a context and its cancel function', () => {
    const { withCancel, withCancelCause, withDeadline, withTimeout, withSignal } = context;
    expectTypeOf(withCancel).parameters.toEqualTypeOf<[parent: Context]>();
    expectTypeOf(withCancel).returns.toEqualTypeOf<[ctx: Context, cancel: CancelFunc]>();
    expectTypeOf(withCancelCause).returns.toEqualTypeOf<[ctx: Context, cancel: CancelCauseFunc]>();
    expectTypeOf(withDeadline).parameter(1).toEqualTypeOf<Date | number>();
    expectTypeOf(withDeadline).returns.toEqualTypeOf<[ctx: Context, cancel: CancelFunc]>();
    expectTypeOf(withTimeout).returns.toEqualTypeOf<[ctx: Context, cancel: CancelFunc]>();
    expectTypeOf(withSignal).returns.toEqualTypeOf<[ctx: Context, cancel: CancelFunc]>();
    expectTypeOf(context.withoutCancel).returns.toEqualTypeOf<Context>();
    expectTypeOf(context.afterFunc).returns.toEqualTypeOf<() => boolean>();
  });

  it('cancel functions are functions and disposable', () => {
    expectTypeOf<CancelFunc>().toExtend<() => void>();
    expectTypeOf<CancelFunc>().toExtend<Disposable>();
    expectTypeOf<CancelCauseFunc>().toExtend<CancelFunc>();
    expectTypeOf<Parameters<CancelCauseFunc>>().toEqualTypeOf<[cause?: Error | undefined]>();
    const [, cancel] = context.withCancelCause(root);
    // @ts-expect-error -- a cause is an Error
    cancel('a string');
  });

  it('errors', () => {
    expectTypeOf(root.err()).toEqualTypeOf<ContextError | undefined>();
    expectTypeOf(context.cause(root)).toEqualTypeOf<Error | undefined>();
    expectTypeOf(context.Canceled).toEqualTypeOf<ContextError>();
    expectTypeOf(context.DeadlineExceeded.timeout).toEqualTypeOf<boolean>();
  });

  it('isContext narrows', () => {
    const x: unknown = root;
    if (context.isContext(x)) expectTypeOf(x).toEqualTypeOf<Context>();
    expect(context.isContext(x)).toBe(true);
  });

  it('a nil parent does not compile', () => {
    // @ts-expect-error -- null is no context
    expect(() => context.withCancel(null)).toThrow(TypeError);
    const [perhaps] = [root].slice();
    // @ts-expect-error -- perhaps nil
    context.withCancel(perhaps);
  });

  it('race and sleep promise what they give', async () => {
    expectTypeOf(context.race(root, Promise.resolve(7))).toEqualTypeOf<Promise<number>>();
    expectTypeOf(context.race(root, 'text')).toEqualTypeOf<Promise<string>>();
    expectTypeOf(context.race<string>(root, Promise.resolve('a'))).toEqualTypeOf<Promise<string>>();
    expectTypeOf(context.sleep(root, 0)).toEqualTypeOf<Promise<void>>();
    // @ts-expect-error -- a duration is a number
    expect(() => context.sleep(root, '5')).toThrow(TypeError);
    expect(await context.race(root, 7)).toBe(7);
  });

  it('race takes what is now one promise, now another, or a plain value', async () => {
    const text = async (): Promise<string> => 'text';
    const count = async (): Promise<number> => 7;
    const [now] = [true].slice() as [boolean];
    const either = context.race(root, now ? text() : count());
    expectTypeOf(either).toEqualTypeOf<Promise<string | number>>();
    expectTypeOf(context.race(root, now ? 1 : text())).toEqualTypeOf<Promise<string | number>>();
    expectTypeOf(context.race(root, now ? undefined : text())).toEqualTypeOf<
      Promise<string | undefined>
    >();
    // @ts-expect-error -- a promise of a number gives no string
    expect(await context.race<string>(root, count())).toBe(7);
    expect(await either).toBe('text');
  });

  it('a group is disposed of with await, and its tasks are given a context', async () => {
    const g = context.group(root);
    expectTypeOf(g).toEqualTypeOf<context.Group>();
    expectTypeOf(g).toExtend<AsyncDisposable>();
    const [grace] = [5].slice();
    expectTypeOf(context.group(root, { grace })).toEqualTypeOf<context.Group>();
    await g.go((ctx) => {
      expectTypeOf(ctx).toEqualTypeOf<Context>();
    });
    expectTypeOf(g.tryGo(async () => 1)).toEqualTypeOf<boolean>();
    expectTypeOf(g.wait()).toEqualTypeOf<Promise<void>>();
    await g.wait();
  });

  it('only keys of strings cross processes', () => {
    const [ctx, cancel] = extract(root, new Headers(), [context.contextKey<string>('id')]);
    expectTypeOf(cancel).toEqualTypeOf<CancelFunc>();
    // @ts-expect-error -- a user is no string
    inject(ctx, {}, [userKey]);
    cancel();
  });
});
