import { describe, expect, it, vi } from 'vitest';
import { afterFunc } from './after-func.js';
import { background } from './endless.js';
import { turn } from './test-kit/expect.js';
import { uncaught } from './test-kit/surfacing.js';
import { withCancel } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';

describe('TestAfterFuncCalledAfterCancel', () => {
  it('row 82: runs once after cancel, and can then not be stopped', async () => {
    const [ctx, cancel] = withCancel(background());
    const f = vi.fn();
    const stop = afterFunc(ctx, f);
    await turn();
    expect(f).not.toHaveBeenCalled();
    cancel();
    await turn();
    expect(f).toHaveBeenCalledOnce();
    expect(f).toHaveBeenCalledWith();
    expect(stop()).toBe(false);
    cancel();
    await turn();
    expect(f).toHaveBeenCalledOnce();
  });
});

describe('TestAfterFuncCalledAfterTimeout', () => {
  it('row 83: runs when the deadline passes', async () => {
    const [ctx] = withTimeout(background(), 5);
    await new Promise<void>((resolve) => afterFunc(ctx, resolve));
    expect(ctx.err()?.timeout).toBe(true);
  });
});

describe('TestAfterFuncCalledImmediately', () => {
  it('row 84: runs soon where the context is done, but not inside the call', async () => {
    const [ctx, cancel] = withCancel(background());
    cancel();
    const f = vi.fn();
    const stop = afterFunc(ctx, f);
    expect(f).not.toHaveBeenCalled();
    expect(stop()).toBe(false);
    await Promise.resolve();
    expect(f).toHaveBeenCalledOnce();
  });
});

describe('TestAfterFuncNotCalledAfterStop', () => {
  it('row 85: does not run when stopped, and can be stopped once', async () => {
    const [ctx, cancel] = withCancel(background());
    const f = vi.fn();
    const stop = afterFunc(ctx, f);
    expect(stop()).toBe(true);
    expect(stop()).toBe(false);
    cancel();
    await turn();
    expect(f).not.toHaveBeenCalled();
    expect(stop()).toBe(false);
  });

  it('row 85: cannot be stopped between cancel and the run', async () => {
    const [ctx, cancel] = withCancel(background());
    const f = vi.fn();
    const stop = afterFunc(ctx, f);
    cancel();
    expect(stop()).toBe(false);
    await turn();
    expect(f).toHaveBeenCalledOnce();
  });

  it('row 85: on a context that never ends, stopping is all there is', async () => {
    const f = vi.fn();
    const stop = afterFunc(background(), f);
    await turn();
    expect(stop()).toBe(true);
    expect(stop()).toBe(false);
    expect(f).not.toHaveBeenCalled();
  });
});

describe('TestAfterFuncCalledAsynchronously', () => {
  it('row 86: cancel returns before it runs', async () => {
    const [ctx, cancel] = withCancel(background());
    let returned = false;
    const ran = new Promise<boolean>((resolve) => {
      afterFunc(ctx, () => {
        resolve(returned);
      });
    });
    cancel();
    returned = true;
    expect(await ran).toBe(true);
  });

  it('row 86: one that throws stops no other and reaches no canceller', async () => {
    const [ctx, cancel] = withCancel(background());
    const f = vi.fn();
    const errors = await uncaught(() => {
      afterFunc(ctx, () => {
        throw new Error('thrown');
      });
      afterFunc(ctx, f);
      cancel();
    });
    expect(errors).toEqual([new Error('thrown')]);
    expect(f).toHaveBeenCalledOnce();
  });

  it('the same function twice runs twice', async () => {
    const [ctx, cancel] = withCancel(background());
    const f = vi.fn();
    afterFunc(ctx, f);
    const stop = afterFunc(ctx, f);
    afterFunc(ctx, f);
    expect(stop()).toBe(true);
    cancel();
    await turn();
    expect(f).toHaveBeenCalledTimes(2);
  });
});
