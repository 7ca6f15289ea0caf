/**
 * A pairing heap of what comes at a time: a tree in which nothing comes before what it hangs on, so
 * that the earliest of all is at the top. To add one takes constant time, and so does to take out
 * what nothing hangs on, as is so with most that goes before its time.
 */

/** Something in at most one heap, which alone sets all but the tick. */
export interface Placed<T> {
  readonly tick: number;
  /** The eldest that hangs on it. */
  below: T | undefined;
  /** Its elder sibling, or where it has none, what it hangs on. */
  prev: T | undefined;
  next: T | undefined;
}

/** One heap of two, or of one and nothing. */
export function meld<T extends Placed<T>>(a: T | undefined, b: T | undefined): T | undefined {
  if (!a || !b) return a ?? b;
  if (b.tick < a.tick) return meld(b, a);
  b.prev = a;
  b.next = a.below;
  if (b.next) b.next.prev = b;
  a.below = b;
  return a;
}

/** What is left of the heap `top` without `item`, which must be in it. */
export function without<T extends Placed<T>>(top: T | undefined, item: T): T | undefined {
  const { prev, next } = item;
  const rest = item.below && gather(item.below);
  item.below = item.prev = item.next = undefined;
  if (!prev) return rest;
  if (prev.below === item) prev.below = next;
  else prev.next = next;
  if (next) next.prev = prev;
  return rest ? meld(top, rest) : top;
}

/** One heap of all siblings: of every two, and then of those from the last to the first. */
function gather<T extends Placed<T>>(eldest: T | undefined): T | undefined {
  let pairs: T | undefined;
  let at = eldest;
  while (at) {
    const second: T | undefined = at.next;
    const rest: T | undefined = second?.next;
    const pair = meld(at, second)!;
    pair.next = pairs;
    pairs = pair;
    at = rest;
  }
  let top: T | undefined;
  while (pairs) {
    const rest: T | undefined = pairs.next;
    top = meld(top, pairs);
    pairs = rest;
  }
  // All others have new siblings by now; the top still names old ones.
  if (top) top.prev = top.next = undefined;
  return top;
}
