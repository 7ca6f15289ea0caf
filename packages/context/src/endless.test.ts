import { describe, expect, it } from 'vitest';
import { background, TODO, withoutCancel } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { contextKey } from './key.js';
import { expectDone, expectLive, hasSettled } from './test-kit/expect.js';
import { withCancel, withCancelCause } from './with-cancel.js';
import { withTimeout, withTimeoutCause } from './with-deadline.js';
import { withValue } from './with-value.js';

describe.each([
  { test: 'TestBackground', rows: ['1', '2', '3'], root: background, text: 'context.Background' },
  { test: 'TestTODO', rows: ['4', '4', '4'], root: TODO, text: 'context.TODO' },
])('$test', ({ rows, root, text }) => {
  it(`row ${String(rows[0])}: is there, the same object every call`, () => {
    expect(root()).toBeTruthy();
    expect(root()).toBe(root());
  });

  it(`row ${String(rows[1])}: is never done`, async () => {
    expectLive(root());
    expect(await hasSettled(root().done())).toBe(false);
    expect(root().deadline()).toBeUndefined();
  });

  it(`row ${String(rows[2])}: prints its name`, () => {
    expect(String(root())).toBe(text);
  });

  it('hands out a fresh promise each call, and one signal', () => {
    expect(root().done()).not.toBe(root().done());
    expect(root().signal).toBe(root().signal);
  });
});

describe('TestTODO', () => {
  it('row 4: is another than background', () => {
    expect(TODO()).not.toBe(background());
    expect(TODO().signal).not.toBe(background().signal);
  });
});

describe('TestWithoutCancel', () => {
  const key = contextKey<string>('key');

  it('row 75: has the values and nothing else', async () => {
    const [timed] = withTimeout(withValue(background(), key, 'value'), 60_000);
    const ctx = withoutCancel(timed);
    expect(ctx.deadline()).toBeUndefined();
    expect(await hasSettled(ctx.done())).toBe(false);
    expectLive(ctx);
    expect(ctx.value(key)).toBe('value');
  });

  it('row 76: prints the chain', () => {
    expect(String(withoutCancel(background()))).toBe('context.Background.WithoutCancel');
  });

  it('has children of its own, whose end stays there', () => {
    const [parent, cancelParent] = withCancel(background());
    const loose = withoutCancel(parent);
    const [child, cancelChild] = withCancel(withValue(loose, key, 'below'));
    cancelParent();
    expectLive(child);
    cancelChild();
    expectDone(child);
    expectLive(loose);
  });

  it('gives one signal, also to the values on it', () => {
    const loose = withoutCancel(background());
    expect(loose.signal).toBe(loose.signal);
    expect(withValue(loose, key, 'value').signal).toBe(loose.signal);
    expect(loose.signal).not.toBe(background().signal);
  });
});

describe('TestCause', () => {
  it('row 68: WithoutCancel of Background has no error and no cause', () => {
    expectLive(withoutCancel(background()));
  });

  it('row 69: WithoutCancel of a parent that is canceled', () => {
    const [parent, cancel] = withCancelCause(background());
    const ctx = withoutCancel(parent);
    cancel(new Error('parent'));
    expectLive(ctx);
    expectLive(withoutCancel(parent));
  });

  it('row 70: WithoutCancel of a parent that has expired', () => {
    const [parent] = withTimeoutCause(background(), 0, new Error('too slow'));
    expect(parent.err()).toBe(DeadlineExceeded);
    expectLive(withoutCancel(parent));
  });
});
