import { describe, expect, it, vi } from 'vitest';
import { afterFunc } from './after-func.js';
import { background } from './endless.js';
import { race } from './race.js';
import { turn } from './test-kit/expect.js';
import { Custom, Wrapper } from './test-kit/foreign.js';
import { withCancel } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withSignal } from './with-signal.js';

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
    const set = vi.spyOn(globalThis, 'setTimeout');
    const [inner, cancel] = withTimeout(background(), 3_600_000);
    const timer = set.mock.results[0]?.value as NodeJS.Timeout;
    set.mockRestore();
    const [child] = withCancel(new Wrapper(inner));
    await turn();
    expect(timer.hasRef()).toBe(false);
    void child.done();
    expect(timer.hasRef()).toBe(true);
    cancel();
    expect(timer.hasRef()).toBe(false);
  });

  it('that throw when somebody waits keep no timer running', () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const [inner, cancel] = withTimeout(background(), 3_600_000);
    const timer = set.mock.results[0]?.value as NodeJS.Timeout;
    set.mockRestore();
    const parent = new Custom(inner);
    parent.err = () => {
      throw new Error('broken');
    };
    expect(() => afterFunc(parent, () => undefined)).toThrow('broken');
    expect(timer.hasRef()).toBe(false);
    cancel();
  });
});
