/** Acquisitions in conditions, parameter defaults, class bodies and at the top level. */
import { lost, type Cases } from '../suite.js';

export const acquisitions: Cases = {
  valid: [
    {
      name: 'acquired in a parameter default, called in the body',
      code: `
export function f(p: Context, [, cancel] = withCancel(p)) {
  note();
  cancel();
}`,
    },
    {
      name: 'acquired in the condition of an if',
      code: `
export function f(p: Context) {
  let pair;
  if ((pair = withCancel(p)) && ready) pair[1]();
  else pair[1]();
}`,
    },
    {
      name: 'a static block',
      code: `
export class Service {
  static {
    const [ctx, cancel] = withCancel(context.background());
    try {
      keep(parse(String(ctx)));
    } finally {
      cancel();
    }
  }
}`,
    },
    {
      name: 'the top level of a module',
      code: `
const [ctx, cancel] = withTimeout(context.background(), 10);
try {
  await load(ctx);
} finally {
  cancel();
}`,
    },
  ],
  invalid: [
    {
      name: 'acquired in a parameter default, and the body returns first',
      code: `
export function f(p: Context, [, cancel] = withCancel(p)) {
  if (ready) return;
  cancel();
}`,
      errors: [lost('lostOnReturn', 2, 34)],
    },
    {
      name: 'acquired in the default of a nested pattern, and in the head of a for',
      code: `
export function f(p: Context, { pair: [, cancel] = withCancel(p) }: { pair?: [Context, CancelFunc] }) {
  if (ready) cancel();
  for (let [, stop] = withCancel(p); ready; note()) keep(p);
}`,
      errors: [lost('lostAtEnd', 2, 42), lost('lostAtEnd', 4, 15)],
    },
    {
      name: 'a getter, a constructor and an async arrow in a field',
      code: `
export class Service {
  get child() {
    const [ctx, cancel] = withCancel(context.background());
    return ctx;
  }
  constructor() {
    const [, cancel] = withCancel(context.background());
    if (ready) throw new Error('no');
    cancel();
  }
  run = async (p: Context) => {
    const [ctx, cancel] = withCancel(p);
    await load(ctx);
    cancel();
  };
}`,
      errors: [
        lost('lostOnReturn', 4, 17),
        lost('lostOnThrow', 8, 14),
        lost('lostOnRejection', 13, 17),
      ],
    },
    {
      name: 'acquired in the condition of a while',
      code: `
export function f(p: Context) {
  let pair;
  while ((pair = withCancel(p)) && ready) pair[1]();
}`,
      errors: [lost('lostAtEnd', 4, 11)],
    },
    {
      name: 'a static block and a private field',
      code: `
export class Service {
  #pair = withCancel(context.background());
  static {
    const [, cancel] = withCancel(context.background());
    if (ready) cancel();
  }
}`,
      errors: [lost('heldInVain', 3, 11), lost('lostAtEnd', 5, 14)],
    },
    {
      name: 'the top level of a module',
      code: `
const [ctx, cancel] = withTimeout(context.background(), 10);
await load(ctx);
cancel();`,
      errors: [lost('lostOnRejection', 2, 13)],
    },
  ],
};
