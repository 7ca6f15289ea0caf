import { describe, expect, it, vi } from 'vitest';
import { afterFunc } from './after-func.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { race } from './race.js';
import { expectDone, turn } from './test-kit/expect.js';
import { Custom, Wrapper } from './test-kit/foreign.js';
import { withCancel } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withSignal } from './with-signal.js';

/** A context that ends in an hour, and the timer that does that. */
function anHour() {
  const set = vi.spyOn(globalThis, 'setTimeout');
  const [inner, cancel] = withTimeout(background(), 3_600_000);
  const timer = set.mock.results[0]?.value as NodeJS.Timeout;
  set.mockRestore();
  return { inner, cancel, timer };
}

/** Waits for the end of another in an async method. */
class Async extends Wrapper {
  override async done(): Promise<void> {
    await super.done();
  }
}

/** Ends with another, or by itself. */
class Racing extends Wrapper {
  override done(): Promise<void> {
    return Promise.race([super.done(), new Promise<void>(() => undefined)]);
  }
}

/** As `Async`, and waits but once, whoever asks. */
class Once extends Wrapper {
  #done: Promise<void> | undefined;

  override done(): Promise<void> {
    return (this.#done ??= super.done().then(() => undefined));
  }
}

describe('foreign contexts', () => {
  it('with many children cause no warning about listeners, nor do signals and races', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => {
      warnings.push(warning);
    };
    process.on('warning', note);
    const wrapper = new Wrapper(background());
    const { signal } = new AbortController();
    const cancels = Array.from({ length: 100 }, () => [
      withCancel(wrapper)[1],
      withSignal(background(), signal)[1],
    ]).flat();
    const custom = new Custom(background());
    await Promise.all(Array.from({ length: 100 }, (_, i) => race(custom, Promise.resolve(i))));
    await turn();
    process.off('warning', note);
    for (const cancel of cancels) cancel();
    expect(warnings).toEqual([]);
  });

  it('keep no timer running that nobody waits for', async () => {
    const { inner, cancel, timer } = anHour();
    const [child] = withCancel(new Wrapper(inner));
    await turn();
    expect(timer.hasRef()).toBe(false);
    void child.done();
    expect(timer.hasRef()).toBe(true);
    cancel();
    expect(timer.hasRef()).toBe(false);
  });

  it.each<[string, (inner: Context) => Context]>([
    ['an async method', (inner) => new Async(inner)],
    ['a promise of its own each time', (inner) => new Racing(inner)],
  ])('whose done() is %s keep none either', async (_, wrap) => {
    const { inner, cancel, timer } = anHour();
    const wrapper = wrap(inner);
    const [child] = withCancel(wrapper);
    expect(timer.hasRef()).toBe(false);
    void child.done();
    expect(timer.hasRef()).toBe(true);
    cancel();
    await child.done();
    expectDone(child);
  });

  it('with one promise for all, which waits, keep it running', () => {
    const { inner, cancel, timer } = anHour();
    const wrapper = new Once(inner);
    withCancel(wrapper);
    void wrapper.done();
    expect(timer.hasRef()).toBe(true);
    cancel();
  });

  it('that throw when somebody waits keep no timer running', () => {
    const { inner, cancel, timer } = anHour();
    const parent = new Custom(inner);
    parent.err = () => {
      throw new Error('broken');
    };
    expect(() => afterFunc(parent, () => undefined)).toThrow('broken');
    expect(timer.hasRef()).toBe(false);
    cancel();
  });
});
