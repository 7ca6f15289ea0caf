import { describe, expect, it, vi } from 'vitest';
import { cause } from './cause.js';
import { background } from './endless.js';
import { Canceled } from './errors.js';
import { expectDone, expectLive } from './test-kit/expect.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withSignal } from './with-signal.js';

const why = new Error('because');

describe('withSignal', () => {
  it('ends when the signal aborts, with its reason as the cause', async () => {
    const controller = new AbortController();
    const [ctx] = withSignal(background(), controller.signal);
    const [child] = withCancel(ctx);
    expectLive(child);
    controller.abort(why);
    expectDone(ctx, Canceled, why);
    expectDone(child, Canceled, why);
    expect(child.signal.reason).toBe(why);
    await child.done();
  });

  it('is done when made where the signal has aborted', () => {
    const [ctx] = withSignal(background(), AbortSignal.abort(why));
    expectDone(ctx, Canceled, why);
  });

  it('passes any reason on as it is, and nil as Canceled', () => {
    const [text] = withSignal(background(), AbortSignal.abort('a string'));
    expect(cause(text)).toBe('a string');
    const [none] = withSignal(background(), AbortSignal.abort());
    expect(cause(none)).toBeInstanceOf(DOMException);
    const [nil] = withSignal(background(), AbortSignal.abort(null));
    expectDone(nil);
  });

  it('ends when canceled, and when its parent ends; the signal does not', () => {
    const { signal } = new AbortController();
    const [ctx, cancel] = withSignal(background(), signal);
    cancel();
    expectDone(ctx);
    const [parent, cancelParent] = withCancelCause(background());
    const [child] = withSignal(parent, signal);
    cancelParent(why);
    expectDone(child, Canceled, why);
    expect(signal.aborted).toBe(false);
  });

  it('leaves no listener behind', () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const count = (): number => added.mock.calls.length - removed.mock.calls.length;
    const [parent, cancelParent] = withCancel(background());
    const [, cancel] = withSignal(background(), signal);
    withSignal(parent, signal);
    expect(count()).toBe(1);
    cancel();
    expect(count()).toBe(1);
    cancelParent();
    expect(count()).toBe(0);
    withSignal(parent, signal);
    expect(count()).toBe(0);
  });

  it('ends in order of creation, each once', () => {
    const controller = new AbortController();
    const names: string[] = [];
    const made = ['a', 'b', 'c', 'd'].map((name) => {
      const [ctx, cancel] = withSignal(background(), controller.signal);
      ctx.signal.addEventListener('abort', () => names.push(name));
      return cancel;
    });
    made[1]?.();
    controller.signal.addEventListener('abort', () => made[3]?.());
    controller.abort();
    expect(names).toEqual(['b', 'a', 'c', 'd']);
  });

  it('lets the end of the parent come first', () => {
    const [parent, cancel] = withCancel(background());
    cancel();
    expectDone(withSignal(parent, AbortSignal.abort(why))[0]);
  });

  it('prints as itself', () => {
    const [ctx, cancel] = withSignal(background(), new AbortController().signal);
    expect(String(ctx)).toBe('context.Background.WithSignal');
    cancel();
  });
});
