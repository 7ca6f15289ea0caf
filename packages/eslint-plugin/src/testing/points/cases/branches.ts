/** Branches, loops and labels. */
import { lost, type Cases } from '../suite.js';

export const branches: Cases = {
  valid: [
    {
      name: 'called on both arms of an if',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) cancel();
  else { note(); cancel(); }
}`,
    },
    {
      name: 'every case falls through to the call',
      code: `
export function f(p: Context, n: number) {
  const [, cancel] = withCancel(p);
  switch (n) {
    case 1: note();
    case 2: note();
    default: cancel();
  }
}`,
    },
    {
      name: 'switch (true) with a default',
      code: `
export function f(p: Context, n: number) {
  const [, cancel] = withCancel(p);
  switch (true) {
    case n > 1: cancel(); break;
    default: cancel();
  }
}`,
    },
    {
      name: 'a labelled break and continue lead to the call',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  outer: for (const a of list) {
    for (const b of list) {
      if (a === b) continue outer;
      if (ready) break outer;
    }
  }
  cancel();
}`,
    },
    {
      name: 'a labelled block is left before its end',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  work: {
    if (ready) break work;
    note();
  }
  cancel();
}`,
    },
    {
      name: 'an endless loop has no exit',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  while (true) note();
  cancel();
}`,
    },
    {
      name: 'literal conditions are folded',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (false) return;
  1 && cancel();
}`,
    },
    {
      name: 'what no path reaches is not judged',
      code: `
export function f(p: Context) {
  return;
  withCancel(p);
}`,
    },
    {
      name: 'process.exit() ends a path',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) process.exit(1);
  cancel();
}`,
    },
    {
      name: 'a comma expression and a nested conditional one',
      code: `
export function f(p: Context, n: number) {
  const [, cancel] = withCancel(p);
  const [, stop] = withCancel(p);
  note(), cancel();
  n > 0 ? (n > 1 ? stop() : (note(), stop())) : stop();
}`,
    },
    {
      name: 'called in the test of a loop, which is always evaluated',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  do note();
  while ((cancel(), ready));
}`,
    },
  ],
  invalid: [
    {
      name: 'one arm of an if returns first',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) return;
  cancel();
}`,
      errors: [{ ...lost('lostOnReturn', 3, 12), endLine: 3, endColumn: 18 }],
    },
    {
      name: 'no case matches',
      code: `
export function f(p: Context, n: number) {
  const [, cancel] = withCancel(p);
  switch (n) {
    case 1:
    case 2: cancel();
  }
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a case of switch (true) breaks before the call',
      code: `
export function f(p: Context, n: number) {
  const [, cancel] = withCancel(p);
  switch (true) {
    case n > 1: break;
    default: cancel();
  }
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a labelled break skips the call',
      code: `
export function f(p: Context) {
  outer: for (const a of list) {
    const [, cancel] = withCancel(p);
    for (const b of list) if (a === b) break outer;
    cancel();
  }
}`,
      errors: [lost('lostOnJump', 4, 14)],
    },
    {
      name: 'the body of a loop may never run',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  for (const each of list) {
    keep(each);
    cancel();
  }
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'an endless loop that is left by break',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  for (;;) {
    if (ready) break;
    cancel();
    return;
  }
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'short circuits and a nested conditional expression',
      code: `
export function f(p: Context, n: number) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const [, c] = withCancel(p);
  ready && a();
  ready || b();
  n > 0 ? (n > 1 ? c() : note()) : c();
}`,
      errors: [lost('lostAtEnd', 3, 12), lost('lostAtEnd', 4, 12), lost('lostAtEnd', 5, 12)],
    },
    {
      name: 'a logical assignment and an optional chain evaluate the call on one path',
      code: `
export function f(p: Context, text: string | undefined, o?: { m(x: unknown): void }) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  text ??= (a(), '');
  o?.m(b());
}`,
      errors: [lost('lostAtEnd', 3, 12), lost('lostAtEnd', 4, 12)],
    },
    {
      name: 'a destructuring default is evaluated on one path',
      code: `
export function f(p: Context, o: { x?: unknown }) {
  const [, cancel] = withCancel(p);
  const { x = cancel() } = o;
  keep(x);
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a default in the middle of a switch falls through to the call, the last case does not',
      code: `
export function f(p: Context, n: number) {
  const [, cancel] = withCancel(p);
  switch (n) {
    default: note();
    case 1: cancel(); break;
    case 2:
  }
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a while (false) after do is left by continue',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  do {
    if (ready) continue;
    cancel();
  } while (false);
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
  ],
};
