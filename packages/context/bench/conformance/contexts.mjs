// Rows 1 to 51: contexts, their ends, deadlines and values.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { ended, ends, HOUR, live, root, soon, turn, why } from './asks.mjs';

/** A chain of `n` layers of three kinds, and the values that it holds. */
function layers(p, n, timed) {
  const values = [];
  const cancels = [];
  let ctx = p.background();
  for (let i = 0; i < n; i++) {
    if (i % 3 === 0) {
      const key = Symbol(`key ${i}`);
      values.push([key, i]);
      ctx = p.withValue(ctx, key, i);
    } else {
      const made = i % 3 === 1 ? p.withCancel(ctx) : p.withTimeout(ctx, timed + i);
      ctx = made[0];
      cancels.push(made[1]);
    }
  }
  const check = () => values.forEach(([key, value]) => assert.equal(p.value(ctx, key), value));
  return { ctx, cancels, check };
}

/** What hangs on a context while something is there, and after it has gone. */
const counts = (make) => (p) => {
  const [parent] = root(p);
  assert.equal(p.childCount(parent), 0);
  const end = make(p, parent);
  assert.equal(p.childCount(parent), 1);
  end();
  assert.equal(p.childCount(parent), 0);
};

const throwsOnNil = (make) => (p) => {
  assert.throws(() => make(p, undefined));
  assert.throws(() => make(p, null));
};

