import { afterEach, describe, it } from 'vitest';
import { childCount } from './child-count.js';
import * as context from './index.js';
import { stopClock, type Clock } from './test-kit/clock.js';
import { fuzz } from './test-kit/fuzz.js';

const SEQUENCES = 2000;
let clock: Clock | undefined;

afterEach(() => {
  clock?.restore();
});

describe('random sequences of operations', () => {
  it('do what a plain model does, by timers that came later', async () => {
    clock = stopClock();
    for (let seed = 1; seed <= SEQUENCES; seed++) await fuzz({ context, childCount }, clock, seed);
  });
});
