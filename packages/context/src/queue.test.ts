import { describe, expect, it, vi } from 'vitest';
import { dice } from './test-kit/dice.js';
import { queue as newQueue, type Bell, type Queue } from './queue.js';

/** A host whose clock and timers the test moves. */
function machine({ clock = true, timer = (id: number): unknown => id } = {}) {
  let now = 0;
  let next = 1;
  const timers = new Map<number, { at: number; f: () => void }>();
  const host = {
    set: vi.fn((f: () => void, ms: number) => {
      timers.set(next, { at: now + ms, f });
      return timer(next++);
    }),
    clear: vi.fn((timer: never) => timers.delete(Number(timer))),
    now: () => now,
    queue: () => newQueue(host.set, host.clear, clock ? () => now : undefined),
  };
  /** Moves the clock, and then fires what is due, as a host does that was busy until then. */
  const pass = (ms: number): void => {
    now += ms;
    for (const [id, { at, f }] of [...timers]) {
      if (at > now || !timers.delete(id)) continue;
      f();
    }
  };
  return { host, timers, pass };
}

function bells(queue: Queue, rung: number[]): (tick: number) => Bell {
  return (tick) => {
    return addBell(queue, tick, () => rung.push(tick));
  };
}

/** A timer that can be made to keep no process alive. */
function unrefable(id: number): unknown {
  return { unref: vi.fn(), valueOf: () => id };
}

function addBell(queue: Queue, tick: number, f: () => void, ms = tick): Bell {
  const bell: Bell = {
    tick,
    below: undefined,
    prev: undefined,
    next: undefined,
    ring: () => {
      queue.remove(bell);
      f();
    },
  };
  queue.add(bell, ms);
  return bell;
}

