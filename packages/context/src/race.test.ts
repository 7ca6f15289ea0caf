import { describe, expect, it } from 'vitest';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { race } from './race.js';
import { Custom } from './test-kit/foreign.js';
import { unhandled } from './test-kit/surfacing.js';
import { withCancelCause } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';

const why = new Error('because');
const never = new Promise<never>(() => undefined);

describe('race', () => {
  it('settles as the promise does', async () => {
    const [ctx] = withCancelCause(background());
    for (const each of [ctx, background()]) {
      expect(await race(each, Promise.resolve(7))).toBe(7);
      expect(await race(each, 7)).toBe(7);
      await expect(race(each, Promise.reject(why))).rejects.toBe(why);
    }
  });

  it('takes whatever has a then', async () => {
    const thenable: PromiseLike<number> = {
      then: (resolve) => Promise.resolve(7).then(resolve),
    };
    expect(await race(background(), thenable)).toBe(7);
    const broken = {
      get then(): never {
        throw why;
      },
    };
    await expect(race(background(), broken)).rejects.toBe(why);
  });

  it('rejects with the cause when the context ends first', async () => {
    const [ctx, cancel] = withCancelCause(background());
    const raced = race(ctx, never);
    cancel(why);
    await expect(raced).rejects.toBe(why);
    await expect(race(withTimeout(background(), 5)[0], never)).rejects.toBe(DeadlineExceeded);
  });

  it('rejects where the context is done, whatever the promise does', async () => {
    const [ctx, cancel] = withCancelCause(background());
    cancel(why);
    await expect(race(ctx, Promise.resolve(7))).rejects.toBe(why);
  });

  it('hears nothing of a promise that rejects later', async () => {
    const seen = await unhandled(async () => {
      const [ctx, cancel] = withCancelCause(background());
      let reject: (error: Error) => void = () => undefined;
      const late = new Promise<void>((_, no) => (reject = no));
      const raced = race(ctx, late);
      cancel(why);
      await expect(raced).rejects.toBe(why);
      reject(new Error('too late'));
      const early = race(ctx, Promise.reject(new Error('lost')));
      await expect(early).rejects.toBe(why);
    });
    expect(seen).toEqual([]);
  });

  it('hears nothing of one that rejects, where the context throws', async () => {
    const broken = new Custom(background());
    broken.err = () => {
      throw why;
    };
    const seen = await unhandled(async () => {
      await expect(race(broken, Promise.reject(new Error('lost')))).rejects.toBe(why);
    });
    expect(seen).toEqual([]);
  });

  it('J12: leaves nothing on a context that lives on', async () => {
    const custom = new Custom(background());
    const all = Array.from({ length: 100 }, (_, i) => race(custom, Promise.resolve(i)));
    expect(custom.listeners).toBe(1);
    await Promise.all(all);
    expect(custom.listeners).toBe(0);
  });
});
