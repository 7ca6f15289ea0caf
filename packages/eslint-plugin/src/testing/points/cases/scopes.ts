/** Generators that are left at a `yield`, and scopes that dispose at their end. */
import { lost, type Cases } from '../suite.js';

export const scopes: Cases = {
  valid: [
    {
      name: 'a yield is left through finally',
      code: `
export function* f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    yield ctx;
    yield* list;
  } finally {
    cancel();
  }
}`,
    },
    {
      name: 'an async generator is left through using',
      code: `
export async function* f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  using _ = cancel;
  yield await load(ctx);
}`,
    },
    {
      name: 'a DisposableStack calls it at the end of its scope',
      code: `
export async function f(p: Context) {
  using stack = new DisposableStack();
  const [ctx, cancel] = withCancel(p);
  stack.use(cancel);
  await load(ctx);
}`,
    },
    {
      name: 'an AsyncDisposableStack is given a closure',
      code: `
export async function f(p: Context) {
  await using stack = new AsyncDisposableStack();
  const [ctx, cancel] = withCancel(p);
  stack.adopt(ctx, () => cancel());
  await load(ctx);
}`,
    },
  ],
  invalid: [
    {
      name: 'a consumer stops at a yield',
      code: `
export function* f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  yield ctx;
  cancel();
}`,
      errors: [lost('lostOnYield', 3, 15)],
    },
    {
      name: 'a consumer stops at a yield*',
      code: `
export async function* f(p: Context, all: AsyncIterable<string>) {
  const [, cancel] = withCancel(p);
  yield* all;
  cancel();
}`,
      errors: [lost('lostOnYield', 3, 12)],
    },
    {
      name: 'catch is not run by the return() of a consumer',
      code: `
export function* f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    yield ctx;
  } catch {}
  cancel();
}`,
      errors: [lost('lostOnYield', 3, 15)],
    },
    {
      name: 'a disposal at the end of an inner try may throw before the call',
      code: `
export function f(p: Context, lock: Disposable) {
  const [, cancel] = withCancel(p);
  try {
    using held = lock;
    keep(1);
    cancel();
  } catch {}
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'the stack receives it too late',
      code: `
export async function f(p: Context) {
  using stack = new DisposableStack();
  const [ctx, cancel] = withCancel(p);
  await load(ctx);
  stack.defer(cancel);
}`,
      errors: [lost('lostOnRejection', 4, 15)],
    },
    {
      name: 'a yield in finally before the call',
      code: `
export function* f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    yield ctx;
  } finally {
    yield;
    cancel();
  }
}`,
      errors: [lost('lostOnYield', 3, 15)],
    },
    {
      name: 'a yield that is an argument, and one in the test of a loop',
      code: `
export function* f(p: Context): Generator<number, void, boolean> {
  const [, a] = withCancel(p);
  keep(yield 1);
  a();
  const [, b] = withCancel(p);
  while (yield 2) note();
  b();
}`,
      errors: [lost('lostOnYield', 3, 12), lost('lostOnYield', 6, 12)],
    },
  ],
};
