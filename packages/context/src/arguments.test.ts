import { describe, expect, it } from 'vitest';
import * as context from './index.js';
import { Registry } from './test-kit/foreign.js';

type Loose = (...args: unknown[]) => unknown;

const { background } = context;
const signal = new AbortController().signal;
const noop = (): void => undefined;

/** Each function that takes a context first, with the arguments that follow it. */
const CALLS: readonly [row: string, fn: string, arg: string, rest: readonly unknown[]][] = [
  ['row 42', 'withCancel', 'parent', []],
  ['row 42', 'withCancelCause', 'parent', []],
  ['row 43', 'withDeadline', 'parent', [new Date(0)]],
  ['row 43', 'withDeadlineCause', 'parent', [new Date(0), new Error()]],
  ['row 43', 'withTimeout', 'parent', [1000]],
  ['row 43', 'withTimeoutCause', 'parent', [1000, new Error()]],
  ['row 44', 'withValue', 'parent', [Symbol('key'), 1]],
  ['row 44', 'withoutCancel', 'parent', []],
  ['row 44', 'withSignal', 'parent', [signal]],
  ['row 44', 'afterFunc', 'ctx', [noop]],
  ['row 44', 'sleep', 'ctx', [1]],
  ['row 44', 'race', 'ctx', [Promise.resolve()]],
  ['row 44', 'group', 'ctx', []],
  ['row 44', 'cause', 'ctx', []],
  ['row 44', 'throwIfDone', 'ctx', []],
];

const call = (fn: string, ...args: unknown[]): unknown =>
  (context as unknown as Record<string, Loose>)[fn]?.(...args);

describe('TestInvalidDerivedFail', () => {
  describe.each(CALLS)('%s: %s', (_, fn, arg, rest) => {
    it.each([
      [undefined, 'undefined'],
      [null, 'null'],
      [{}, 'another object'],
      [[background()], 'another object'],
      ['context', 'string'],
      [structuredClone({ ...background(), self: undefined }), 'another object'],
    ])('throws on %s', (parent, found) => {
      expect(() => call(fn, parent, ...rest)).toThrow(
        new TypeError(`context.${fn}: ${arg} must be a Context, not ${found}`),
      );
    });
  });

  it('knows every function that takes a context', () => {
    const others = ['TODO', 'background', 'contextKey', 'isContext'];
    const functions = Object.entries(context).filter(([, x]) => typeof x === 'function');
    expect(functions.map(([name]) => name).sort()).toEqual(
      [...CALLS.map(([, fn]) => fn), ...others].sort(),
    );
  });
});

describe('other arguments', () => {
  const invalid = new Date(NaN);

  it.each<[fn: string, args: unknown[], error: Error]>([
    ['withTimeout', [NaN], new RangeError('context.withTimeout: ms must be a number, not NaN')],
    ['withTimeout', ['5'], new TypeError('context.withTimeout: ms must be a number, not string')],
    ['withTimeout', [], new TypeError('context.withTimeout: ms must be a number, not undefined')],
    [
      'withTimeoutCause',
      [NaN],
      new RangeError('context.withTimeoutCause: ms must be a number, not NaN'),
    ],
    [
      'withDeadline',
      [NaN],
      new RangeError('context.withDeadline: d must be a valid Date or a number, not NaN'),
    ],
    [
      'withDeadline',
      [invalid],
      new RangeError('context.withDeadline: d must be a valid Date or a number, not NaN'),
    ],
    [
      'withDeadlineCause',
      [invalid, new Error()],
      new RangeError('context.withDeadlineCause: d must be a valid Date or a number, not NaN'),
    ],
    [
      'withDeadline',
      [null],
      new TypeError('context.withDeadline: d must be a valid Date or a number, not null'),
    ],
    [
      'withDeadline',
      ['2020-01-01'],
      new TypeError('context.withDeadline: d must be a valid Date or a number, not string'),
    ],
    ['sleep', [NaN], new RangeError('context.sleep: ms must be a number, not NaN')],
    ['sleep', [], new TypeError('context.sleep: ms must be a number, not undefined')],
    ['group', [{ grace: NaN }], new RangeError('context.group: grace must be a number, not NaN')],
    ['withValue', [null, 1], new TypeError('context.withValue: key must be a key, not null')],
    [
      'withSignal',
      [undefined],
      new TypeError('context.withSignal: signal must be an AbortSignal, not undefined'),
    ],
    [
      'withSignal',
      [new AbortController()],
      new TypeError('context.withSignal: signal must be an AbortSignal, not another object'),
    ],
    ['afterFunc', [], new TypeError('context.afterFunc: f must be a function, not undefined')],
  ])('%s throws, and registers nothing: %s', (fn, args, error) => {
    const parent = new Registry(background());
    expect(() => call(fn, parent, ...args)).toThrow(error);
    expect(parent.registered.size).toBe(0);
  });
});
