/** Exceptions, `finally`, generators and disposal. */
import { lost, type Cases } from '../suite.js';

export const exits: Cases = {
  valid: [
    {
      name: 'the call comes first in finally',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    cancel();
    await load(p);
  }
}`,
    },
    {
      name: 'an await in finally has a finally of its own',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    try {
      await load(ctx);
    } finally {
      cancel();
    }
  }
}`,
    },
    {
      name: 'a plain call before it in finally is not inside the block of the try',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    note();
    cancel();
  }
}`,
    },
    {
      name: 'return, break and continue go through finally',
      code: `
export function f(p: Context) {
  for (const a of list) {
    const [, cancel] = withCancel(p);
    try {
      if (a === '') return;
      if (a === '1') break;
      if (a === '2') continue;
    } finally {
      cancel();
    }
  }
}`,
    },
    {
      name: 'catch and the way past it both call',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } catch (e) {
    cancel();
    throw e;
  }
  cancel();
}`,
    },
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
      name: 'for await inside try with finally',
      code: `
export async function f(p: Context, all: AsyncIterable<string>) {
  const [, cancel] = withCancel(p);
  try {
    for await (const each of all) if (each === '') return;
  } finally {
    cancel();
  }
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
      name: 'an await before the call in finally',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    await load(p);
    cancel();
  }
}`,
      errors: [lost('lostOnRejection', 3, 15)],
    },
    {
      name: 'a call before it in a finally that stands in another try',
      code: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    try {
      keep(ctx);
    } finally {
      note();
      cancel();
    }
  } catch {}
}`,
      errors: [lost('lostAtEnd', 3, 15)],
    },
    {
      name: 'finally returns before the call',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    return;
  }
  cancel();
}`,
      errors: [lost('lostOnReturn', 3, 15)],
    },
    {
      name: 'finally throws before the call',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    if (ready) throw new Error('late');
    cancel();
  }
}`,
      errors: [lost('lostOnThrow', 3, 15)],
    },
    {
      name: 'finally continues, and breaks, in place of a rejection',
      code: `
export async function f(p: Context) {
  for (const each of list) {
    const [ctx, cancel] = withCancel(p);
    try {
      await load(ctx);
      cancel();
    } finally {
      continue;
    }
  }
  for (const each of list) {
    const [ctx, cancel] = withCancel(p);
    try {
      await load(ctx);
      cancel();
    } finally {
      break;
    }
  }
}`,
      errors: [lost('lostAtEnd', 4, 17), lost('lostAtEnd', 13, 17)],
    },
    {
      name: 'a catch that goes on without the call',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
    cancel();
  } catch {}
}`,
      errors: [lost('lostAtEnd', 3, 15)],
    },
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
      name: 'a for await rejects',
      code: `
export async function f(p: Context, all: AsyncIterable<string>) {
  const [, cancel] = withCancel(p);
  for await (const each of all) keep(each);
  cancel();
}`,
      errors: [lost('lostOnRejection', 3, 12)],
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
      name: 'finally continues an outer loop',
      code: `
export async function f(p: Context) {
  outer: for (const a of list) {
    const [ctx, cancel] = withCancel(p);
    for (const b of list) {
      try {
        await load(ctx);
      } finally {
        continue outer;
      }
    }
    cancel();
  }
}`,
      errors: [lost('lostAtEnd', 4, 17)],
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
  ],
};
