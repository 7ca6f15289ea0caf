/** What a finding says, and where it stands. */
import { runSuite, type Expected } from './suite.js';

const child = 'its context stays with the parent until that ends';
const timer = 'its timer runs until the deadline';

/** A finding in full: `[line, column, endLine, endColumn]`, then what fills its message. */
function says(
  messageId: Expected['messageId'],
  [line, column, endLine, endColumn]: readonly [number, number, number, number],
  data: Readonly<Record<string, string>>,
): Expected {
  const common = { cancel: '`cancel`', factory: 'withCancel', leak: child, path: '', vain: '' };
  return { messageId, line, column, endLine, endColumn, data: { ...common, ...data } };
}

runSuite('the finding', [
  {
    valid: [
      {
        name: 'nothing is said of what is called',
        code: `
export function f(p: Context) {
  const [ctx, cancel] = withTimeout(p, 10);
  using _ = cancel;
  return String(ctx);
}`,
      },
      {
        name: 'nothing is said of a file without contexts',
        code: `
export function f(open: () => [number, () => void]) {
  const [n, close] = open();
  return n;
}`,
      },
    ],
    invalid: [
      {
        name: 'a return, behind a branch',
        code: `
export function f(p: Context, n: number) {
  const [ctx, cancel] = withTimeout(p, 10);
  if (n > 1) {
    note();
    return ctx;
  }
  cancel();
}`,
        errors: [
          says('lostOnReturn', [3, 15, 3, 21], {
            leak: timer,
            factory: 'withTimeout',
            line: '6',
            path: ' (path: line 4)',
          }),
        ],
      },
      {
        name: 'a return on the line of its test: no line is said twice',
        code: `
export function f(p: Context, n: number) {
  const [, stop] = withCancel(p);
  if (n > 1) return;
  stop();
}`,
        errors: [says('lostOnReturn', [3, 12, 3, 16], { cancel: '`stop`', line: '4' })],
      },
      {
        name: 'the throw of a call in try',
        code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    parse('text');
  } finally {
    note();
  }
  cancel();
}`,
        errors: [says('lostOnThrow', [3, 12, 3, 18], { thrown: 'throw of `parse()`', line: '5' })],
      },
      {
        name: 'the throw of new, where every call may throw',
        code: `
declare class Thing { constructor(text: string); }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  new Thing('text');
  cancel();
}`,
        options: { throws: 'calls' },
        errors: [
          says('lostOnThrow', [4, 12, 4, 18], { thrown: 'throw of `new Thing()`', line: '5' }),
        ],
      },
      {
        name: 'the rejection of an await',
        code: `
export async function f(p: Context) {
  const [ctx, cancel] = context.withTimeout(p, 10);
  await load(ctx);
  cancel();
}`,
        errors: [
          says('lostOnRejection', [3, 15, 3, 21], {
            factory: 'context.withTimeout',
            leak: timer,
            code: 'load()',
            line: '4',
          }),
        ],
      },
      {
        name: 'a rejection in finally, before the call',
        code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  try {
    keep(ctx);
  } finally {
    await load(p);
    cancel();
  }
}`,
        errors: [says('lostOnRejection', [3, 15, 3, 21], { code: 'load()', line: '7' })],
        typed: true,
      },
      {
        name: 'a yield',
        code: `
export function* f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  yield ctx;
  cancel();
}`,
        errors: [says('lostOnYield', [3, 15, 3, 21], { line: '4' })],
      },
      {
        name: 'the end of the function',
        code: `
export const f = (p: Context) => {
  const [ctx, cancel] = withCancel(p);
  keep(ctx);
};`,
        errors: [says('lostAtEnd', [3, 15, 3, 21], { scope: 'function', line: '5' })],
      },
      {
        name: 'the end of the module, and of a static block',
        code: `
const [, cancel] = withCancel(context.background());
export class Service {
  static {
    const [, cancel] = withCancel(context.background());
  }
}`,
        errors: [
          says('lostAtEnd', [2, 10, 2, 16], { scope: 'module', line: '7' }),
          says('lostAtEnd', [5, 14, 5, 20], { scope: 'static block', line: '6' }),
        ],
      },
      {
        name: 'the end of a loop turn',
        code: `
export function f(p: Context) {
  for (const each of list) {
    const [, cancel] = withCancel(p);
    if (each !== '') cancel();
  }
}`,
        errors: [
          says('lostAtEnd', [4, 14, 4, 20], {
            scope: 'loop turn',
            line: '6',
            path: ' (path: line 5)',
          }),
        ],
      },
      {
        name: 'a jump out of a loop turn',
        code: `
export function f(p: Context) {
  for (const each of list) {
    const [, cancel] = withCancel(p);
    if (each === '') continue;
    cancel();
  }
}`,
        errors: [says('lostOnJump', [4, 14, 4, 20], { code: 'continue', line: '5' })],
      },
      {
        name: 'overwritten',
        code: `
export function f(p: Context) {
  let [, cancel] = withCancel(p);
  note();
  [, cancel] = withTimeout(p, 10);
  cancel();
}`,
        errors: [says('overwritten', [3, 10, 3, 16], { line: '5' })],
      },
      {
        name: 'never held: the binding of the rest is no place, the call is',
        code: `
export function f(p: Context) {
  const [ctx] = withTimeout(p, 10);
  keep(ctx);
  withCancel(p);
}`,
        errors: [
          says('neverHeld', [3, 17, 3, 35], {
            cancel: 'the cancel function',
            factory: 'withTimeout',
            leak: timer,
          }),
          says('neverHeld', [5, 3, 5, 16], { cancel: 'the cancel function' }),
        ],
      },
      {
        name: 'the binding of the whole result',
        code: `
export function f(p: Context) {
  const pair = withCancel(p);
  keep(pair[0]);
}`,
        errors: [
          says('lostAtEnd', [3, 9, 3, 13], {
            cancel: 'the cancel function in \`pair\`',
            scope: 'function',
            line: '5',
          }),
        ],
      },
      {
        name: 'a private place',
        code: `
export class Service {
  #end?: CancelFunc;
  start(p: Context) {
    [, this.#end] = withCancel(p);
  }
}`,
        errors: [
          says('heldInVain', [5, 8, 5, 17], { cancel: 'the cancel function', place: 'this.#end' }),
        ],
      },
      {
        name: 'two factories that meet in one binding',
        code: `
export function f(p: Context, ms: number) {
  const [, cancel] = ms ? withTimeout(p, ms) : withCancel(p);
  note();
}`,
        errors: [
          says('lostAtEnd', [3, 12, 3, 18], {
            factory: 'withTimeout',
            leak: timer,
            scope: 'function',
            line: '5',
          }),
        ],
      },
      {
        name: 'one finding for one acquisition, however many paths lose it',
        code: `
export async function f(p: Context, n: number) {
  const [ctx, cancel] = withCancel(p);
  if (n === 1) return;
  if (n === 2) throw new Error('no');
  await load(ctx);
}`,
        errors: [says('lostOnReturn', [3, 15, 3, 21], { line: '4' })],
      },
      {
        name: 'a shortest path is shown: the first return, not the one behind a loop',
        code: `
export function f(p: Context, n: number) {
  const [, cancel] = withCancel(p);
  if (n > 1) {
    for (const each of list) if (each === '') return;
  }
  return;
  cancel();
}`,
        errors: [says('lostOnReturn', [3, 12, 3, 18], { line: '7', path: ' (path: line 4)' })],
      },
      {
        name: 'the branches on the way are said in order',
        code: `
export function f(p: Context, a: boolean, b: boolean) {
  const [, cancel] = withCancel(p);
  if (a) {
    if (b) {
      note();
    } else {
      return;
    }
  }
  cancel();
}`,
        errors: [says('lostOnReturn', [3, 12, 3, 18], { line: '8', path: ' (path: lines 4 → 5)' })],
      },
      {
        name: 'a case is a branch',
        code: `
export function f(p: Context, mode: string) {
  const [, cancel] = withCancel(p);
  switch (mode) {
    case 'a':
      return 1;
    default:
      return cancel();
  }
}`,
        errors: [says('lostOnReturn', [3, 12, 3, 18], { line: '6', path: ' (path: line 5)' })],
      },
      {
        name: 'written over many lines',
        code: `
export function f(p: Context) {
  const [
    ctx,
    cancel,
  ] = context.withDeadline(
    p, 1,
  );
  if (
    ready
  ) return ctx;
  cancel();
}`,
        errors: [
          says('lostOnReturn', [5, 5, 5, 11], {
            factory: 'context.withDeadline',
            leak: timer,
            line: '11',
            path: ' (path: line 10)',
          }),
        ],
      },
      {
        name: 'a factory of the file is called by its name',
        code: `
const start = (p: Context) => withCancel(p);
export function f(p: Context) {
  const [, cancel] = start(p);
}`,
        errors: [
          says('lostAtEnd', [4, 12, 4, 18], { factory: 'start', scope: 'function', line: '5' }),
        ],
      },
      {
        name: 'two acquisitions on one line are two findings',
        code: `
export function f(p: Context) {
  withCancel(p); withTimeout(p, 1);
}`,
        errors: [
          says('neverHeld', [3, 3, 3, 16], { cancel: 'the cancel function' }),
          says('neverHeld', [3, 18, 3, 35], {
            cancel: 'the cancel function',
            factory: 'withTimeout',
            leak: timer,
          }),
        ],
      },
    ],
  },
]);
