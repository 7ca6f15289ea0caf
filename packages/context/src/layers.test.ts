import { describe, expect, it } from 'vitest';
import type { Context } from './context.js';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { contextKey, type ContextKey } from './key.js';
import { dice } from './test-kit/dice.js';
import { expectDone, expectLive } from './test-kit/expect.js';
import { withCancel } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

interface Layers {
  readonly leaf: Context;
  readonly values: readonly ContextKey<number>[];
  readonly cancels: readonly (() => void)[];
}

/** At least thirty layers of random kinds, and at least one of each. */
function layers(roll: (n: number) => number, timeout: number): Layers {
  let leaf = background();
  let timers = 0;
  const values: ContextKey<number>[] = [];
  const cancels: (() => void)[] = [];
  const count = (): number => values.length + cancels.length;
  while (count() < 30 || values.length === 0 || cancels.length === timers || timers === 0) {
    const kind = roll(3);
    if (kind === 0) {
      const key = contextKey<number>('layer');
      leaf = withValue(leaf, key, values.length);
      values.push(key);
    } else {
      const [ctx, cancel] = kind === 1 ? withCancel(leaf) : withTimeout(leaf, timeout);
      leaf = ctx;
      cancels.push(cancel);
      if (kind === 2) timers += 1;
    }
  }
  return { leaf, values, cancels };
}

function expectValues({ leaf, values }: Layers): void {
  values.forEach((key, i) => {
    expect(leaf.value(key)).toBe(i);
  });
}

const SEEDS = Array.from({ length: 20 }, (_, i) => 89_307_911 + i);

describe('TestLayersCancel', () => {
  it.each(SEEDS)('row 33: canceling a random layer ends the leaf (seed %d)', (seed) => {
    const roll = dice(seed);
    const made = layers(roll, 3_600_000);
    expect(String(made.leaf)).toMatch(/^context\.Background\./);
    expectLive(made.leaf);
    expectValues(made);
    made.cancels[roll(made.cancels.length)]?.();
    expectDone(made.leaf);
    expectValues(made);
    for (const cancel of made.cancels) cancel();
  });
});

describe('TestLayersTimeout', () => {
  it.each(SEEDS)('row 34: the leaf ends at its deadline (seed %d)', async (seed) => {
    const made = layers(dice(seed), 2);
    expectValues(made);
    await made.leaf.done();
    expectDone(made.leaf, DeadlineExceeded);
    expectValues(made);
    for (const cancel of made.cancels) cancel();
  });
});
