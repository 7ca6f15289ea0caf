/** What a cancel function is held by: names, pairs, objects. */
import { lost, type Cases } from '../suite.js';

export const holding: Cases = {
  valid: [
    {
      name: 'an alias',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const stop = cancel;
  stop();
}`,
    },
    {
      name: 'an alias of an alias, assigned later',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  let stop: CancelFunc;
  stop = cancel;
  const end = stop;
  end();
}`,
    },
    {
      name: 'an alias with nullish fallback, and a bound one',
      code: `
export function f(p: Context) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const stop = a ?? noop;
  const bound = b.bind(undefined);
  stop();
  bound();
}`,
    },
    {
      name: 'the forms of a call',
      code: `
export function f(p: Context) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const [, c] = withCancel(p);
  const [, d] = withCancel(p);
  const [, e] = withCancel(p);
  const [, g] = withCancel(p);
  a.call(undefined);
  b.apply(undefined, []);
  Reflect.apply(c, undefined, []);
  (d as () => void)();
  (0, e)();
  g?.();
}`,
    },
    {
      name: 'the pair kept whole, called by its index',
      code: `
export function f(p: Context) {
  const pair = withCancel(p);
  pair[1]();
}`,
    },
    {
      name: 'the pair taken apart later',
      code: `
export function f(p: Context) {
  const pair = withCancel(p);
  const [ctx, cancel] = pair;
  keep(ctx);
  cancel();
}`,
    },
    {
      name: 'using over the element of a pair',
      code: `
export async function f(p: Context) {
  const pair = withCancel(p);
  using _ = pair[1];
  await load(pair[0]);
}`,
    },
    {
      name: 'an object with both, called by its property',
      code: `
declare function open(p: Context): { ctx: Context; cancel: CancelFunc };
export function f(p: Context) {
  const r = open(p);
  r.cancel();
}
export function g(p: Context) {
  const { ctx, cancel: stop } = open(p);
  keep(ctx);
  stop();
}`,
    },
    {
      name: 'destructured by a rest, by index, into an object',
      code: `
export function f(p: Context) {
  const [, ...rest] = withCancel(p);
  rest[0]();
  const { 1: cancel } = withCancel(p);
  cancel();
  const { length, ...others } = withCancel(p);
  others[1]();
}`,
    },
    {
      name: 'assigned to variables declared before',
      code: `
export function f(p: Context) {
  let ctx: Context;
  let cancel: CancelFunc;
  [ctx, cancel] = withCancel(p);
  keep(ctx);
  cancel();
}`,
    },
    {
      name: 'a destructuring default stands for nothing',
      code: `
export function f(p: Context) {
  const [ctx = p, cancel = noop] = withCancel(p);
  keep(ctx);
  cancel();
}`,
    },
  ],
  invalid: [
    {
      name: 'an alias that is called on one path',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const stop = cancel;
  if (ready) stop();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'an alias on one arm of a conditional expression',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const stop = ready ? cancel : noop;
  stop();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'bound and never called',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const bound = cancel.bind(undefined);
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'mentions are neither calls nor holders',
      code: `
export function f(p: Context) {
  let _: unknown;
  const [, cancel] = withCancel(p);
  _ = cancel;
  void cancel;
  cancel.length;
  console.log(cancel);
}`,
      errors: [lost('lostAtEnd', 4, 12)],
    },
    {
      name: 'the pair kept whole, the other element used',
      code: `
export function f(p: Context) {
  const pair = withCancel(p);
  keep(pair[0]);
}`,
      errors: [{ ...lost('lostAtEnd', 3, 9), endLine: 3, endColumn: 13 }],
    },
    {
      name: 'an object with both, called by its property on one path',
      code: `
declare function open(p: Context): { ctx: Context; cancel: CancelFunc };
export function f(p: Context) {
  const r = open(p);
  if (ready) r.cancel();
}
export function g(p: Context) {
  const { ctx, cancel: stop } = open(p);
  keep(ctx);
}`,
      errors: [lost('lostAtEnd', 4, 9), lost('lostAtEnd', 8, 24)],
      typed: true,
    },
    {
      name: 'an object made by a function of the file, called by its property on one path',
      code: `
function open(p: Context): { ctx: Context; cancel: CancelFunc } {
  const [ctx, cancel] = withCancel(p);
  return { ctx, cancel };
}
export function f(p: Context) {
  const r = open(p);
  if (ready) r.cancel();
}`,
      errors: [lost('lostAtEnd', 7, 9)],
    },
    {
      name: 'the pair kept whole and assigned later, called on one path',
      code: `
export function f(p: Context) {
  let pair;
  pair = withCancel(p);
  if (ready) pair[1]();
}`,
      errors: [lost('lostAtEnd', 4, 3)],
    },
    {
      name: 'the pair kept whole, taken apart after a return',
      code: `
export function f(p: Context) {
  const pair = withCancel(p);
  if (ready) return pair.length;
  const cancel = pair[1];
  return cancel();
}`,
      errors: [lost('lostOnReturn', 3, 9)],
    },
    {
      name: 'destructured without the function',
      code: `
export function f(p: Context) {
  const [ctx] = withCancel(p);
  keep(ctx);
}`,
      errors: [lost('neverHeld', 3, 17)],
    },
    {
      name: 'the function dropped with the pair',
      code: `
export function f(p: Context) {
  withCancel(p);
  keep(withCancel(p)[0]);
  const { 0: ctx } = withCancel(p);
}`,
      errors: [lost('neverHeld', 3, 3), lost('neverHeld', 4, 8), lost('neverHeld', 5, 22)],
    },
    {
      name: 'assigned to variables declared before',
      code: `
export function f(p: Context) {
  let ctx: Context;
  let cancel: CancelFunc;
  [ctx, cancel] = withCancel(p);
  if (ready) return keep(ctx);
  cancel();
}`,
      errors: [lost('lostOnReturn', 5, 9)],
    },
    {
      name: 'a local object and a local array that are never read again',
      code: `
export function f(p: Context) {
  const [, a] = withCancel(p);
  const o = { a };
  const [, b] = withCancel(p);
  const all = [];
  all.push(b);
}`,
      errors: [lost('lostAtEnd', 3, 12), lost('lostAtEnd', 5, 12)],
    },
  ],
};
