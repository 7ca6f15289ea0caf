import { describe, expect, it, vi } from 'vitest';
import { disposable } from './cancel-func.js';

describe('disposable', () => {
  it('gives a function itself as its dispose method', () => {
    const f = vi.fn(() => undefined);
    expect(disposable(f)).toBe(f);
    (f as unknown as Disposable)[Symbol.dispose]();
    expect(f).toHaveBeenCalledExactlyOnceWith();
  });
});
