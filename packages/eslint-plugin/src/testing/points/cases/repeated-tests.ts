/** The same test twice. */
import { lost, type Cases } from '../suite.js';

/** As many independent tests as a function may hold without a state for each combination. */
const many = Array.from({ length: 30 }, (_, i) => i);
const parameters = many.map((i) => `b${i}: boolean`).join(', ');

export const repeatedTests: Cases = {
  valid: [
    {
      name: 'the optional timeout: the same test twice',
      code: `
export function f(p: Context, ms: number) {
  let ctx = p;
  let cancel: CancelFunc = noop;
  if (ms > 0) [ctx, cancel] = withTimeout(p, ms);
  keep(ctx);
  if (ms > 0) cancel();
}`,
    },
    {
      name: 'a variable that holds the answer',
      code: `
export function f(p: Context, ms: number) {
  const bounded = ms > 0;
  let cancel: CancelFunc | undefined;
  if (bounded) [, cancel] = withTimeout(p, ms);
  note();
  if (bounded) cancel!();
}`,
    },
    {
      name: 'a property that the function does not assign',
      code: `
export function f(p: Context, opts: { timeout?: number }) {
  let cancel: CancelFunc | undefined;
  if (opts.timeout) [, cancel] = withTimeout(p, opts.timeout);
  note();
  if (opts.timeout) cancel!();
}`,
    },
    {
      name: 'negated, and in the other arm',
      code: `
export function f(p: Context, ms: number) {
  let cancel: CancelFunc = noop;
  if (!(ms > 0)) note();
  else [, cancel] = withTimeout(p, ms);
  if (ms > 0) cancel();
}`,
    },
    {
      name: 'equality in both directions, and parentheses',
      code: `
export function f(p: Context, mode: string, id?: string) {
  let a: CancelFunc = noop;
  let b: CancelFunc = noop;
  if (mode === 'timed') [, a] = withTimeout(p, 1);
  if (mode !== 'timed') note();
  else a();
  if (id != null) [, b] = withCancel(p);
  if ((id == null)) note();
  else b();
}`,
    },
    {
      name: 'combined with &&: both hold later',
      code: `
export function f(p: Context, ms: number, on: boolean) {
  let cancel: CancelFunc = noop;
  if (on && ms > 0) [, cancel] = withTimeout(p, ms);
  if (on) { if (ms > 0) cancel(); }
}`,
    },
    {
      name: 'combined with ||: neither holds later',
      code: `
export function f(p: Context, ms: number, off: boolean) {
  let cancel: CancelFunc = noop;
  if (!(off || ms <= 0)) [, cancel] = withTimeout(p, ms);
  if (off || ms <= 0) return;
  cancel();
}`,
    },
    {
      name: 'a conditional expression and a short circuit ask the same',
      code: `
export function f(p: Context, on: boolean) {
  const [, cancel] = on ? withCancel(p) : [p, undefined];
  on && cancel!();
}`,
    },
    {
      name: 'a case is discriminant === test',
      code: `
export function f(p: Context, mode: string) {
  let cancel: CancelFunc = noop;
  if (mode === 'timed') [, cancel] = withTimeout(p, 1);
  switch (mode) {
    case 'timed': cancel(); break;
    default: note();
  }
}`,
    },
    {
      name: 'two cases and two ifs',
      code: `
export function f(p: Context, mode: 'a' | 'b') {
  let cancel: CancelFunc = noop;
  switch (mode) {
    case 'a': [, cancel] = withCancel(p);
  }
  if (mode === 'a') cancel();
}`,
    },
    {
      name: 'an assignment to another variable in between',
      code: `
export function f(p: Context, ms: number) {
  let cancel: CancelFunc = noop;
  let n = 0;
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  n = 1;
  if (ms > 0) cancel();
  return n;
}`,
    },
    {
      name: 'an assignment before the first test',
      code: `
export function f(p: Context, ms: number) {
  let cancel: CancelFunc = noop;
  ms = Math.max(ms, 10);
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  if (ms > 0) cancel();
}`,
    },
    {
      name: 'the same test in finally',
      code: `
export async function f(p: Context, ms?: number) {
  let ctx = p;
  let cancel: CancelFunc | undefined;
  if (ms !== undefined) [ctx, cancel] = withTimeout(p, ms);
  try {
    return await load(ctx);
  } finally {
    if (ms !== undefined) cancel!();
  }
}`,
    },
    {
      name: 'a loop that comes round keeps the tests of variables',
      code: `
export function f(p: Context, bounded: boolean) {
  let cancel: CancelFunc | undefined;
  for (const each of list) {
    if (bounded) {
      cancel?.();
      [, cancel] = withTimeout(p, 1);
    } else cancel = undefined;
  }
  cancel?.();
}`,
    },
    {
      name: 'thirty other tests in between are no burden',
      code: `
export function f(p: Context, ms: number, ${parameters}) {
  let cancel: CancelFunc = noop;
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  ${many.map((i) => `if (b${i}) note();`).join('\n  ')}
  if (ms > 0) cancel();
}`,
    },
    {
      name: 'a negated conjunction, a type, a property behind ?.',
      code: `
export function f(p: Context, a: boolean, b: boolean, ms?: number, o?: { timeout?: number }) {
  const [, first] = withCancel(p);
  let second: CancelFunc = noop;
  let third: CancelFunc = noop;
  if (!(a && b)) first();
  if (a && b) first();
  if (typeof ms === 'number') [, second] = withTimeout(p, ms);
  if (typeof ms === 'number') second();
  if (o?.timeout) [, third] = withTimeout(p, o.timeout);
  if (o?.timeout) third();
}`,
    },
  ],
  invalid: [
    {
      name: 'another test',
      code: `
export function f(p: Context, ms: number) {
  let cancel: CancelFunc = noop;
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  if (ms > 1) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 18)],
    },
    {
      name: 'the opposite test',
      code: `
export function f(p: Context, ms: number) {
  let cancel: CancelFunc = noop;
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  if (!(ms > 0)) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 18)],
    },
    {
      name: 'the variable is changed in between',
      code: `
export function f(p: Context, ms: number) {
  let cancel: CancelFunc = noop;
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  ms -= 1;
  if (ms > 0) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 18)],
    },
    {
      name: 'the variable is changed on one path in between',
      code: `
export function f(p: Context, bounded: boolean) {
  let cancel: CancelFunc = noop;
  if (bounded) [, cancel] = withTimeout(p, 1);
  if (ready) bounded = false;
  if (bounded) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 19)],
    },
    {
      name: 'the variable is changed in a closure',
      code: `
export function f(p: Context, bounded: boolean) {
  let cancel: CancelFunc = noop;
  keep(() => { bounded = false; });
  if (bounded) [, cancel] = withTimeout(p, 1);
  note();
  if (bounded) cancel();
}`,
      errors: [lost('lostAtEnd', 5, 19)],
    },
    {
      name: 'the property is assigned by the function',
      code: `
export function f(p: Context, opts: { timeout?: number }) {
  let cancel: CancelFunc | undefined;
  if (opts.timeout) [, cancel] = withTimeout(p, opts.timeout);
  opts.timeout = 0;
  if (opts.timeout) cancel!();
}`,
      errors: [lost('lostAtEnd', 4, 24)],
    },
    {
      name: 'a test that calls has no same value',
      code: `
declare function isOn(): boolean;
export function f(p: Context) {
  let cancel: CancelFunc = noop;
  if (isOn()) [, cancel] = withCancel(p);
  if (isOn()) cancel();
}`,
      errors: [lost('lostAtEnd', 5, 18)],
    },
    {
      name: 'one of two conditions is not asked again',
      code: `
export function f(p: Context, ms: number, on: boolean) {
  let cancel: CancelFunc = noop;
  if (on || ms > 0) [, cancel] = withTimeout(p, ms);
  if (on) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 24)],
    },
    {
      name: 'another condition is asked as well',
      code: `
export function f(p: Context, ms: number, on: boolean) {
  let cancel: CancelFunc = noop;
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  if (ms > 0 && on) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 18)],
    },
    {
      name: 'strict and loose equality are not the same',
      code: `
export function f(p: Context, id?: string | null) {
  let cancel: CancelFunc = noop;
  if (id != undefined || id === null) [, cancel] = withCancel(p);
  if (id != undefined) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 42)],
    },
    {
      name: 'another case',
      code: `
export function f(p: Context, mode: string) {
  let cancel: CancelFunc = noop;
  if (mode === 'timed') [, cancel] = withTimeout(p, 1);
  switch (mode) {
    case 'other': cancel();
  }
}`,
      errors: [lost('lostAtEnd', 4, 28)],
    },
    {
      name: 'a loop that comes round forgets the property tests that stand in it',
      code: `
export function f(p: Context, opts: { timeout?: number }) {
  let cancel: CancelFunc | undefined;
  for (const each of list) {
    if (opts.timeout) {
      cancel?.();
      [, cancel] = withTimeout(p, opts.timeout);
    } else cancel = undefined;
  }
  cancel?.();
}`,
      errors: [lost('overwritten', 7, 10)],
    },
    {
      name: 'the condition of a loop is evaluated anew',
      code: `
export function f(p: Context, opts: { more: boolean }) {
  let cancel: CancelFunc = noop;
  while (opts.more) {
    [, cancel] = withCancel(p);
    if (opts.more) break;
    cancel();
  }
}`,
      errors: [lost('lostAtEnd', 5, 8)],
    },
    {
      name: 'thirty other tests hide nothing',
      code: `
export function f(p: Context, ms: number, ${parameters}) {
  const [, cancel] = withTimeout(p, ms);
  ${many.map((i) => `if (b${i}) note();`).join('\n  ')}
  if (b0) cancel();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a destructuring assigns the variable in between',
      code: `
export function f(p: Context, n: number) {
  let cancel: CancelFunc = noop;
  if (n > 0) [, cancel] = withCancel(p);
  [n] = [1];
  if (n > 0) cancel();
}`,
      errors: [lost('lostAtEnd', 4, 17)],
    },
  ],
};
