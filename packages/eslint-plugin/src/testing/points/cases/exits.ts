/** Exceptions and rejections, `catch` and `finally`. */
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
      name: 'finally breaks out of a labelled block, to the call',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  out: {
    try {
      await load(ctx);
    } finally {
      break out;
    }
  }
  cancel();
}`,
    },
    {
      name: 'an endless loop that catches everything',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  while (true) {
    try {
      await load(ctx);
    } catch {
      continue;
    }
  }
}`,
    },
    {
      name: 'a throw that the own catch takes',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    if (ready) throw new Error('no');
  } catch {
    cancel();
    return;
  }
  cancel();
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
      errors: [lost('lostOnJump', 4, 17), lost('lostOnJump', 13, 17)],
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
      errors: [lost('lostOnJump', 4, 17)],
    },
    {
      name: 'an endless loop that is left by its catch',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  while (true) {
    try {
      await load(ctx);
    } catch (e) {
      throw e;
    }
  }
}`,
      errors: [lost('lostOnThrow', 3, 15)],
    },
    {
      name: 'finally returns on one path',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    await load(ctx);
  } finally {
    if (ready) return;
    cancel();
  }
}`,
      errors: [lost('lostOnReturn', 3, 15)],
    },
    {
      name: 'the end of a catch whose pattern has a default that calls',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    parse('text');
    cancel();
  } catch ({ message = cancel() }: any) {
    keep(message);
  }
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
  ],
};
