import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { disposable } from './cancel-func.js';
import { background } from './endless.js';
import { withCancel } from './with-cancel.js';

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

  it('uses the symbol of compilers where the host has none', () => {
    const real = Symbol;
    vi.stubGlobal('Symbol', { for: real.for.bind(real) });
    const f = disposable(() => undefined);
    vi.unstubAllGlobals();
    expect(Reflect.get(f, Symbol.for('Symbol.dispose'))).toBe(f);
  });

  it('does not show when a cancel function is printed', () => {
    expect(inspect(withCancel(background())[1])).toBe('[Function: cancel]');
  });
});
