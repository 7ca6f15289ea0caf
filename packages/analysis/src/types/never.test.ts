import { describe, expect, it } from 'vitest';
import { neverNamesIn } from './never.js';

describe('functions that never return, by their declarations', () => {
  it.each([
    ['export function fail(message?: string | Error): never;', ['fail']],
    ['fail(f: (a: string) => void, g: Map<string, () => void>): never', ['fail']],
    ['const exit: (code: number) => never;', ['exit']],
    ['type Exit = <T>(code: T) => never;', ['Exit']],
    [
      'interface Process { abort?(): never; exit<T extends string>(code?: T): never }',
      ['abort', 'exit'],
    ],
    ['function f(): string; type N = never; const never = 1;', []],
  ])('%s', (text, names) => {
    expect(neverNamesIn(text)).toEqual(names);
  });
});
