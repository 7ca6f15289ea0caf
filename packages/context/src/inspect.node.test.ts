import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { background, TODO } from './endless.js';
import { Canceled, DeadlineExceeded } from './errors.js';
import { contextKey } from './key.js';
import { withCancel } from './with-cancel.js';
import { withValue } from './with-value.js';

describe.each([
  { test: 'TestBackground', row: '3', root: background, text: 'context.Background' },
  { test: 'TestTODO', row: '4', root: TODO, text: 'context.TODO' },
])('$test', ({ row, root, text }) => {
  it(`row ${row}: prints its name, also to inspect`, () => {
    expect(inspect(root())).toBe(text);
  });
});

describe('inspect', () => {
  it('prints the chain of a context within an object', () => {
    const ctx = withValue(withCancel(background())[0], contextKey<string>('user'), 'ada');
    expect(inspect({ ctx })).toBe('{ ctx: context.Background.WithCancel.WithValue(user, ada) }');
  });

  it.each([Canceled, DeadlineExceeded])('finds no place in the code in %s', (error) => {
    expect(inspect(error)).not.toMatch(/\bat\b/);
  });
});
