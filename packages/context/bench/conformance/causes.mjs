// Rows 52 to 81: why contexts have ended.
import assert from 'node:assert/strict';
import { ended, HOUR, live, other, root, turn, why } from './asks.mjs';

/** Two causes given to a parent and its child, in this order, and what the two then have. */
function causes(parentFirst, parentCause, childCause, ofParent, ofChild) {
  return (p) => {
    const plain = (parent) => {
      const [ctx, cancel] = p.withCancel(parent);
      return [ctx, () => cancel()];
    };
    const make = (cause, parent) => (cause ? p.withCancelCause(parent) : plain(parent));
    const [parent, cancelParent] = make(parentCause, p.background());
    const [child, cancelChild] = make(childCause, parent);
    const both = [() => cancelParent(parentCause), () => cancelChild(childCause)];
    for (const cancel of parentFirst ? both : both.reverse()) cancel();
    ended(p, parent, 'Canceled', ofParent ?? p.Canceled);
    ended(p, child, 'Canceled', ofChild ?? p.Canceled);
  };
}

/** What never ends: none of a done parent's end comes through. */
const cutLoose = (make) => async (p) => {
  const [parent, end] = make(p);
  const ctx = p.withoutCancel(parent);
  await end();
  await live(p, ctx);
};

export const rowsOfCauses = {
  52: (p) => {
    for (const ctx of [p.background(), p.TODO()]) assert.equal(p.cause(ctx), undefined);
  },
  53: (p) => {
    const [ctx, cancel] = root(p);
    cancel();
    ended(p, ctx, 'Canceled', p.Canceled);
  },
  54: (p) => {
    const [ctx, cancel] = p.withCancelCause(p.background());
    cancel(why);
    ended(p, ctx, 'Canceled', why);
  },
  55: (p) => {
    const [ctx, cancel] = p.withCancelCause(p.background());
    cancel();
    ended(p, ctx, 'Canceled', p.Canceled);
  },
  56: causes(true, why, other, why, why),
  57: causes(false, why, other, why, other),
  58: causes(true, why, undefined, why, why),
  59: causes(false, why, undefined, why, undefined),
  60: causes(true, undefined, other, undefined, undefined),
  61: causes(false, undefined, other, undefined, other),
  62: (p) => {
    const [ctx, cancel] = p.withTimeout(p.background(), 0);
    cancel();
    ended(p, ctx, 'DeadlineExceeded', p.DeadlineExceeded);
  },
  63: (p) => {
    const [ctx, cancel] = p.withTimeout(p.background(), HOUR);
    cancel();
    ended(p, ctx, 'Canceled', p.Canceled);
  },
  64: (p) => {
    const [ctx] = p.withTimeoutCause(p.background(), 0, why);
    ended(p, ctx, 'DeadlineExceeded', why);
  },
  65: (p) => {
    const [ctx, cancel] = p.withTimeoutCause(p.background(), HOUR, why);
    cancel();
    ended(p, ctx, 'Canceled', p.Canceled);
  },
  66: (p) => {
    const [parent, cancel] = p.withCancelCause(p.background());
    const [ctx] = p.withTimeoutCause(parent, 0, why);
    cancel(other);
    ended(p, ctx, 'DeadlineExceeded', why);
  },
  67: (p) => {
    const [parent, cancel] = p.withCancelCause(p.background());
    const [ctx] = p.withTimeoutCause(parent, HOUR, why);
    cancel(other);
    ended(p, ctx, 'Canceled', other);
  },
  68: cutLoose((p) => [p.background(), () => undefined]),
  69: cutLoose((p) => p.withCancel(p.background())),
  70: cutLoose((p) => {
    const [ctx] = p.withTimeout(p.background(), 1);
    return [ctx, () => p.done(ctx)];
  }),
  75: (p) => {
    const key = Symbol('key');
    const [parent] = p.withTimeout(p.withValue(p.background(), key, 1), HOUR);
    const ctx = p.withoutCancel(parent);
    assert.equal(p.value(ctx, key), 1);
    assert.equal(p.deadline(ctx), undefined);
  },
  77: async (p) => {
    const [inner, cancelInner] = p.withCancelCause(p.background());
    const { ctx, cancel } = p.custom(inner);
    const [child] = p.withCancel(ctx);
    cancelInner(why);
    cancel();
    await turn();
    ended(p, child, 'Canceled', why);
  },
  78: (p) => {
    const { ctx, cancel } = p.custom(p.background());
    cancel();
    assert.equal(p.cause(ctx), p.Canceled);
  },
  79: async (p) => {
    const { ctx } = p.custom(p.background());
    const [child, cancelChild] = p.withCancelCause(ctx);
    cancelChild(why);
    ended(p, child, 'Canceled', why);
    await live(p, ctx);
  },
  80: async (p) => {
    const { ctx, cancel } = p.custom(p.background());
    const [child, cancelChild] = p.withCancelCause(ctx);
    cancelChild(why);
    cancel();
    await turn();
    ended(p, child, 'Canceled', why);
    assert.equal(p.cause(ctx), p.Canceled);
  },
};
