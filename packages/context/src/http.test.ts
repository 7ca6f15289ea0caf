import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Context } from './context.js';
import { background } from './endless.js';
import { DeadlineExceeded } from './errors.js';
import { extract, inject } from './http.js';
import { contextKey } from './key.js';
import { expectDone } from './test-kit/expect.js';
import { withTimeout } from './with-deadline.js';
import { withValue } from './with-value.js';

const userKey = contextKey<string>('user');
const colorKey = contextKey<string>('color');
const keys = [userKey, colorKey];

afterEach(() => {
  vi.useRealTimers();
});

/** How long a context made from `headers` lives; `undefined` for ever. */
function left(
  headers: Record<string, unknown>,
  parent: Context = background(),
): number | undefined {
  vi.useFakeTimers({ now: 1000 });
  const [ctx, cancel] = extract(parent, headers);
  const at = ctx.deadline()?.getTime();
  cancel();
  return at === undefined ? undefined : at - 1000;
}

describe('inject and extract', () => {
  it.each<[string, () => Headers | Record<string, unknown>]>([
    ['Headers', () => new Headers({ baggage: 'other=1' })],
    ['a plain object', () => ({ baggage: 'other=1' })],
    ['a plain object in another case', () => ({ Baggage: 'other=1' })],
    [
      'an object without a prototype',
      () => Object.assign(Object.create(null) as object, { baggage: 'other=1' }),
    ],
  ])('carry what is left and values, by %s', (_, make) => {
    vi.useFakeTimers({ now: 1000 });
    const [ctx, cancel] = withTimeout(withValue(background(), userKey, 'Ada, "L"; ü\n='), 500);
    const headers = make();
    vi.advanceTimersByTime(100);
    inject(ctx, headers, keys);
    vi.setSystemTime(1_000_000);
    const [far, cancelFar] = extract(background(), headers, [...keys, contextKey('other')]);
    expect(far.deadline()).toEqual(new Date(1_000_400));
    expect(far.value(userKey)).toBe('Ada, "L"; ü\n=');
    expect(far.value(colorKey)).toBeUndefined();
    const all = new Headers(headers as Record<string, string>);
    expect(all.get('baggage')).toMatch(/^other=1,user=/);
    vi.advanceTimersByTime(400);
    expectDone(far, DeadlineExceeded);
    cancel();
    cancelFar();
  });

  it('add nothing where there is nothing', () => {
    const headers = {};
    inject(background(), headers, keys);
    expect(headers).toEqual({});
    const [ctx, cancel] = extract(background(), headers, keys);
    expect(ctx.deadline()).toBeUndefined();
    expect(ctx.value(userKey)).toBeUndefined();
    cancel();
  });

  it('say that no time is left, and find it so', () => {
    const headers: Record<string, unknown> = {};
    inject(withTimeout(background(), -5)[0], headers);
    expect(headers).toEqual({ 'x-timeout-ms': '0' });
    expectDone(extract(background(), headers)[0], DeadlineExceeded);
  });

  it('leave out values that are no strings or have no encoding', () => {
    const headers = {};
    const ctx = withValue(background(), userKey, 7 as unknown as string);
    inject(withValue(ctx, colorKey, '\ud800'), headers, keys);
    expect(headers).toEqual({});
  });

  it.each<[string, string]>([
    ['a=1;ttl=30;p, b=x/y ,c=%ff,d="q"', 'a=1;ttl=30;p,b=x/y,c=%ff,d="q",user=ada'],
    ['a=1,user=eve;p=1,a=2', 'a=1,a=2,user=ada'],
    ['user = eve,user;p,users=1', 'users=1,user=ada'],
    [',, ,', 'user=ada'],
    [`a=${'1'.repeat(8191)}`, 'user=ada'],
    [`a=1,b=${'1'.repeat(8191)}`, 'a=1,user=ada'],
  ])('leave other members as they are: %#', (baggage, both) => {
    const headers = { baggage };
    inject(background(), headers, keys);
    expect(headers).toEqual({ baggage });
    inject(withValue(background(), userKey, 'ada'), headers, keys);
    expect(headers).toEqual({ baggage: both });
  });

  it('stay within the bounds', () => {
    const many = Array.from({ length: 100 }, (_, i) => contextKey<string>(`key${i}`));
    const ctx = many.reduce((parent, key) => withValue(parent, key, 'x'), background());
    const headers: Record<string, unknown> = {};
    inject(ctx, headers, many);
    expect(String(headers['baggage']).split(',')).toHaveLength(64);
    const long = withValue(ctx, userKey, 'x'.repeat(9000));
    const others: Record<string, unknown> = {};
    inject(long, others, [userKey, many[0]!]);
    expect(others).toEqual({ baggage: 'key0=x' });
  });

  it.each(['x'.repeat(9000), '\ud800'])('leave no old value for one with no room: %#', (value) => {
    const headers = { baggage: 'user=eve' };
    inject(withValue(background(), userKey, value), headers, keys);
    expect(extract(background(), headers, keys)[0].value(userKey)).toBeUndefined();
  });
});

