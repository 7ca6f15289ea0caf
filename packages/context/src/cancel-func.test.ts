import { afterEach, describe, expect, it, vi } from 'vitest';
import { disposable } from './cancel-func.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('disposable', () => {
  it('gives a function itself as its dispose method', () => {
    const f = vi.fn(() => undefined);
    expect(disposable(f)).toBe(f);
    (f as unknown as Disposable)[Symbol.dispose]();
    expect(f).toHaveBeenCalledExactlyOnceWith();
  });

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
