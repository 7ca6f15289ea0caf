import { describe, expect, it } from 'vitest';
import { afterFunc } from './after-func.js';
import type { CancelFunc } from './cancel-func.js';
import { cause } from './cause.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { Canceled } from './errors.js';
import { contextKey } from './key.js';
import { expectDone, expectLive, turn } from './test-kit/expect.js';
import { uncaught } from './test-kit/surfacing.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

const key = contextKey<number>('depth');

describe('size', () => {
  it('J3: a chain of 100,000 contexts ends, prints and finds values', () => {
    const [root, cancel] = withCancel(withValue(background(), key, 1));
    let leaf: Context = root;
    for (let i = 0; i < 100_000; i++) [leaf] = withCancel(leaf);
    expect(leaf.value(key)).toBe(1);
    expect(String(leaf).length).toBeGreaterThan(1_000_000);
    const { signal } = leaf;
    cancel();
    expect(signal.aborted).toBe(true);
    expectDone(leaf);
  });

  it('J3: a chain of 100,000 timeouts, each with somebody waiting', async () => {
    const [root, cancel] = withTimeout(background(), 3_600_000);
    let leaf: Context = root;
    let ended = 0;
    for (let i = 0; i < 100_000; i++) {
      [leaf] = withTimeout(leaf, 3_600_000);
      afterFunc(leaf, () => (ended += 1));
      void leaf.done();
    }
    cancel();
    expectDone(leaf);
    await turn();
    expect(ended).toBe(100_000);
  });

  it('a parent of 1,000,000 children ends', () => {
    const [root, cancel] = withCancel(background());
    let last: Context = root;
    for (let i = 0; i < 1_000_000; i++) [last] = withCancel(root);
    cancel();
    expectDone(last);
  });

  it('children leave a parent of 100,000 in any order', () => {
    const [root, cancelRoot] = withCancel(background());
    const cancels = Array.from({ length: 100_000 }, () => withCancel(root)[1]);
    const order = [...cancels.keys()].sort((a, b) => ((a * 7919) % 101) - ((b * 7919) % 101));
    for (const i of order) cancels[i]?.();
    expectLive(root);
    const [late] = withCancel(root);
    cancelRoot();
    expectDone(late);
  });
});

describe('order', () => {
  /** Names in the order in which their signals abort and their functions run. */
  function journal(): { root: CancelFunc; names: string[]; add: (name: string) => void } {
    const names: string[] = [];
    const [ctx, cancel] = withCancel(background());
    const made = new Map<string, Context>([['', ctx]]);
    const add = (name: string): void => {
      const [child] = withCancel(made.get(name.slice(0, -1)) ?? ctx);
      made.set(name, child);
      child.signal.addEventListener('abort', () => names.push(name));
    };
    return { root: cancel, names, add };
  }

  it('row 96: parents before children, children in order of creation', () => {
    const { root, names, add } = journal();
    for (const name of ['a', 'b', 'aa', 'c', 'ba', 'ab', 'aaa']) add(name);
    root();
    expect(names).toEqual(['a', 'aa', 'aaa', 'ab', 'b', 'ba', 'c']);
  });

  it('rows 74, 95: the whole tree is marked before anybody hears of it', () => {
    const why = new Error('because');
    const [root, cancel] = withCancelCause(background());
    const all = Array.from({ length: 5 }, () => withCancel(root)[0]);
    all.push(withCancel(all[4] ?? root)[0]);
    let heard = 0;
    for (const ctx of [root, ...all]) {
      ctx.signal.addEventListener('abort', () => {
        heard += 1;
        for (const other of all) expectDone(other, Canceled, why);
      });
    }
    cancel(why);
    expect(heard).toBe(all.length + 1);
  });

  it('functions registered among children run in order of registration', async () => {
    const names: string[] = [];
    const [root, cancel] = withCancel(background());
    afterFunc(root, () => names.push('first'));
    afterFunc(withCancel(root)[0], () => names.push('second'));
    afterFunc(root, () => names.push('third'));
    cancel();
    expect(names).toEqual([]);
    await turn();
    expect(names).toEqual(['first', 'second', 'third']);
  });
});

describe('observers that throw', () => {
  it('stop no other observer, reach no canceller, and surface', async () => {
    const errors = await uncaught(() => {
      const [root, cancel] = withCancel(background());
      const [one] = withCancel(root);
      const [two] = withCancel(root);
      one.signal.addEventListener('abort', () => {
        throw new Error('in a listener');
      });
      afterFunc(one, () => {
        throw new Error('in a function');
      });
      let ran = false;
      afterFunc(two, () => (ran = true));
      cancel();
      expectDone(two);
      return turn().then(() => {
        expect(ran).toBe(true);
      });
    });
    expect(errors.map((error) => (error as Error).message).sort()).toEqual([
      'in a function',
      'in a listener',
    ]);
  });
});

describe('TestSimultaneousCancels', () => {
  it.each(['abort listeners', 'functions'])('row 31: canceling others from %s', async (where) => {
    const [root, cancelRoot] = withCancel(background());
    const all: [Context, CancelFunc][] = [[root, cancelRoot]];
    for (let i = 0; all.length < 100; i++) {
      const [parent] = all[i] ?? [root];
      for (let n = 0; n < 4; n++) all.push(withCancel(parent));
    }
    all.forEach(([ctx], i) => {
      const other = all[(i * 37 + 11) % all.length]?.[1] ?? cancelRoot;
      if (where === 'functions') afterFunc(ctx, other);
      else ctx.signal.addEventListener('abort', () => other());
    });
    all[57]?.[1]();
    for (let i = 0; i < 10; i++) await turn();
    cancelRoot();
    for (const [ctx] of all) {
      expectDone(ctx);
      await ctx.done();
    }
  });
});

describe('TestInterlockedCancels', () => {
  it('row 32: a listener of the parent cancels the child', () => {
    const [parent, cancelParent] = withCancel(background());
    const [child, cancelChild] = withCancel(parent);
    const { signal } = child;
    let seen = false;
    parent.signal.addEventListener('abort', () => {
      cancelChild();
      seen = signal.aborted;
    });
    cancelParent();
    expect(seen).toBe(true);
    expectDone(child);
  });

  it('row 32: somebody who waits for the parent cancels the child', async () => {
    const [parent, cancelParent] = withCancel(background());
    const [child, cancelChild] = withCancel(parent);
    const waiting = parent.done().then(cancelChild);
    cancelParent();
    await waiting;
    expectDone(child);
  });

  it('listeners that cancel what has ended do not recurse', () => {
    const [root, cancel] = withCancel(background());
    let count = 0;
    for (let i = 0; i < 20_000; i++) {
      const [child, cancelChild] = withCancel(root);
      child.signal.addEventListener('abort', () => {
        count += 1;
        cancelChild();
      });
    }
    cancel();
    expect(count).toBe(20_000);
  });

  it('a child made by a listener is done when made', () => {
    const why = new Error('because');
    const [root, cancel] = withCancelCause(background());
    const [child] = withCancel(root);
    let late: Context | undefined;
    root.signal.addEventListener('abort', () => ([late] = withCancel(child)));
    cancel(why);
    expect(late && cause(late)).toBe(why);
  });
});
