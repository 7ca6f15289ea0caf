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

export interface Heap<T extends Placed> {
  /** Adds `item`, which must be in no heap. Takes constant time where it comes last. */
  add(item: T, tick: number): void;
  /** Takes `item` out, which must be in this heap. Returns how many are left. */
  remove(item: T): number;
  /** When the earliest comes; `Infinity` where there is nothing. */
  next(): number;
  /** Takes the earliest out; `undefined` where there is nothing. */
  take(): T | undefined;
}

/** The place of what is in no heap. */
export const NOWHERE = -1;

/** So many gaps may stay, however little there is beside them. */
const FEW = 32;

export function heap<T extends Placed>(): Heap<T> {
  /** Invariant: none is before the one at half its place, `ticks[(i - 1) >> 1]`. */
  const ticks: number[] = [];
  /** What comes at these ticks; `undefined` in a gap. */
  const items: (T | undefined)[] = [];
  /** How many are no gaps. */
  let size = 0;

  const put = (item: T | undefined, tick: number, place: number): void => {
    ticks[place] = tick;
    items[place] = item;
    if (item !== undefined) item.place = place;
  };

  /** Puts `item` at `place`, or as far above it as it belongs. */
  const rise = (item: T, tick: number, place: number): void => {
    let at = place;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (ticks[above]! <= tick) break;
      put(items[above], ticks[above]!, at);
      at = above;
    }
    put(item, tick, at);
  };

  /** Takes out what is at the top, a gap or not. */
  const drop = (): void => {
    const tick = ticks.pop()!;
    const item = items.pop();
    const { length } = ticks;
    if (length === 0) return;
    let at = 0;
    for (let below = 1; below < length; below = 2 * at + 1) {
      if (below + 1 < length && ticks[below + 1]! < ticks[below]!) below += 1;
      if (ticks[below]! >= tick) break;
      put(items[below], ticks[below]!, at);
      at = below;
    }
    put(item, tick, at);
  };

  /** Takes all gaps out. */
  const sweep = (): void => {
    let kept = 0;
    for (let at = 0; at < items.length; at++) {
      const item = items[at];
      if (item !== undefined) rise(item, ticks[at]!, kept++);
    }
    items.length = ticks.length = kept;
  };

  const next = (): number => {
    while (items.length > 0 && items[0] === undefined) drop();
    return ticks[0] ?? Infinity;
  };

  return {
    add(item, tick) {
      size += 1;
      rise(item, tick, ticks.length);
    },
    remove(item) {
      size -= 1;
      items[item.place] = undefined;
      // What comes last is often taken out first.
      if (item.place === items.length - 1) {
        items.pop();
        ticks.pop();
      }
      item.place = NOWHERE;
      if (items.length > 2 * size + FEW) sweep();
      return size;
    },
    next,
    take() {
      next();
      const [item] = items;
      if (item === undefined) return undefined;
      size -= 1;
      item.place = NOWHERE;
      drop();
      return item;
    },
  };
}
