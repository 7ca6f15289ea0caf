/** A binding that holds one function after another. */
import { lost, type Cases } from '../suite.js';

export const replacing: Cases = {
  valid: [
    {
      name: 'a parameter as holder',
      code: `
export function f(ctx: Context, cancel?: CancelFunc) {
  [ctx, cancel] = withCancel(ctx);
  keep(ctx);
  cancel();
}`,
    },
    {
      name: 'an outer variable as holder, called by an exported function',
      code: `
let stop: CancelFunc | undefined;
export function start(p: Context) {
  [, stop] = withCancel(p);
}
export function end() {
  stop?.();
}`,
    },
    {
      name: 'two factories meet in one binding',
      code: `
export function f(p: Context, ms: number) {
  const [ctx, cancel] = ms ? withTimeout(p, ms) : withCancel(p);
  keep(ctx);
  cancel();
}`,
    },
    {
      name: 'overwritten after it was called',
      code: `
export function f(p: Context) {
  let [, cancel] = withCancel(p);
  cancel();
  [, cancel] = withCancel(p);
  cancel();
}`,
    },
    {
      name: 'overwritten while an alias still holds it',
      code: `
export function f(p: Context) {
  let [, cancel] = withCancel(p);
  const first = cancel;
  [, cancel] = withCancel(p);
  cancel();
  first();
}`,
    },
    {
      name: 'a const per loop turn, called in each',
      code: `
export function f(p: Context) {
  for (const each of list) {
    const [ctx, cancel] = withCancel(p);
    keep(ctx);
    cancel();
  }
}`,
    },
    {
      name: 'a let that outlives the loop, called before the next turn fills it',
      code: `
export function f(p: Context) {
  let cancel: CancelFunc | undefined;
  for (const each of list) {
    cancel?.();
    [, cancel] = withCancel(p);
  }
  cancel?.();
}`,
    },
    {
      name: 'capture is by reference: a closure calls what the binding holds then',
      code: `
export function f(p: Context) {
  let cancel: CancelFunc = noop;
  const end = () => cancel();
  [, cancel] = withCancel(p);
  end();
}`,
      typed: true,
    },
    {
      name: 'capture is by reference: finally calls the last one, the first is called before',
      code: `
export async function f(p: Context) {
  let [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
    cancel();
    [ctx, cancel] = withTimeout(p, 10);
    await load(ctx);
  } finally {
    cancel();
  }
}`,
    },
    {
      name: 'what is put into a binding after its closure was handed over is handed over too',
      code: `
export function f(p: Context) {
  let cancel: CancelFunc | undefined;
  keep(() => cancel?.());
  [, cancel] = withCancel(p);
}`,
    },
  ],
  invalid: [
    {
      name: 'a parameter as holder',
      code: `
export function f(ctx: Context, cancel?: CancelFunc) {
  [ctx, cancel] = withCancel(ctx);
  if (ready) cancel();
}`,
      errors: [lost('lostAtEnd', 3, 9)],
    },
    {
      name: 'an outer variable that nothing calls',
      code: `
let stop: CancelFunc | undefined;
export function start(p: Context) {
  [, stop] = withCancel(p);
}
export function isStarted() {
  return stop !== undefined;
}`,
      errors: [lost('heldInVain', 4, 6)],
    },
    {
      name: 'two factories meet in one binding: one finding',
      code: `
export function f(p: Context, ms: number) {
  const [ctx, cancel] = ms ? withTimeout(p, ms) : withCancel(p);
  if (ready) return ctx;
  cancel();
}`,
      errors: [lost('lostOnReturn', 3, 15)],
    },
    {
      name: 'overwritten while it is open',
      code: `
export function f(p: Context) {
  let [, cancel] = withCancel(p);
  [, cancel] = withCancel(p);
  cancel();
}`,
      errors: [lost('overwritten', 3, 10)],
    },
    {
      name: 'overwritten by undefined on one path',
      code: `
export function f(p: Context) {
  let cancel: CancelFunc | undefined;
  [, cancel] = withCancel(p);
  if (ready) cancel = undefined;
  cancel?.();
}`,
      errors: [lost('overwritten', 4, 6)],
    },
    {
      name: 'a const per loop turn, not called where the loop breaks',
      code: `
export function f(p: Context) {
  for (const each of list) {
    const [ctx, cancel] = withCancel(p);
    if (each === '') break;
    cancel();
  }
}`,
      errors: [lost('lostOnJump', 4, 17)],
    },
    {
      name: 'a let that outlives the loop is filled again by the next turn',
      code: `
export function f(p: Context) {
  let cancel: CancelFunc | undefined;
  for (const each of list) {
    [, cancel] = withCancel(p);
  }
  cancel?.();
}`,
      errors: [lost('overwritten', 5, 8)],
    },
    {
      name: 'capture is by reference: the closure calls the second, the first is dropped',
      code: `
export function f(p: Context) {
  let [, cancel] = withCancel(p);
  const end = () => cancel();
  [, cancel] = withCancel(p);
  end();
}`,
      errors: [lost('overwritten', 3, 10)],
    },
    {
      name: 'capture is by reference: finally calls what the binding holds then',
      code: `
export async function f(p: Context) {
  let [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
    [ctx, cancel] = withTimeout(p, 10);
    await load(ctx);
  } finally {
    cancel();
  }
}`,
      errors: [lost('overwritten', 3, 13)],
    },
  ],
};