export const rowsOfContexts = {
  1: (p) => assert.ok(p.background() && p.background() === p.background()),
  2: async (p) => {
    await delay(20);
    await live(p, p.background());
  },
  3: (p) => assert.equal(String(p.background()), 'context.Background'),
  4: async (p) => {
    assert.notEqual(p.TODO(), p.background());
    await live(p, p.TODO());
    assert.equal(String(p.TODO()), 'context.TODO');
  },
  5: (p) => assert.equal(String(root(p)[0]), 'context.Background.WithCancel'),
  6: async (p) => {
    const [ctx] = root(p);
    await live(p, ctx, p.wrap(ctx), p.withCancel(p.wrap(ctx))[0]);
  },
  7: (p) => {
    const [ctx, cancel] = root(p);
    const wrapper = p.wrap(ctx);
    const [child] = p.withCancel(wrapper);
    cancel();
    for (const each of [ctx, wrapper, child]) ended(p, each);
  },
  8: async (p) => {
    const [ctx] = root(p);
    await live(p, ctx, p.withCancel(ctx)[0], p.withValue(ctx, Symbol('key'), 1));
  },
  9: (p) => {
    const [ctx] = root(p);
    p.withCancel(ctx);
    p.withTimeout(p.withValue(ctx, Symbol('key'), 1), HOUR);
    assert.equal(p.childCount(ctx), 2);
  },
  11: (p) => {
    const [ctx, cancel] = root(p);
    const all = [p.withCancel(ctx)[0], p.withCancel(p.withValue(ctx, Symbol('key'), 1))[0]];
    cancel();
    for (const each of [ctx, ...all]) ended(p, each);
    assert.equal(p.childCount(ctx), 0);
  },
  12: (p) => {
    const [ctx, cancel] = root(p);
    cancel();
    ended(p, p.withValue(ctx, Symbol('key'), 1));
  },
  13: async (p) => {
    const background = p.background();
    p.withCancel(background)[1]();
    await live(p, background);
  },
  14: async (p) => {
    const [parent] = root(p);
    const [child, cancel] = p.withCancel(parent);
    assert.equal(p.childCount(parent), 1);
    cancel();
    ended(p, child);
    assert.equal(p.childCount(parent), 0);
    await live(p, parent);
  },
  15: (p) => {
    const [ctx] = p.withDeadline(p.background(), Date.now() + HOUR);
    assert.match(String(ctx), /^context\.Background\.WithDeadline\(/);
  },
  16: (p) => ends(p, p.withDeadline(p.background(), Date.now() + 10)[0]),
  17: (p) => ends(p, p.wrap(p.withDeadline(p.background(), Date.now() + 10)[0])),
  18: (p) => {
    const wrapper = p.wrap(p.withDeadline(p.background(), Date.now() + 10)[0]);
    return ends(p, p.withDeadline(wrapper, Date.now() + HOUR)[0]);
  },
  19: (p) => ended(p, p.withDeadline(p.background(), Date.now() - 1000)[0], 'DeadlineExceeded'),
  20: (p) => ended(p, p.withDeadline(p.background(), Date.now())[0], 'DeadlineExceeded'),
  21: (p) => ends(p, p.withTimeout(p.background(), 10)[0]),
  22: (p) => ends(p, p.wrap(p.withTimeout(p.background(), 10)[0])),
  23: (p) => {
    const wrapper = p.wrap(p.withTimeout(p.background(), 10)[0]);
    return ends(p, p.withTimeout(wrapper, HOUR)[0]);
  },
  24: (p) => {
    const [ctx, cancel] = p.withTimeout(p.wrap(p.withTimeout(p.background(), HOUR)[0]), HOUR);
    cancel();
    ended(p, ctx);
  },
  25: (p) => {
    const [one, two] = [Symbol('key'), Symbol('key')];
    const ctx = p.withValue(p.withValue(p.background(), one, 1), two, 2);
    assert.deepEqual([p.value(ctx, one), p.value(ctx, two)], [1, 2]);
  },
  26: (p) => {
    const key = Symbol('key');
    const ctx = p.withCancel(p.withValue(p.background(), key, 1))[0];
    assert.deepEqual([p.value(ctx, key), p.value(ctx, Symbol('none'))], [1, undefined]);
  },
  27: (p) => {
    const key = Symbol('key');
    const ctx = p.withValue(p.withValue(p.background(), key, 1), key, null);
    assert.equal(p.value(ctx, key) ?? undefined, undefined);
  },
  28: (p) => {
    const [one, two] = [Symbol('one'), Symbol('two')];
    const ctx = p.wrap(p.withValue(p.wrap(p.withValue(p.background(), one, 1)), two, 2));
    assert.deepEqual([p.value(ctx, one), p.value(ctx, two)], [1, 2]);
  },
  29: (p) => {
    const ctx = p.withValue(p.background(), Symbol('user'), { password: 'hunter2' });
    assert.match(String(ctx), /^context\.Background\.WithValue\(/);
    assert.ok(!String(ctx).includes('hunter2'));
  },
  31: async (p) => {
    const all = Array.from({ length: 20 }, () => root(p));
    const leaves = all.map(([ctx]) => p.withCancel(ctx)[0]);
    leaves.forEach((leaf, i) => p.listen(leaf, () => all[(i + 1) % 20][1]()));
    all[0][1]();
    await turn();
    for (const ctx of leaves) assert.equal(await soon(p, ctx), true);
  },
  32: async (p) => {
    const [parent, cancel] = root(p);
    const [child, cancelChild] = p.withCancel(parent);
    p.listen(parent, cancelChild);
    cancel();
    await turn();
    assert.equal(await soon(p, child), true);
  },
  33: (p) => {
    const { ctx, cancels, check } = layers(p, 30, HOUR);
    check();
    cancels[7]();
    ended(p, ctx);
    check();
  },
  34: async (p) => {
    const { ctx, check } = layers(p, 30, 1);
    await ends(p, ctx);
    check();
  },
  35: counts((p, parent) => p.withCancel(parent)[1]),
  36: counts((p, parent) => p.withTimeout(parent, HOUR)[1]),
  37: counts((p, parent) => p.afterFunc(parent, () => undefined)),
  38: (p) => {
    const [parent, cancel] = p.withCancelCause(p.background());
    cancel(why);
    ended(p, p.withCancel(parent)[0], 'Canceled', why);
  },
  39: async (p) => {
    const [inner, cancel] = p.withCancelCause(p.background());
    const [child] = p.withCancel(p.wrap(inner, () => cancel(why)));
    await turn();
    ended(p, child, 'Canceled', why);
  },
  41: (p) => {
    assert.throws(() => p.withValue(p.background(), null, 1));
    assert.throws(() => p.withValue(p.background(), undefined, 1));
  },
  42: throwsOnNil((p, nil) => p.withCancel(nil)),
  43: throwsOnNil((p, nil) => p.withDeadline(nil, Date.now() + HOUR)),
  44: throwsOnNil((p, nil) => p.withValue(nil, Symbol('key'), 1)),
  45: (p) => {
    const { timeout, Timeout } = p.DeadlineExceeded;
    assert.equal(timeout ?? Timeout?.call(p.DeadlineExceeded), true);
  },
  47: async (p) => {
    const { ctx, listeners } = p.custom(p.background());
    for (const make of [p.withCancel, (parent) => p.withTimeout(parent, HOUR)]) {
      const [, cancel] = make(ctx);
      await turn();
      assert.equal(listeners(), 1);
      cancel();
      await turn();
      assert.equal(listeners(), 0);
    }
  },
  49: async (p) => {
    const [inner, cancelInner] = root(p);
    const { ctx } = p.custom(inner);
    const [child] = p.withCancel(ctx);
    cancelInner();
    await turn();
    await live(p, child);
  },
  51: async (p) => {
    const { ctx, cancel, listeners } = p.custom(p.background());
    cancel();
    await turn();
    p.withCancel(ctx);
    await turn();
    assert.equal(listeners(), 0);
  },
};
