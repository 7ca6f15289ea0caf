/** `using` after the declaration, `finally` around the rest of the block. */
import { adds, lostWith, wraps } from '../suggested.js';
import type { Cases } from '../suite.js';

export const releasing: Cases = {
  valid: [
    {
      name: 'what a suggestion makes is right',
      code: `
export async function f(p: Context) {
  const [a, cancel] = withCancel(p);
  using _ = cancel;
  const [b, stop] = withCancel(a);
  try {
    await load(b);
  } finally {
    stop();
  }
}`,
    },
  ],
  invalid: [
    {
      name: 'using after the declaration, or finally around the rest; comments survive',
      code: `
export async function f(p: Context) {
  // first
  const [ctx, cancel] = withCancel(p); // second
  // third
  const text = await load(ctx); /* fourth */
  cancel();
  return text; // fifth
}`,
      errors: [
        lostWith(
          'lostOnRejection',
          [4, 15],
          [
            adds(`
export async function f(p: Context) {
  // first
  const [ctx, cancel] = withCancel(p); // second
  using _ = cancel;
  // third
  const text = await load(ctx); /* fourth */
  cancel();
  return text; // fifth
}`),
            wraps(`
export async function f(p: Context) {
  // first
  const [ctx, cancel] = withCancel(p); // second
  try {
    // third
    const text = await load(ctx); /* fourth */
    cancel();
    return text; // fifth
  } finally {
    cancel();
  }
}`),
          ],
        ),
      ],
    },
    {
      name: 'another name where `_` is taken; no semicolons where there are none',
      code: `
export async function f(p: Context, _: string) {
  const [ctx, stop] = withCancel(p)
  await load(ctx)
}`,
      errors: [
        lostWith(
          'lostOnRejection',
          [3, 15],
          [
            adds(
              `
export async function f(p: Context, _: string) {
  const [ctx, stop] = withCancel(p)
  using _1 = stop
  await load(ctx)
}`,
              '_1',
              'stop',
            ),
            wraps(
              `
export async function f(p: Context, _: string) {
  const [ctx, stop] = withCancel(p)
  try {
    await load(ctx)
  } finally {
    stop()
  }
}`,
              'stop',
            ),
          ],
        ),
      ],
    },
    {
      name: 'the lines of a template do not move, tabs stay tabs',
      code: `
export async function f(p: Context) {
\tconst [ctx, cancel] = withCancel(p);
\tawait load(ctx);
\tnote.call(\`
  text\`);
}`,
      errors: [
        lostWith(
          'lostOnRejection',
          [3, 14],
          [
            adds(`
export async function f(p: Context) {
\tconst [ctx, cancel] = withCancel(p);
\tusing _ = cancel;
\tawait load(ctx);
\tnote.call(\`
  text\`);
}`),
            wraps(`
export async function f(p: Context) {
\tconst [ctx, cancel] = withCancel(p);
\ttry {
\t\tawait load(ctx);
\t\tnote.call(\`
  text\`);
\t} finally {
\t\tcancel();
\t}
}`),
          ],
        ),
      ],
    },
    {
      name: 'no using in a bare case; both in a case with a block',
      code: `
export async function f(p: Context, n: number) {
  switch (n) {
    case 1:
      const [a, stop] = withCancel(p);
      await load(a);
      break;
    default: {
      const [b, cancel] = withCancel(p);
      await load(b);
    }
  }
}`,
      errors: [
        lostWith('lostOnRejection', [5, 17], []),
        lostWith(
          'lostOnRejection',
          [9, 17],
          [
            adds(`
export async function f(p: Context, n: number) {
  switch (n) {
    case 1:
      const [a, stop] = withCancel(p);
      await load(a);
      break;
    default: {
      const [b, cancel] = withCancel(p);
      using _ = cancel;
      await load(b);
    }
  }
}`),
            wraps(`
export async function f(p: Context, n: number) {
  switch (n) {
    case 1:
      const [a, stop] = withCancel(p);
      await load(a);
      break;
    default: {
      const [b, cancel] = withCancel(p);
      try {
        await load(b);
      } finally {
        cancel();
      }
    }
  }
}`),
          ],
        ),
      ],
    },
    {
      name: 'no finally where the call of another function would be lost by it',
      code: `
export async function f(p: Context) {
  const [a, cancel] = withCancel(p);
  const [b, stop] = withCancel(p);
  note();
  stop();
  await load(a);
}`,
      errors: [
        lostWith(
          'lostOnRejection',
          [3, 13],
          [
            adds(`
export async function f(p: Context) {
  const [a, cancel] = withCancel(p);
  using _ = cancel;
  const [b, stop] = withCancel(p);
  note();
  stop();
  await load(a);
}`),
          ],
        ),
      ],
    },
    {
      name: 'the pair kept whole',
      code: `
export async function f(p: Context) {
  const pair = withCancel(p);
  return await load(pair[0]);
}`,
      errors: [
        lostWith(
          'lostOnRejection',
          [3, 9],
          [
            adds(
              `
export async function f(p: Context) {
  const pair = withCancel(p);
  using _ = pair[1];
  return await load(pair[0]);
}`,
              '_',
              'pair[1]',
            ),
            wraps(
              `
export async function f(p: Context) {
  const pair = withCancel(p);
  try {
    return await load(pair[0]);
  } finally {
    pair[1]();
  }
}`,
              'pair[1]',
            ),
          ],
        ),
      ],
    },
  ],
};
