/** Who takes a cancel function over, and who only sees it. */
import { lost, type Cases } from '../suite.js';

export const giving: Cases = {
  valid: [
    {
      name: 'returned, alone and with its context',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  return cancel;
}
export function g(p: Context) {
  const [ctx, cancel] = withCancel(p);
  return { ctx, cancel };
}
export const h = (p: Context) => withCancel(p);`,
    },
    {
      name: 'yielded',
      code: `
export function* f(p: Context) {
  const [, cancel] = withCancel(p);
  yield cancel;
}`,
      options: { throws: 'none' },
    },
    {
      name: 'exported',
      code: `
export const [ctx, cancel] = withCancel(context.background());
const [, stop] = withCancel(context.background());
export { stop as end };`,
    },
    {
      name: 'stored in a property, an element and a container of somebody else',
      code: `
export function f(p: Context, o: { end?: CancelFunc }, all: CancelFunc[], set: Set<CancelFunc>) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const [, c] = withCancel(p);
  const [, d] = withCancel(p);
  o.end = a;
  all[0] = b;
  all.push(c);
  set.add(d);
}`,
    },
    {
      name: 'received by a property',
      code: `
export class Service {
  ctx?: Context;
  end?: CancelFunc;
  start(p: Context) {
    [this.ctx, this.end] = withCancel(p);
  }
}`,
    },
    {
      name: 'stored in a private field that a method calls',
      code: `
export class Service {
  #end?: CancelFunc;
  start(p: Context) {
    [, this.#end] = withCancel(p);
  }
  stop() {
    this.#end?.();
  }
}`,
    },
    {
      name: 'put into an object and an array that are handed over',
      code: `
export function f(p: Context) {
  const [ctx, a] = withCancel(p);
  const [, b] = withCancel(p);
  const o = { ctx, end: a };
  const all = [b];
  keep(o);
  return all;
}`,
    },
    {
      name: 'passed as an argument, to a constructor and in a spread',
      code: `
declare class Holder { constructor(end: CancelFunc); }
export function f(p: Context) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const [, c] = withCancel(p);
  keep(a);
  new Holder(b);
  keep(...[c] as [CancelFunc]);
}`,
    },
    {
      name: 'passed as an argument of an optional call, and to a method',
      code: `
export function f(p: Context, on: { close(f: () => void): void }, then?: (f: CancelFunc) => void) {
  const [, a] = withCancel(p);
  on.close(a);
  const [, b] = withCancel(p);
  on.close(() => b());
  keep(then);
}`,
    },
    {
      name: 'given to the handlers of a promise',
      code: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  return load(ctx).finally(cancel);
}`,
    },
    {
      name: 'collected in a local array whose members are called',
      code: `
export function f(p: Context) {
  const all: CancelFunc[] = [];
  for (const each of list) {
    const [, cancel] = withCancel(p);
    all.push(cancel);
  }
  for (const end of all) end();
}`,
    },
  ],
  invalid: [
    {
      name: 'returned on one path only',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) return cancel;
  return undefined;
}`,
      errors: [lost('lostOnReturn', 3, 12)],
    },
    {
      name: 'the return is overridden by finally',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    return cancel;
  } finally {
    return undefined;
  }
}`,
      errors: [lost('lostOnReturn', 3, 12)],
    },
    {
      name: 'the throw is taken by a local catch',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  try {
    throw cancel;
  } catch {}
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'only the context is returned, yielded and exported',
      code: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  return ctx;
}
const [child, stop] = withCancel(context.background());
export { child };`,
      errors: [lost('lostOnReturn', 3, 15), lost('lostAtEnd', 6, 15)],
    },
    {
      name: 'stored in a private field that nothing calls or hands over',
      code: `
export class Service {
  #end?: CancelFunc;
  private stop?: CancelFunc;
  start(p: Context) {
    [, this.#end] = withCancel(p);
    [, this.stop] = withCancel(p);
  }
  isStarted() {
    return this.#end !== undefined && this.stop !== undefined;
  }
}`,
      errors: [lost('heldInVain', 6, 8), lost('heldInVain', 7, 8)],
    },
    {
      name: 'put into a module array that nothing reads',
      code: `
const ends: CancelFunc[] = [];
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  ends.push(cancel);
}`,
      errors: [lost('lostAtEnd', 4, 12)],
    },
    {
      name: 'handed over on one path',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await load(ctx);
  keep(cancel);
}`,
      errors: [lost('lostOnRejection', 3, 15)],
    },
    {
      name: 'what is returned is made of it only by a mention',
      code: `
export function f(p: Context) {
  const [, a] = withCancel(p);
  if (ready) return void a;
  const [, b] = withCancel(p);
  if (list.length > 0) return b !== undefined;
  a();
  return (b(), 1);
}`,
      errors: [lost('lostOnReturn', 3, 12), lost('lostOnReturn', 5, 12)],
    },
    {
      name: 'a local object read again on one path',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const o = { cancel };
  if (ready) return;
  o.cancel();
}`,
      errors: [lost('lostOnReturn', 3, 12)],
    },
    {
      name: 'a type is no export of the value, and a namespace need not export',
      code: `
const [, cancel] = withCancel(context.background());
export type Stop = typeof cancel;
export namespace Jobs {
  const [, stop] = withCancel(context.background());
}`,
      errors: [lost('lostAtEnd', 2, 10), lost('lostAtEnd', 5, 12)],
    },
    {
      name: 'an object with it whose other property is handed over',
      code: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  const o = { ctx, cancel };
  keep(o.ctx);
}`,
      errors: [lost('lostAtEnd', 3, 15)],
    },
  ],
};
