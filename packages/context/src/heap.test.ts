import { describe, expect, it } from 'vitest';
import { meld, without, type Placed } from './heap.js';
import { dice } from './test-kit/dice.js';

interface Item extends Placed<Item> {
  readonly tick: number;
}

function item(tick: number): Item {
  return { tick, below: undefined, prev: undefined, next: undefined };
}

describe('a heap', () => {
  it.each([1, 2, 3, 4, 5])('has the earliest on top, whatever goes (seed %d)', (seed) => {
    const roll = dice(seed);
    let top: Item | undefined;
    const held = new Set<Item>();
    for (let step = 0; step < 5000; step++) {
      // It grows to some hundreds, and shrinks to nothing again.
      const kind = roll(100) + (step % 1000 < 500 ? 0 : 30);
      if (held.size === 0 || kind < 65) {
        const added = item(roll(200));
        top = meld(top, added);
        held.add(added);
      } else {
        const gone = kind < 120 ? [...held][roll(held.size)]! : top!;
        held.delete(gone);
        top = without(top, gone);
        expect(gone).toEqual(item(gone.tick));
      }
      expect(top?.tick).toBe(held.size === 0 ? undefined : earliest(held));
    }
  });

  it('has nothing on top where all was taken out', () => {
    const items = Array.from({ length: 1000 }, (_, i) => item(i));
    let top = items.reduce<Item | undefined>(meld, undefined);
    for (const each of items) top = without(top, each);
    expect(top).toBeUndefined();
  });

  it('of 100,000 that came in order gives them in order', () => {
    let top: Item | undefined;
    for (let i = 0; i < 100_000; i++) top = meld(top, item(i));
    for (let i = 0; i < 100_000; i++) {
      if (top?.tick !== i) expect(top?.tick).toBe(i);
      top = without(top, top!);
    }
    expect(top).toBeUndefined();
  });
});

function earliest(items: Set<Item>): number {
  return Math.min(...[...items].map(({ tick }) => tick));
}
