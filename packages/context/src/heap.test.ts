import { describe, expect, it } from 'vitest';
import { insert, remove, type Timed } from './heap.js';
import { dice } from './test-kit/dice.js';

describe('a heap', () => {
  it.each([1, 2, 3, 4, 5])('gives the earliest first, whatever is taken out (seed %d)', (seed) => {
    const roll = dice(seed);
    const heap: Timed[] = [];
    const held = new Set<Timed>();
    for (let step = 0; step < 5000; step++) {
      if (held.size === 0 || roll(5) < 3) {
        const item = { tick: roll(200), place: 0 };
        insert(heap, item);
        held.add(item);
      } else {
        const item = [...held][roll(held.size)]!;
        remove(heap, item);
        held.delete(item);
      }
      expect(heap.length).toBe(held.size);
      const earliest = Math.min(...[...held].map(({ tick }) => tick));
      expect(heap[0]?.tick ?? Infinity).toBe(earliest);
    }
    for (const [i, item] of heap.entries()) expect(item.place).toBe(i);
  });
});
