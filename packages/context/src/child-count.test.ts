import { describe, expect, it } from 'vitest';
import { afterFunc } from './after-func.js';
import { childCount } from './child-count.js';
import type { Context } from './context.js';
import { background } from './endless.js';
import { Custom, Wrapper } from './test-kit/foreign.js';
import { withCancel } from './with-cancel.js';
import { withValue } from './with-value.js';

describe('childCount', () => {
  it('counts what hangs on a context, and nothing else', () => {
    const [root, cancel] = withCancel(background());
    const key = Symbol('key');
    expect(childCount(root)).toBe(0);
    const [one, cancelOne] = withCancel(withValue(root, key, 1));
    const stop = afterFunc(new Wrapper(root), () => undefined);
    withCancel(one);
    for (const same of [root, withValue(root, key, 1), new Wrapper(root)]) {
      expect(childCount(same)).toBe(2);
    }
    expect(childCount(one)).toBe(1);
    cancelOne();
    stop();
    expect(childCount(root)).toBe(0);
    cancel();
    expect(childCount(root)).toBe(0);
  });

  it('is zero of what has no children of ours', () => {
    withCancel(background());
    expect(childCount(background())).toBe(0);
    const custom = new Custom(withCancel(background())[0]);
    withCancel(custom);
    expect(childCount(custom)).toBe(0);
    expect(() => childCount(undefined as unknown as Context)).toThrow(
      'context.childCount: ctx must be a Context, not undefined',
    );
  });
});