describe('the earlier deadline', () => {
  it('of wire and parent rules', () => {
    vi.useFakeTimers({ now: 1000 });
    const [short] = withTimeout(background(), 100);
    const [long] = withTimeout(background(), 10_000);
    expect(left({ 'x-timeout-ms': '500' }, short)).toBe(100);
    expect(left({ 'x-timeout-ms': '500' }, long)).toBe(500);
    expect(left({ 'x-timeout-ms': '500', 'grpc-timeout': '200m' })).toBe(200);
    expect(left({ 'x-timeout-ms': '100', 'grpc-timeout': '1S' })).toBe(100);
  });

  it.each([
    ['1H', 3_600_000],
    ['2M', 120_000],
    ['3S', 3000],
    ['400m', 400],
    ['5000u', 5],
    ['6000000n', 6],
    ['99999999H', 99_999_999 * 3_600_000],
  ])('is read from grpc-timeout: %s', (text, ms) => {
    expect(left({ 'grpc-timeout': text })).toBe(ms);
  });
});

describe('hostile headers', () => {
  const texts = [
    '',
    ' ',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1, 2',
    '9'.repeat(13),
  ];

  it.each([...texts, '9'.repeat(100_000), 'ten'])('a time of %j is ignored', (text) => {
    expect(left({ 'x-timeout-ms': text })).toBeUndefined();
    expect(left({ 'grpc-timeout': text })).toBeUndefined();
  });

  it.each(['1', '1s', '1 S', '-1S', '1.5S', '999999999S', 'S', '1SS', '١S'])(
    'a grpc-timeout of %j is ignored',
    (text) => {
      expect(left({ 'grpc-timeout': text })).toBeUndefined();
    },
  );

  it.each([undefined, null, 5, {}, [], ['5', '6'], [5], Symbol('x'), () => '5'])(
    'a value that is no text is ignored: %s',
    (value) => {
      expect(left({ 'x-timeout-ms': value, baggage: value })).toBeUndefined();
    },
  );

  it('names of an object’s own machinery change nothing', () => {
    const headers = JSON.parse('{"__proto__": {"x-timeout-ms": "5"}, "baggage": "__proto__=1"}');
    const [ctx, cancel] = extract(background(), headers, [contextKey('__proto__'), userKey]);
    expect(ctx.deadline()).toBeUndefined();
    expect(ctx.value(userKey)).toBeUndefined();
    expect(({} as Record<string, unknown>)['user']).toBeUndefined();
    const inherited = Object.create({ 'x-timeout-ms': '5' });
    expect(left(inherited)).toBeUndefined();
    cancel();
  });

  it.each<[string, string | undefined]>([
    ['user=ada', 'ada'],
    ['  user = ada ;prop=1', 'ada'],
    ['user=ada,user=eve', 'ada'],
    ['x,=,;,user=ada', 'ada'],
    ['user=', ''],
    ['user=%zz', undefined],
    ['user=%e2%82%AC%', undefined],
    ['user=%ef%bb%bf%e2%82%AC', '\ufeff€'],
    ['user=a%ffb%e2%82c', 'a\ufffdb\ufffdc'],
    ['user=\u0000', undefined],
    ['user=ü', undefined],
    ['user=a\\b', undefined],
    ["user=!#$&'()*+-./:<=>?@[]^_`{|}~", "!#$&'()*+-./:<=>?@[]^_`{|}~"],
    ['user=a b', undefined],
    ['user="ada"', undefined],
    ['user', undefined],
    ['USER=ada', undefined],
    [`${'x=1,'.repeat(64)}user=ada`, undefined],
    [`${Array.from({ length: 1000 }, (_, i) => `k${i}=v`).join(',')},user=ada`, undefined],
    [`user=ada,x=${'1'.repeat(9000)}`, undefined],
    [`user=${' '.repeat(8000)}`, ''],
    ['user= ;prop=1', ''],
    ['user=a ', 'a'],
  ])('baggage %j', (baggage, value) => {
    const [ctx, cancel] = extract(background(), { baggage }, keys);
    expect(ctx.value(userKey)).toBe(value);
    cancel();
  });

  it('are passed on in a time that grows with their length', () => {
    const baggage = `a${' '.repeat(200_000)}b`;
    const start = performance.now();
    inject(withValue(background(), userKey, 'ada'), { baggage }, keys);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([
    `user=${' '.repeat(8100)}"`,
    `user${' '.repeat(8100)}"`,
    `user=${'a'.repeat(8100)}"`,
    `user=a${' '.repeat(8100)}"`,
  ])('are read in a time that grows with their length: %#', (baggage) => {
    const start = performance.now();
    for (let i = 0; i < 50; i++) extract(background(), { baggage }, keys)[1]();
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('an object that finds no text finds nothing', () => {
    const headers = { get: () => [7] as unknown as string, set: () => undefined };
    const [ctx, cancel] = extract(background(), headers, keys);
    expect(ctx.deadline()).toBeUndefined();
    inject(withValue(background(), userKey, 'ada'), headers, keys);
    cancel();
  });

  it('whatever they are, nothing is thrown', () => {
    for (let i = 0; i < 2000; i++) {
      const text = String.fromCharCode(
        ...Array.from({ length: i % 40 }, (_, n) => (i * 31 + n * 7) % 300),
      );
      const headers = { 'x-timeout-ms': text, 'grpc-timeout': text, baggage: `user=${text}` };
      const [ctx, cancel] = extract(background(), headers, keys);
      expect(ctx.err()).toBeUndefined();
      cancel();
    }
  });
});

describe('arguments', () => {
  it.each<[string, unknown[], string]>([
    ['ctx', [undefined, {}], 'context.inject: ctx must be a Context, not undefined'],
    ['headers', [background(), null], 'context.inject: headers must be an object'],
    ['keys', [background(), {}, [{}]], 'context.inject: keys must be an array of keys'],
    ['names', [background(), {}, [contextKey('a b')]], 'context.inject: keys must be an array'],
  ])('inject throws on %s', (_, args, text) => {
    expect(() => (inject as (...args: unknown[]) => void)(...args)).toThrow(text);
  });

  it.each<[string, unknown[], string]>([
    ['parent', [undefined, {}], 'context.extract: parent must be a Context, not undefined'],
    ['headers', [background(), 'x'], 'context.extract: headers must be an object'],
    ['keys', [background(), {}, 'x'], 'context.extract: keys must be an array of keys'],
    ['a nil key', [background(), {}, [null]], 'context.extract: keys must be an array of keys'],
  ])('extract throws on %s', (_, args, text) => {
    expect(() => (extract as (...args: unknown[]) => void)(...args)).toThrow(text);
  });
});
