import { describe, expect, it } from 'vitest';
import { heap as newHeap, NOWHERE } from './heap.js';
import { dice } from './test-kit/dice.js';

describe('a heap', () => {
  it.each([1, 2, 3, 4, 5])('gives the earliest first, whatever is taken out (seed %d)', (seed) => {
    const roll = dice(seed);
    const heap = newHeap<{ readonly tick: number; place: number }>();
    const held = new Set<{ readonly tick: number; place: number }>();
    const earliest = (): number => Math.min(...[...held].map(({ tick }) => tick));
    for (let step = 0; step < 5000; step++) {
      // It grows to some hundreds, and shrinks to nothing again.
      const kind = roll(100) + (step % 1000 < 500 ? 0 : 30);
      if (held.size === 0 || kind < 65) {
        const item = { tick: roll(200), place: NOWHERE };
        heap.add(item, item.tick);
        held.add(item);
      } else if (kind < 120) {
        const item = [...held][roll(held.size)]!;
        held.delete(item);
        expect(heap.remove(item)).toBe(held.size);
        expect(item.place).toBe(NOWHERE);
      } else {
        const first = earliest();
        expect(heap.next()).toBe(first);
        const item = heap.take()!;
        expect(item.tick).toBe(first);
        expect(held.delete(item)).toBe(true);
      }
      expect(heap.next()).toBe(earliest());
    }
  });

  it('has nothing to give where all was taken out', () => {
    const heap = newHeap<{ place: number }>();
    const items = Array.from({ length: 1000 }, () => ({ place: NOWHERE }));
    items.forEach((item, i) => {
      heap.add(item, i);
    });
    const left = items.map((item) => heap.remove(item));
    expect(left.at(-1)).toBe(0);
    expect(heap.next()).toBe(Infinity);
    expect(heap.take()).toBeUndefined();
  });
});
