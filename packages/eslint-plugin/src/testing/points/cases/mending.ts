/** What was dropped is bound; paths that hand the function over are left alone; a context in use is not ended. */
import { binds, catches, lostWith } from '../suggested.js';
import type { Cases } from '../suite.js';

export const mending: Cases = {
  valid: [
    {
      name: 'and so is a catch before the function is handed over',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } catch (e) {
    cancel();
    throw e;
  }
  return { ctx, cancel };
}`,
    },
  ],
  invalid: [
    {
      name: 'what was dropped is bound',
      code: `
export async function f(p: Context) {
  const [ctx] = withCancel(p);
  await load(ctx);
}`,
      errors: [
        lostWith(
          'neverHeld',
          [3, 17],
          binds(
            `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  using _ = cancel;
  await load(ctx);
}`,
            `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    cancel();
  }
}`,
          ),
        ),
      ],
    },
    {
      name: 'what an element access dropped is bound as well',
      code: `
export async function f(p: Context) {
  const ctx = withCancel(p)[0];
  await load(ctx);
}`,
      errors: [
        lostWith(
          'neverHeld',
          [3, 15],
          binds(
            `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  using _ = cancel;
  await load(ctx);
}`,
            `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    cancel();
  }
}`,
          ),
        ),
      ],
    },
    {
      name: 'a property that was dropped is bound by its name',
      code: `
declare function open(p: Context): { ctx: Context; stop: CancelFunc };
export async function f(p: Context) {
  const { ctx } = open(p);
  await load(ctx);
}`,
      errors: [
        lostWith(
          'neverHeld',
          [4, 19],
          binds(
            `
declare function open(p: Context): { ctx: Context; stop: CancelFunc };
export async function f(p: Context) {
  const { ctx, stop } = open(p);
  using _ = stop;
  await load(ctx);
}`,
            `
declare function open(p: Context): { ctx: Context; stop: CancelFunc };
export async function f(p: Context) {
  const { ctx, stop } = open(p);
  try {
    await load(ctx);
  } finally {
    stop();
  }
}`,
            'stop',
          ),
        ),
      ],
      typed: true,
    },
    {
      name: 'the new name shadows none that the rest uses, nor is it hidden from its call',
      code: `
export async function f(p: Context) {
  const [ctx] = withCancel(p);
  await load(ctx);
  list.forEach((cancel) => keep(cancel));
}`,
      errors: [
        lostWith(
          'neverHeld',
          [3, 17],
          binds(
            `
export async function f(p: Context) {
  const [ctx, cancel2] = withCancel(p);
  using _ = cancel2;
  await load(ctx);
  list.forEach((cancel) => keep(cancel));
}`,
            `
export async function f(p: Context) {
  const [ctx, cancel2] = withCancel(p);
  try {
    await load(ctx);
    list.forEach((cancel) => keep(cancel));
  } finally {
    cancel2();
  }
}`,
            'cancel2',
          ),
        ),
      ],
    },
    {
      name: 'catch where the function is handed over later',
      code: `
export async function f(p: Context, o: { end?: CancelFunc }) {
  const [ctx, cancel] = withCancel(p);
  await load(ctx);
  o.end = cancel;
}`,
      errors: [
        lostWith(
          'lostOnRejection',
          [3, 15],
          [
            catches(`
export async function f(p: Context, o: { end?: CancelFunc }) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } catch (e) {
    cancel();
    throw e;
  }
  o.end = cancel;
}`),
          ],
        ),
      ],
    },
    {
      name: 'catch around a declaration that the return needs',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  const text = await load(ctx);
  return { text, cancel };
}`,
      errors: [
        lostWith(
          'lostOnRejection',
          [3, 15],
          [
            catches(`
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    const text = await load(ctx);
    return { text, cancel };
  } catch (e) {
    cancel();
    throw e;
  }
}`),
          ],
        ),
      ],
    },
    {
      name: 'a call before the return that forgets it',
      code: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  if (ready) return undefined;
  return { ctx, cancel };
}`,
      errors: [
        lostWith(
          'lostOnReturn',
          [3, 15],
          [
            {
              messageId: 'callBeforeReturn',
              data: { cancel: 'cancel' },
              output: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  if (ready) {
    cancel();
    return undefined;
  }
  return { ctx, cancel };
}`,
            },
          ],
        ),
      ],
    },
    {
      name: 'none where the context is returned, alone or in a promise that nobody awaits here',
      code: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  return ctx;
}
export function g(p: Context) {
  const [ctx] = withCancel(p);
  return load(ctx);
}
export function h(p: Context) {
  const [ctx, cancel] = withCancel(p);
  return () => load(ctx);
}`,
      errors: [
        lostWith('lostOnReturn', [3, 15], []),
        lostWith('neverHeld', [7, 17], []),
        lostWith('lostOnReturn', [11, 15], []),
      ],
    },
    {
      name: 'none where the context is stored, or given to work that nobody awaits',
      code: `
export function f(p: Context, o: { ctx?: Context }) {
  const [ctx, cancel] = withCancel(p);
  o.ctx = ctx;
}
export function g(p: Context) {
  const [ctx, cancel] = withCancel(p);
  void load(ctx);
}
export async function h(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await load(ctx);
  setTimeout(() => load(ctx), 10);
}
export async function i(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await load(ctx);
  return context.withValue(ctx, Symbol('key'), 1);
}`,
      errors: [
        lostWith('lostAtEnd', [3, 15], []),
        lostWith('lostAtEnd', [7, 15], []),
        lostWith('lostOnRejection', [11, 15], []),
        lostWith('lostOnRejection', [16, 15], []),
      ],
    },
  ],
};
