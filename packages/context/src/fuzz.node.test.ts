/** Loads the package once more, which the test runner can do in Node alone. */

import { afterEach, describe, it, vi } from 'vitest';
import { stopClock, type Clock } from './test-kit/clock.js';
import { fuzz } from './test-kit/fuzz.js';

const SEQUENCES = 2000;
let clock: Clock | undefined;

afterEach(() => {
  clock?.restore();
});

describe('random sequences of operations', () => {
  it('do what a plain model does, by the timers of the host', async () => {
    clock = stopClock();
    vi.resetModules();
    const subject = {
      context: await import('./index.js'),
      childCount: (await import('./child-count.js')).childCount,
    };
    for (let seed = 1; seed <= SEQUENCES; seed++) await fuzz(subject, clock, seed);
  });
});