describe('a queue', () => {
  it('has one native timer, for the earliest', () => {
    const { host, timers, pass } = machine();
    const rung: number[] = [];
    const add = bells(host.queue(), rung);
    for (const tick of [300, 500, 100, 400, 200, 600]) add(tick);
    expect(timers.size).toBe(1);
    expect(host.set).toHaveBeenCalledTimes(2);
    pass(100);
    expect(rung).toEqual([100]);
    expect(timers.size).toBe(1);
    pass(350);
    expect(rung).toEqual([100, 200, 300, 400]);
    pass(1000);
    expect(rung).toEqual([100, 200, 300, 400, 500, 600]);
    expect(timers.size).toBe(0);
  });

  it('leaves the timer where the earliest goes, and takes it away with the last', () => {
    const { host, timers, pass } = machine();
    const rung: number[] = [];
    const queue = host.queue();
    const add = bells(queue, rung);
    const first = add(100);
    const second = add(200);
    queue.remove(first);
    expect(host.set).toHaveBeenCalledTimes(1);
    pass(100);
    expect(rung).toEqual([]);
    expect(timers.size).toBe(1);
    queue.remove(second);
    expect(timers.size).toBe(0);
  });

  it('may leave the last timer, where that keeps nothing alive', () => {
    const unref = vi.fn();
    const { host, timers, pass } = machine({ timer: () => ({ unref }) });
    const rung: number[] = [];
    const queue = host.queue();
    const add = bells(queue, rung);
    for (const tick of [100, 200, 300]) queue.remove(add(tick));
    expect(host.set).toHaveBeenCalledTimes(1);
    expect(unref).toHaveBeenCalledTimes(1);
    add(150);
    pass(100);
    expect(rung).toEqual([]);
    pass(50);
    expect(rung).toEqual([150]);
    expect(timers.size).toBe(0);
    const numbers = machine();
    const other = numbers.host.queue();
    other.remove(bells(other, rung)(100));
    expect(numbers.timers.size).toBe(0);
  });

  it('from which the oldest goes first, time and again', () => {
    const { host, timers, pass } = machine();
    const rung: number[] = [];
    const queue = host.queue();
    const add = bells(queue, rung);
    const all = [10, 20, 30, 40].map(add);
    queue.remove(all[0]!);
    queue.remove(all[1]!);
    const early = add(5);
    queue.remove(early);
    all.push(add(7), add(35));
    pass(8);
    expect(rung).toEqual([7]);
    queue.remove(all[2]!);
    pass(30);
    expect(rung).toEqual([7, 35]);
    queue.remove(all[3]!);
    expect(timers.size).toBe(0);
  });

  it.each([1, 2, 3, 4, 5])('rings what is due and no other (seed %d)', (seed) => {
    const roll = dice(seed);
    const { host, timers, pass } = machine();
    const queue = host.queue();
    const held = new Set<Bell>();
    let now = 0;
    for (let step = 0; step < 5000; step++) {
      const kind = roll(10);
      if (kind < 5) {
        const tick = now + 1 + roll(200);
        const ring = (): void => {
          expect(tick).toBeLessThanOrEqual(host.now());
          held.delete(bell);
        };
        const bell = addBell(queue, tick, ring, tick - now);
        held.add(bell);
      } else if (kind < 9 && held.size > 0) {
        // The oldest, the youngest, or any.
        const all = [...held];
        const gone = kind === 5 ? all[0]! : kind === 6 ? all.at(-1)! : all[roll(all.length)]!;
        held.delete(gone);
        queue.remove(gone);
      } else {
        pass(roll(20));
        now = host.now();
      }
      expect([...held].filter(({ tick }) => tick <= now)).toEqual([]);
      if (held.size === 0) expect(timers.size).toBe(0);
    }
    pass(1000);
    expect(held.size).toBe(0);
  });

  it('without a clock goes by its timer alone, and leaves none', () => {
    const { host, timers, pass } = machine({ clock: false, timer: unrefable });
    const rung: number[] = [];
    const queue = host.queue();
    const add = bells(queue, rung);
    add(100);
    add(200);
    pass(300);
    expect(rung).toEqual([100]);
    pass(100);
    expect(rung).toEqual([100, 200]);
    queue.remove(add(300));
    expect(timers.size).toBe(0);
  });

  it('a bell that adds or takes away others while it rings', () => {
    const { host, pass } = machine();
    const rung: number[] = [];
    const queue = host.queue();
    const add = bells(queue, rung);
    const doomed: Bell[] = [];
    const ring = (): void => {
      rung.push(10);
      doomed.forEach((bell) => {
        queue.remove(bell);
      });
      add(15);
      add(30);
    };
    addBell(queue, 10, ring);
    doomed.push(add(12));
    add(20);
    pass(20);
    expect(rung).toEqual([10, 15, 20]);
    pass(15);
    expect(rung).toEqual([10, 15, 20, 30]);
  });

  it('is on time after a bell that took long, and at once where it took too long', () => {
    const { host, pass } = machine();
    const rung: number[] = [];
    const queue = host.queue();
    const add = bells(queue, rung);
    addBell(queue, 100, () => {
      pass(150);
    });
    addBell(queue, 300, () => {
      pass(150);
    });
    add(400);
    pass(100);
    pass(50);
    expect(host.set.mock.calls.map(([, ms]) => ms)).toEqual([100, 50, 0]);
    pass(0);
    expect(rung).toEqual([400]);
  });

  it('wakes for none of those that were taken away', () => {
    const { host, timers, pass } = machine();
    const rung: number[] = [];
    const queue = host.queue();
    const add = bells(queue, rung);
    const all = Array.from({ length: 100 }, (_, i) => add(10 + i));
    const last = add(1000);
    for (const bell of all.slice(1)) queue.remove(bell);
    pass(10);
    expect(rung).toEqual([10]);
    expect(host.set.mock.calls.map(([, ms]) => ms)).toEqual([10, 990]);
    queue.remove(last);
    expect(timers.size).toBe(0);
  });
});
