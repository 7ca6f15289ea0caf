/** Tests of a cancel function, or of the context acquired with it. */
import { lost, type Cases } from '../suite.js';

export const testsOfHolders: Cases = {
  valid: [
    {
      name: 'a test of the function cannot be false while it is owed',
      code: `
export function f(p: Context, cancel: CancelFunc | undefined, ms: number) {
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  if (cancel) cancel();
}`,
    },
    {
      name: 'tests of the function against nil, and of its type',
      code: `
export function f(p: Context, ms: number) {
  let a: CancelFunc | undefined;
  let b: CancelFunc | undefined;
  let c: CancelFunc | undefined;
  let d: CancelFunc | undefined;
  if (ms > 0) {
    [, a] = withTimeout(p, ms);
    [, b] = withTimeout(p, ms);
    [, c] = withTimeout(p, ms);
    [, d] = withTimeout(p, ms);
  }
  if (a !== undefined) a();
  if (b != null) b();
  if (typeof c === 'function') c();
  d?.();
}`,
    },
    {
      name: 'an early return where there is no function',
      code: `
export function f(p: Context, ms: number) {
  let cancel: CancelFunc | undefined;
  if (ms > 0) [, cancel] = withTimeout(p, ms);
  if (!cancel) return;
  cancel();
}`,
    },
    {
      name: 'a test of the context acquired with the function',
      code: `
export function f(p: Context, ms: number) {
  let child: Context | undefined;
  let cancel: CancelFunc | undefined;
  if (ms > 0) [child, cancel] = withTimeout(p, ms);
  if (child) cancel!();
}`,
    },
    {
      name: 'a fallback that is not taken, nil on the left, a test of the pair',
      code: `
export function f(p: Context, a?: CancelFunc, b?: CancelFunc | null) {
  if (ready) [, a] = withCancel(p);
  (a ?? noop)();
  if (ready) [, b] = withCancel(p);
  if (null !== b) b?.();
  const pair = ready ? withCancel(p) : undefined;
  if (!pair) return;
  const [, c] = pair;
  c();
}`,
    },
    {
      name: 'a call in the condition of a loop over the function itself',
      code: `
export function f(p: Context) {
  let cancel: CancelFunc | undefined;
  [, cancel] = withCancel(p);
  while (cancel) {
    cancel();
    cancel = undefined;
  }
}`,
    },
  ],
  invalid: [
    {
      name: 'the test of another function says nothing',
      code: `
export function f(p: Context, other?: CancelFunc) {
  const [, cancel] = withCancel(p);
  if (other) cancel();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'called where the function is nil',
      code: `
export function f(p: Context) {
  let cancel: CancelFunc | undefined;
  [, cancel] = withCancel(p);
  if (cancel === undefined) noop();
  if (!cancel) return;
  if (typeof cancel !== 'function') noop();
}`,
      errors: [lost('lostAtEnd', 4, 6)],
    },
    {
      name: 'a test of a context that was acquired with another function',
      code: `
export function f(p: Context, other?: Context) {
  const [child, cancel] = withCancel(p);
  keep(child);
  if (other) cancel();
}`,
      errors: [lost('lostAtEnd', 3, 17)],
    },
    {
      name: 'a return between the test of the pair and the call',
      code: `
export function f(p: Context) {
  const pair = ready ? withCancel(p) : undefined;
  if (!pair) return;
  if (list.length > 0) return;
  const [, cancel] = pair;
  cancel();
}`,
      errors: [lost('lostOnReturn', 3, 9)],
    },
  ],
};
