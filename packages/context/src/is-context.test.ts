import { describe, expect, it } from 'vitest';
import { background, TODO, withoutCancel } from './endless.js';
import { isContext } from './is-context.js';
import { contextKey } from './key.js';
import { Wrapper } from './test-kit/foreign.js';
import { withCancel } from './with-cancel.js';
import { withValue } from './with-value.js';

const members = {
  deadline: () => undefined,
  done: () => new Promise(() => undefined),
  err: () => undefined,
  value: () => undefined,
};

describe('isContext', () => {
  it.each([
    background(),
    TODO(),
    withCancel(background())[0],
    withValue(background(), contextKey('key'), 1),
    withoutCancel(background()),
    new Wrapper(background()),
    { ...members, signal: new AbortController().signal },
  ])('is true of %s', (ctx) => {
    expect(isContext(ctx)).toBe(true);
  });

  it.each([
    undefined,
    null,
    0,
    'context',
    {},
    [],
    () => undefined,
    members,
    { ...members, signal: null, err: undefined },
    withCancel(background()),
    contextKey('key'),
  ])('is false of %s', (x) => {
    expect(isContext(x)).toBe(false);
  });

  it('is false of the global object, which is its own self', () => {
    expect(isContext(globalThis)).toBe(false);
  });

  it('does not read signal', () => {
    const lazy = Object.defineProperty({ ...members }, 'signal', {
      get: () => {
        throw new Error('read');
      },
    });
    expect(isContext(lazy)).toBe(true);
  });

  it('J11: is false of a structured clone', () => {
    const ctx = withValue(withCancel(background())[0], Symbol.for('key'), 1);
    let clone: unknown;
    try {
      clone = structuredClone(ctx);
    } catch {
      clone = structuredClone(background());
    }
    expect(isContext(clone)).toBe(false);
  });
});
