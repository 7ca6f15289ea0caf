import { describe, expect, it } from 'vitest';
import { Canceled, DeadlineExceeded } from './errors.js';

describe('TestDeadlineExceededSupportsTimeout', () => {
  it('row 45: timeout is true of DeadlineExceeded alone', () => {
    expect(DeadlineExceeded.timeout).toBe(true);
    expect(Canceled.timeout).toBe(false);
  });
});

describe.each([
  { error: Canceled, name: 'AbortError', message: 'context canceled' },
  { error: DeadlineExceeded, name: 'TimeoutError', message: 'context deadline exceeded' },
])('$name', ({ error, name, message }) => {
  it('is an Error with the name that the web gives it', () => {
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.message).toBe(message);
    expect(String(error)).toBe(`${name}: ${message}`);
  });

  it('points at no place in the code', () => {
    expect(error.stack).toBe(`${name}: ${message}`);
  });

  it('cannot be changed for everybody else', () => {
    for (const key of ['name', 'message', 'timeout', 'stack']) {
      expect(() => Object.assign(error, { [key]: 'changed' })).toThrow(TypeError);
    }
  });
});
