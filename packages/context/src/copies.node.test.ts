import { afterAll, describe, expect, it } from 'vitest';
import * as ours from './index.js';
import { build } from './test-kit/build.js';
import { expectDone, expectLive, turn } from './test-kit/expect.js';

const builds = [build(), build()];
const load = (url: string): Promise<typeof ours> =>
  import(/* @vite-ignore */ url) as Promise<typeof ours>;
const [one, two] = (await Promise.all(builds.map(({ url }) => load(url)))) as [
  typeof ours,
  typeof ours,
];

afterAll(() => {
  for (const each of builds) each.remove();
});

describe('J10: two copies side by side', () => {
  it('are two', () => {
    expect(one.withCancel).not.toBe(two.withCancel);
    expect(one.background()).not.toBe(two.background());
  });

  it('share the sentinels', () => {
    expect(one.Canceled).toBe(two.Canceled);
    expect(one.DeadlineExceeded).toBe(two.DeadlineExceeded);
    expect(one.Canceled).toBe(ours.Canceled);
  });

  it('know each other’s contexts', () => {
    const key = one.contextKey<string>('user');
    const ctx = two.withValue(one.withValue(one.background(), key, 'ada'), Symbol('x'), 1);
    expect(two.isContext(one.background())).toBe(true);
    expect(ctx.value(key)).toBe('ada');
    expect(String(ctx)).toBe('context.Background.WithValue(user, ada).WithValue(x, number)');
  });

  it('end together, with the same cause and in one tree', async () => {
    const why = new Error('because');
    const [root, cancel] = one.withCancelCause(one.background());
    const [middle] = two.withTimeout(root, 3_600_000);
    const [leaf] = one.withCancel(two.withValue(middle, Symbol('key'), 1));
    let ran = false;
    two.afterFunc(leaf, () => (ran = true));
    root.signal.addEventListener('abort', () => {
      for (const ctx of [middle, leaf]) expectDone(ctx, ours.Canceled, why);
    });
    for (const ctx of [root, middle, leaf]) expectLive(ctx);
    cancel(why);
    for (const ctx of [root, middle, leaf]) expectDone(ctx, ours.Canceled, why);
    for (const copy of [one, two]) expect(copy.cause(leaf)).toBe(why);
    await turn();
    expect(ran).toBe(true);
  });

  it('let a context of the other go', async () => {
    const [root] = one.withTimeout(one.background(), 5);
    const [loose] = two.withTimeout(two.withoutCancel(root), 3_600_000);
    await root.done();
    expectDone(root, ours.DeadlineExceeded);
    expectLive(loose);
  });
});

describe('J10: a copy with another protocol', () => {
  /** The same contexts, as somebody with another number in `PROTOCOL` sees them. */
  const stranger = (ctx: ours.Context): ours.Context =>
    new Proxy(ctx, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });

  it('is a foreign context, whose end comes through all the same', () => {
    const why = new Error('because');
    const [root, cancel] = one.withCancelCause(one.background());
    const [child] = two.withCancel(stranger(root));
    cancel(why);
    expectDone(child, ours.Canceled, why);
  });
});
