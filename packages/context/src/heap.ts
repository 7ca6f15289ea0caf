/**
 * A binary heap of what comes at a time: the earliest is always at hand. What is taken out before
 * its time leaves a gap, and gaps are swept out when they are half of all: most is taken out,
 * sooner or later, and to move another there each time takes longer than all the rest.
 */

/** Something in at most one heap. */
export interface Placed {
  /** Where it is in the heap, or `NOWHERE`. The heap alone sets it. */
  place: number;
}

/** The place of what is in no heap. */
export const NOWHERE = -1;

/** So many gaps may stay, however little there is beside them. */
const FEW = 32;

export class Heap<T extends Placed> {
  /** Invariant: none is before the one at half its place, `ticks[(i - 1) >> 1]`. */
  private readonly ticks: number[] = [];
  /** What comes at these ticks; `undefined` in a gap. */
  private readonly items: (T | undefined)[] = [];
  /** How many are no gaps. */
  size = 0;

  /** Adds `item`, which must be in no heap. Takes constant time where it comes last. */
  add(item: T, tick: number): void {
    this.size += 1;
    const { ticks } = this;
    let at = ticks.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (ticks[above]! <= tick) break;
      this.move(above, at);
      at = above;
    }
    this.put(item, tick, at);
  }

  /** Takes `item` out, which must be in this heap. */
  remove(item: T): void {
    const { ticks, items } = this;
    this.size -= 1;
    items[item.place] = undefined;
    // What comes last is often taken out first.
    if (item.place === items.length - 1) {
      items.pop();
      ticks.pop();
    }
    item.place = NOWHERE;
    if (items.length > 2 * this.size + FEW) this.sweep();
  }

  /** When the earliest comes; `Infinity` where there is nothing. */
  next(): number {
    const { ticks, items } = this;
    while (items.length > 0 && items[0] === undefined) this.drop();
    return ticks[0] ?? Infinity;
  }

  /** Takes the earliest out; `undefined` where there is nothing, or a gap. */
  take(): T | undefined {
    const [item] = this.items;
    if (item !== undefined) {
      item.place = NOWHERE;
      this.size -= 1;
      this.drop();
    }
    return item;
  }

  private drop(): void {
    const tick = this.ticks.pop()!;
    const item = this.items.pop();
    if (this.ticks.length > 0) this.sink(item, tick, 0);
  }

  private sweep(): void {
    const { ticks, items } = this;
    let kept = 0;
    for (let at = 0; at < items.length; at++) if (items[at] !== undefined) this.move(at, kept++);
    items.length = ticks.length = kept;
    for (let at = (kept >> 1) - 1; at >= 0; at--) this.sink(items[at], ticks[at]!, at);
  }

  /** Puts `item` at the place `at`, or as far below it as it belongs. */
  private sink(item: T | undefined, tick: number, place: number): void {
    const { ticks } = this;
    let at = place;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= ticks.length) break;
      if (below + 1 < ticks.length && ticks[below + 1]! < ticks[below]!) below += 1;
      if (ticks[below]! >= tick) break;
      this.move(below, at);
      at = below;
    }
    this.put(item, tick, at);
  }

  private move(from: number, to: number): void {
    this.put(this.items[from], this.ticks[from]!, to);
  }

  private put(item: T | undefined, tick: number, at: number): void {
    this.ticks[at] = tick;
    this.items[at] = item;
    if (item !== undefined) item.place = at;
  }
}
