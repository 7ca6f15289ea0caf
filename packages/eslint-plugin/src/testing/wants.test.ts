import { describe, expect, it } from 'vitest';
import { diffWants, readHeader, readWants } from './wants.js';

describe('readWants', () => {
  it('reads one string a finding, with the line it stands on', () => {
    const text = 'a();\nb(); // want "first \\"quoted\\"" "second"\n';
    expect(readWants(text)).toEqual([
      { line: 2, message: 'first "quoted"' },
      { line: 2, message: 'second' },
    ]);
  });

  it.each([
    'a(); // want',
    'a(); // want first',
    "a(); // want 'first'",
    'a(); // want "first" or',
  ])('refuses %s', (text) => {
    expect(() => readWants(text)).toThrow('line 1: a want is followed by strings');
  });
});

describe('readHeader', () => {
  it('reads options, settings and marks above the first line of code', () => {
    const text =
      '// Why this file is here.\n// options: {"a":1}\n// untyped\ncode;\n// no-typecheck';
    expect(readHeader(text)).toEqual({
      options: { a: 1 },
      settings: undefined,
      untyped: true,
      noTypecheck: false,
    });
  });
});

describe('diffWants', () => {
  const at = (line: number, message: string) => ({ line, message });

  it.each([
    ['nothing to find', [], []],
    ['a part of the message', [at(1, 'lost')], [at(1, '`cancel` is lost')]],
    ['two of a line, the broad want first', [at(1, 'a'), at(1, 'ab')], [at(1, 'ab'), at(1, 'ac')]],
  ])('accepts %s', (_, wants, findings) => {
    expect(diffWants(wants, findings)).toEqual([]);
  });

  it.each([
    ['an unmet want', [at(3, 'lost')], [], ['line 3: - wanted, but not found: "lost"']],
    ['an unexpected finding', [], [at(3, 'lost')], ['line 3: + found, but not wanted: lost']],
    [
      'a second finding',
      [at(3, 'lost')],
      [at(3, 'lost'), at(3, 'lost')],
      ['line 3: + found, but not wanted: lost'],
    ],
    [
      'another line',
      [at(3, 'lost')],
      [at(4, 'lost')],
      ['line 3: - wanted, but not found: "lost"', 'line 4: + found, but not wanted: lost'],
    ],
    [
      'other words',
      [at(3, 'nil')],
      [at(3, 'lost')],
      ['line 3: - wanted, but not found: "nil"', 'line 3: + found, but not wanted: lost'],
    ],
  ])('fails on %s', (_, wants, findings, problems) => {
    expect(diffWants(wants, findings)).toEqual(problems);
  });
});
