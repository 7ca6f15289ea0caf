import { describe, expect, it } from 'vitest';
import type { Context } from './context.js';
import { background } from './endless.js';
import { contextKey } from './key.js';
import { Wrapper } from './test-kit/foreign.js';
import { withCancel } from './with-cancel.js';
import { withValue } from './with-value.js';

describe('TestValues', () => {
  const key1 = contextKey<string>('key');
  const key2 = contextKey<string>('key');
  const key3 = Symbol('key');

  it('row 25: keys of the same name are different keys', () => {
    expect(key1).not.toBe(key2);
    const ctx = withValue(withValue(background(), key1, 'one'), key3, 'three');
    expect(ctx.value(key1)).toBe('one');
    expect(ctx.value(key2)).toBeUndefined();
    expect(ctx.value(key3)).toBe('three');
    expect(ctx.value('key')).toBeUndefined();
  });

  it('row 26: the lookup walks up, through contexts of every kind', () => {
    const low = withValue(background(), key1, 'one');
    const ctx = withValue(withCancel(withValue(low, key2, 'two'))[0], key3, 'three');
    expect([key1, key2, key3].map((key: unknown) => ctx.value(key))).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(low.value(key2)).toBeUndefined();
    expect(background().value(key1)).toBeUndefined();
    expect(ctx.value(undefined)).toBeUndefined();
  });

  it.each([undefined, null])('row 27: %s hides the value above', (nil) => {
    const key = contextKey<string | null | undefined>('key');
    const ctx = withValue(withValue(background(), key, 'above'), key, nil);
    expect(ctx.value(key)).toBe(nil);
  });

  it('row 28: below and above a foreign wrapper', () => {
    const wrapper = new Wrapper(withValue(background(), key1, 'above'));
    const ctx = withValue(wrapper, key2, 'below');
    expect(ctx.value(key1)).toBe('above');
    expect(ctx.value(key2)).toBe('below');
    expect(ctx.value(key3)).toBeUndefined();
    expect(new Wrapper(ctx).value(key1)).toBe('above');
    expect(withCancel(new Wrapper(ctx))[0].value(key2)).toBe('below');
  });

  it('any object or function is a key, compared by identity', () => {
    const object = {};
    const ctx = withValue(withValue(background(), Date, 'class'), object, 'object');
    expect(ctx.value(Date)).toBe('class');
    expect(ctx.value(object)).toBe('object');
    expect(ctx.value({})).toBeUndefined();
  });

  describe('row 29: prints', () => {
    class Secret {
      readonly password = 'hunter2';
      toString(): string {
        return this.password;
      }
    }
    class Named {
      toString(): string {
        return 'its own name';
      }
    }
    const key = contextKey<unknown>('user');
    /** As a built-in method prints in Firefox and Safari. */
    const builtIn = Object.assign(() => 'hunter2', {
      toString: () => 'function toString() {\n    [native code]\n}',
    });

    it.each<[string, unknown, string]>([
      ['a string as it is', 'ada', 'ada'],
      ['an empty string', '', ''],
      ['undefined', undefined, '<nil>'],
      ['null', null, '<nil>'],
      ['a number by its type', 42, 'number'],
      ['a bigint by its type', 42n, 'bigint'],
      ['a boolean by its type', true, 'boolean'],
      ['a symbol by its type', Symbol('hunter2'), 'symbol'],
      ['a function by its type', () => 'hunter2', 'function'],
      ['an object by its type', { password: 'hunter2' }, 'Object'],
      ['an array by its type', ['hunter2'], 'Array'],
      ['a date by its type', new Date(), 'Date'],
      ['an error by its type', new TypeError('hunter2'), 'TypeError'],
      ['an instance by its class', new Secret(), 'Secret'],
      ['an object without a prototype', Object.create(null), 'Object'],
      ['an object with a constructor of its own', { constructor: { name: 'hunter2' } }, 'Object'],
      ['one whose class has no name', Object.create({ constructor: { name: 3 } }), 'Object'],
      [
        'an object that is hostile',
        {
          get constructor() {
            throw new Error('hunter2');
          },
        },
        'Object',
      ],
    ])('%s', (_, value, text) => {
      const ctx = withValue(background(), key, value);
      expect(String(ctx)).toBe(`context.Background.WithValue(user, ${text})`);
    });

    it.each<[string, symbol | object, string]>([
      ['a key by its name', key, 'user'],
      ['a symbol by its description', Symbol('user'), 'user'],
      ['a symbol without one', Symbol(), 'symbol'],
      ['a class by its name', Secret, 'Secret'],
      [
        'a nameless function',
        (
          () => () =>
            1
        )(),
        'function',
      ],
      ['an object that names itself', new Named(), 'its own name'],
      ['an object by its type', { name: 'hunter2' }, 'Object'],
      ['an array by its type', ['hunter2'], 'Array'],
      ['an error by its type', new Error('hunter2'), 'Error'],
      ['what a built-in method would tell, by its type', { toString: builtIn }, 'Object'],
    ])('%s', (_, each, text) => {
      const ctx = withValue(background(), each, 'ada');
      expect(String(ctx)).toBe(`context.Background.WithValue(${text}, ada)`);
    });

    it('the whole chain, also to JSON', () => {
      const ctx = withValue(withCancel(background())[0], key, 'ada');
      expect(String(ctx)).toBe('context.Background.WithCancel.WithValue(user, ada)');
      expect(JSON.stringify({ ctx: withValue(ctx, key, new Secret()) })).not.toContain('hunter2');
    });

    it('a foreign context by its own text, else by its class', () => {
      class Telling extends Wrapper {
        override toString(): string {
          return 'telling';
        }
      }
      const like: Context = {
        deadline: () => undefined,
        done: () => new Promise(() => undefined),
        err: () => undefined,
        value: () => undefined,
        signal: new AbortController().signal,
      };
      expect(String(withCancel(new Wrapper(background()))[0])).toBe('Wrapper.WithCancel');
      expect(String(withCancel(new Telling(background()))[0])).toBe('telling.WithCancel');
      expect(String(withCancel(like)[0])).toBe('Object.WithCancel');
    });
  });
});

describe('TestWithValueChecksKey', () => {
  it('row 40: whatever is no nil is a key at run time', () => {
    const ctx = withValue(background(), 'primitive' as unknown as symbol, 1);
    expect(ctx.value('primitive')).toBe(1);
  });

  it.each([undefined, null])('row 41: %s is no key', (nil) => {
    expect(() => withValue(background(), nil as unknown as symbol, 1)).toThrow(
      new TypeError(`context.withValue: key must be a key, not ${String(nil)}`),
    );
  });
});

describe('contextKey', () => {
  it('prints as its name, and cannot be changed', () => {
    const key = contextKey('user');
    expect(String(key)).toBe('user');
    expect(Object.isFrozen(key)).toBe(true);
    expect(key.name).toBe('user');
  });

  it('wants a name', () => {
    expect(() => contextKey(undefined as unknown as string)).toThrow(
      new TypeError('context.contextKey: name must be a string, not undefined'),
    );
  });
});
