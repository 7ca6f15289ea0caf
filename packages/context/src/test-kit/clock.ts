/** A clock and timers that only move when told to, in place of the host's. */

export interface Clock {
  now(): number;
  /** Moves the time, and fires what is due, in order. */
  advance(ms: number): void;
  /** How many timers are set. */
  pending(): number;
  /** Puts the host's own back. */
  restore(): void;
}

interface Pending {
  readonly at: number;
  readonly f: () => void;
}

/** Puts a clock in place, at zero on the calendar and for timers. */
export function stopClock(): Clock {
  const { setTimeout, clearTimeout, performance } = globalThis;
  const realNow = Date.now;
  const timers = new Map<number, Pending>();
  let now = 0;
  let next = 1;
  Object.assign(globalThis, {
    setTimeout: (f: () => void, ms: number) => {
      timers.set(next, { at: now + ms, f });
      return next++;
    },
    clearTimeout: (id: number) => timers.delete(id),
  });
  Object.defineProperty(globalThis, 'performance', {
    value: { now: () => now },
    configurable: true,
    writable: true,
  });
  Date.now = () => now;
  const earliest = (): [number, Pending] | undefined =>
    [...timers].sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
  return {
    now: () => now,
    advance: (ms) => {
      const until = now + ms;
      for (;;) {
        const first = earliest();
        if (first === undefined || first[1].at > until) break;
        timers.delete(first[0]);
        now = first[1].at;
        first[1].f();
      }
      now = until;
    },
    pending: () => timers.size,
    restore: () => {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      Object.defineProperty(globalThis, 'performance', {
        value: performance,
        configurable: true,
        writable: true,
      });
      Date.now = realNow;
    },
  };
}
