/** A binary heap of what comes at a time: the earliest is always at hand. */

/** Something in at most one heap. */
export interface Timed {
  readonly tick: number;
  /** Where it is in the heap, or `NOWHERE`. The heap alone sets it. */
  place: number;
}

/** The place of what is in no heap. */
export const NOWHERE = -1;

/** Adds `item`, which must be in no heap. Takes constant time where it comes last. */
export function insert<T extends Timed>(heap: T[], item: T): void {
  rise(heap, item, heap.length);
}

/** Takes `item` out, which must be in this heap. */
export function remove<T extends Timed>(heap: T[], item: T): void {
  const { place } = item;
  item.place = NOWHERE;
  const moved = heap.pop();
  if (moved === undefined || moved === item) return;
  if (place > 0 && moved.tick < heap[(place - 1) >> 1]!.tick) rise(heap, moved, place);
  else sink(heap, moved, place);
}

/** Puts `item` at `place`, or as far above it as it belongs. */
function rise<T extends Timed>(heap: T[], item: T, place: number): void {
  let at = place;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above]!;
    if (parent.tick <= item.tick) break;
    heap[at] = parent;
    parent.place = at;
    at = above;
  }
  heap[at] = item;
  item.place = at;
}

/** Puts `item` at `place`, or as far below it as it belongs. */
function sink<T extends Timed>(heap: T[], item: T, place: number): void {
  let at = place;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && heap[below + 1]!.tick < heap[below]!.tick) below += 1;
    const child = heap[below]!;
    if (child.tick >= item.tick) break;
    heap[at] = child;
    child.place = at;
    at = below;
  }
  heap[at] = item;
  item.place = at;
}
