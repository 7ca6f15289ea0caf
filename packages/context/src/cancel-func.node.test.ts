/** Loads a module once more, which the test runner can do in Node alone. */

import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('disposable', () => {
  it('uses the symbol of compilers where the host has none', async () => {
    const real = Symbol;
    vi.resetModules();
    vi.stubGlobal('Symbol', Object.assign(real.bind(null), { for: real.for.bind(real) }));
    const copy = await import('./cancel-func.js');
    vi.unstubAllGlobals();
    const f = copy.disposable(() => undefined);
    expect(Reflect.get(f, Symbol.for('Symbol.dispose'))).toBe(f);
  });
});
