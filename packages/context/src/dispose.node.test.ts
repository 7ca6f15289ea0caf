/** Loads modules once more, which the test runner can do in Node alone. */

import { afterEach, describe, expect, it, vi } from 'vitest';

const FALLBACK: symbol = Symbol.for('Symbol.dispose');

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('where the host has no symbol for it, that of compilers disposes of', () => {
  it('a cancel function', async () => {
    const { disposable } = await load(() => import('./cancel-func.js'));
    const f = disposable(() => undefined);
    expect(Reflect.get(f, FALLBACK)).toBe(f);
  });

  it('a tracker of leaks', async () => {
    const { trackLeaks } = await load(() => import('./leaks.js'));
    const tracker = trackLeaks();
    expect(Reflect.get(tracker, FALLBACK)).toBe(tracker.stop);
    tracker.stop();
  });

  it('a group', async () => {
    const { group } = await load(() => import('./group.js'));
    const { background } = await import('./endless.js');
    const g = group(background());
    expect(Reflect.get(g, Symbol.for('Symbol.asyncDispose'))).toBe(g.wait);
    await g.wait();
  });
});

/** A module as loaded by a host whose `Symbol` is older than `using`. */
async function load<M>(module: () => Promise<M>): Promise<M> {
  const real = Symbol;
  vi.resetModules();
  vi.stubGlobal('Symbol', Object.assign(real.bind(null), { for: real.for.bind(real) }));
  const loaded = await module();
  vi.unstubAllGlobals();
  return loaded;
}
