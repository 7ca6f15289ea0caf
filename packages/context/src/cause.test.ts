import { describe, expect, it } from 'vitest';
import { cause, throwIfDone } from './cause.js';
import type { ContextError } from './context.js';
import { background, TODO } from './endless.js';
import { Canceled, DeadlineExceeded } from './errors.js';
import { contextKey } from './key.js';
import { expectDone, expectLive } from './test-kit/expect.js';
import { Custom, Wrapper } from './test-kit/foreign.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

const parentCause = new Error('parent');
const childCause = new Error('child');

describe('TestCause', () => {
  it('row 52: Background and TODO have none', () => {
    expectLive(background());
    expectLive(TODO());
  });

  it('row 53: WithCancel', () => {
    const [ctx, cancel] = withCancel(background());
    cancel();
    expectDone(ctx);
  });

  it('row 54: WithCancelCause', () => {
    const [ctx, cancel] = withCancelCause(background());
    cancel(parentCause);
    expectDone(ctx, Canceled, parentCause);
  });

  it.each([[], [undefined], [null]])('row 55: WithCancelCause without one: %s', (...args) => {
    const [ctx, cancel] = withCancelCause(background());
    cancel(...(args as []));
    expectDone(ctx);
  });

  it('row 56: the parent with a cause, before the child with one', () => {
    const [parent, cancelParent] = withCancelCause(background());
    const [child, cancelChild] = withCancelCause(parent);
    cancelParent(parentCause);
    cancelChild(childCause);
    expectDone(parent, Canceled, parentCause);
    expectDone(child, Canceled, parentCause);
  });

  it('row 57: the parent with a cause, after the child with one', () => {
    const [parent, cancelParent] = withCancelCause(background());
    const [child, cancelChild] = withCancelCause(parent);
    cancelChild(childCause);
    cancelParent(parentCause);
    expectDone(parent, Canceled, parentCause);
    expectDone(child, Canceled, childCause);
  });

  it('row 58: the parent with a cause, before the child without', () => {
    const [parent, cancelParent] = withCancelCause(background());
    const [child, cancelChild] = withCancel(parent);
    cancelParent(parentCause);
    cancelChild();
    expectDone(parent, Canceled, parentCause);
    expectDone(child, Canceled, parentCause);
  });

  it('row 59: the parent with a cause, after the child without', () => {
    const [parent, cancelParent] = withCancelCause(background());
    const [child, cancelChild] = withCancel(parent);
    cancelChild();
    cancelParent(parentCause);
    expectDone(parent, Canceled, parentCause);
    expectDone(child);
  });

  it('row 60: the child with a cause, after the parent without', () => {
    const [parent, cancelParent] = withCancel(background());
    const [child, cancelChild] = withCancelCause(parent);
    cancelParent();
    cancelChild(childCause);
    expectDone(parent);
    expectDone(child);
  });

  it('row 61: the child with a cause, before the parent without', () => {
    const [parent, cancelParent] = withCancel(background());
    const [child, cancelChild] = withCancelCause(parent);
    cancelChild(childCause);
    cancelParent();
    expectDone(parent);
    expectDone(child, Canceled, childCause);
  });

  it('row 71: a custom context that ends while its parent is live', () => {
    const [parent] = withCancelCause(background());
    const custom = new Custom(parent);
    expect(cause(custom)).toBeUndefined();
    custom.cancel();
    expect(cause(custom)).toBe(Canceled);
    expect(cause(withCancel(custom)[0])).toBe(Canceled);
  });

  it('row 72: a custom context whose parent ended before it', () => {
    const [parent, cancelParent] = withCancelCause(background());
    const custom = new Custom(parent);
    cancelParent(parentCause);
    expect(cause(custom)).toBeUndefined();
    custom.cancel();
    expect(cause(custom)).toBe(parentCause);
  });

  it('row 73: a custom context whose parent ended after it', () => {
    const [parent, cancelParent] = withCancelCause(background());
    const custom = new Custom(parent);
    custom.cancel();
    cancelParent(parentCause);
    expect(cause(custom)).toBe(parentCause);
  });
});

describe('cause', () => {
  it('passes through values and wrappers', () => {
    const [ctx, cancel] = withCancelCause(background());
    cancel(parentCause);
    const value = withValue(ctx, contextKey('key'), 1);
    for (const each of [value, new Wrapper(ctx), new Wrapper(value)]) {
      expect(cause(each)).toBe(parentCause);
    }
    expect(cause(withValue(new Wrapper(ctx), contextKey('key'), 1))).toBe(parentCause);
  });

  it('of a foreign context is the reason of its signal, where somebody gave one', () => {
    const given = new Custom(background());
    given.cancel(Canceled, parentCause);
    expect(cause(given)).toBe(parentCause);
    expect(cause(withCancel(given)[0])).toBe(parentCause);
    const none = new Custom(background());
    none.cancel(DeadlineExceeded);
    expect(cause(none)).toBe(DeadlineExceeded);
  });

  it('of a foreign context with an error of its own is that error', () => {
    const own = Object.assign(new Error('own'), { name: 'AbortError', timeout: false } as const);
    const custom = new Custom(background());
    const [child] = withCancel(custom);
    custom.cancel(own satisfies ContextError);
    expectDone(child, own);
  });
});

describe('throwIfDone', () => {
  it('does nothing while the context is live', () => {
    throwIfDone(background());
    throwIfDone(withTimeout(background(), 1)[0]);
  });

  it('throws the cause once it is done', () => {
    const [ctx, cancel] = withCancelCause(background());
    cancel(parentCause);
    expect(() => throwIfDone(ctx)).toThrow(parentCause);
    expect(() => throwIfDone(withTimeout(background(), 0)[0])).toThrow(DeadlineExceeded);
  });
});
