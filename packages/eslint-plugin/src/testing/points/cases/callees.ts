/** Closures and functions of the same file are followed. */
import { lost, type Cases } from '../suite.js';

export const callees: Cases = {
  valid: [
    {
      name: 'thrown out of the function',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  throw cancel;
}`,
    },
    {
      name: 'captured by a closure that is called',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const end = () => cancel();
  end();
}`,
    },
    {
      name: 'captured by a closure that is returned and calls it on some path',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  return () => { if (ready) cancel(); };
}`,
    },
    {
      name: 'captured by a closure that is handed over and hands it over',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  setTimeout(() => keep(cancel), 10);
}`,
    },
    {
      name: 'captured by a method of an object that is returned',
      code: `
export function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  return { ctx, close() { cancel(); } };
}`,
    },
    {
      name: 'a hoisted local function always calls it',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  if (ready) return end();
  end();
  function end() {
    note();
    cancel();
  }
}`,
    },
    {
      name: 'a function called at once',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  (() => cancel())();
}`,
    },
    {
      name: 'a same-file callee always calls its parameter',
      code: `
function end(stop: CancelFunc) {
  note();
  stop();
}
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  end(cancel);
}`,
    },
    {
      name: 'a same-file callee calls it on some path: handed over',
      code: `
function end(stop: CancelFunc) {
  if (ready) stop();
}
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  end(cancel);
}`,
    },
    {
      name: 'mutual recursion that calls it ends',
      code: `
function even(n: number, stop: CancelFunc) {
  if (n === 0) stop();
  else odd(n - 1, stop);
}
function odd(n: number, stop: CancelFunc) {
  if (n === 0) stop();
  else even(n - 1, stop);
}
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  even(4, cancel);
}`,
    },
    {
      name: 'overloaded and reassigned callees: handed over',
      code: `
function end(stop: CancelFunc): void;
function end(stop: CancelFunc, n: number): void;
function end(stop: CancelFunc, n?: number) { void [stop, n]; }
let drop = (stop: CancelFunc): void => { void stop; };
drop = (stop) => stop();
export function f(p: Context) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  end(a);
  drop(b);
}`,
    },
    {
      name: 'the callee stores it where the file calls it',
      code: `
const ends: CancelFunc[] = [];
function remember(stop: CancelFunc) {
  ends.push(stop);
}
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  remember(cancel);
}
export function endAll() {
  for (const end of ends) end();
}`,
    },
    {
      name: 'a same-file callee takes it in an object, or as the pair, and calls it',
      code: `
function end({ stop }: { stop: CancelFunc }) { stop(); }
function endPair([, stop]: [Context, CancelFunc]) { stop(); }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  end({ stop: cancel });
  endPair(withCancel(p));
}`,
    },
    {
      name: 'a same-file callee calls the closure that it is given',
      code: `
function run(job: () => void) { job(); }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  run(() => cancel());
}`,
    },
    {
      name: 'captured by a class that is returned, and exported by a namespace',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  return class { end() { cancel(); } };
}
export namespace Jobs {
  export const [, stop] = withCancel(context.background());
}`,
    },
    {
      name: 'a default parameter captures it',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  return (end = cancel) => end();
}`,
    },
    {
      name: 'closures that call closures, and one that calls itself',
      code: `
export function f(p: Context, n: number) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const first = () => a();
  const second = () => first();
  const count = (k: number): void => {
    if (k > 0) return count(k - 1);
    b();
  };
  second();
  count(n);
}`,
    },
    {
      name: 'an async function called at once, with a finally of its own',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await (async () => {
    try {
      await load(ctx);
    } finally {
      cancel();
    }
  })();
}`,
    },
    {
      name: 'a closure returned by a closure is called',
      code: `
export function f(p: Context) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const enderOf = () => () => a();
  const get = () => b;
  enderOf()();
  get()();
}`,
    },
  ],
  invalid: [
    {
      name: 'a variable of an enclosing function that nothing calls',
      code: `
export function f(p: Context) {
  let end: CancelFunc | undefined;
  return () => {
    [, end] = withCancel(p);
    return end === undefined;
  };
}`,
      errors: [lost('heldInVain', 5, 8)],
    },
    {
      name: 'a closure that calls it is never called nor handed over',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const end = () => cancel();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a closure that calls it on some path is merely called',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const end = () => { if (ready) cancel(); };
  end();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a closure that hands it over on some path is merely called',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const end = () => { if (ready) keep(cancel); };
  end();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a closure that only mentions it is handed over',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  keep(() => { void cancel; console.log(cancel); });
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a same-file callee only mentions it',
      code: `
function show(stop: CancelFunc) {
  console.log(stop.length, stop);
}
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  show(cancel);
}`,
      errors: [lost('lostAtEnd', 6, 12)],
    },
    {
      name: 'a same-file callee does not take so many arguments',
      code: `
function none() { note(); }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  // @ts-expect-error: one argument too many
  none(cancel);
}`,
      errors: [lost('lostAtEnd', 4, 12)],
    },
    {
      name: 'mutual recursion that never calls it ends',
      code: `
function even(n: number, stop: CancelFunc) {
  if (n > 0) odd(n - 1, stop);
}
function odd(n: number, stop: CancelFunc) {
  if (n > 0) even(n - 1, stop);
}
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  even(4, cancel);
}`,
      errors: [lost('lostAtEnd', 9, 12)],
    },
    {
      name: 'a same-file callee takes it in an object, or the pair, and does not call it',
      code: `
function show({ stop }: { stop: CancelFunc }) { void stop; }
function end(pair: [Context, CancelFunc]) { pair[0].err(); }
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  show({ stop: cancel });
  end(withCancel(p));
}`,
      errors: [lost('lostAtEnd', 5, 12), lost('neverHeld', 7, 7)],
    },
    {
      name: 'an async closure that may reject first',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  const end = async () => { await load(ctx); cancel(); };
  await end();
}`,
      errors: [lost('lostOnRejection', 3, 15)],
    },
    {
      name: 'a closure called on one path',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  const end = () => cancel();
  if (ready) end();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'a closure returned by a closure is dropped',
      code: `
export function f(p: Context) {
  const [, a] = withCancel(p);
  const [, b] = withCancel(p);
  const enderOf = () => () => a();
  const get = () => b;
  enderOf();
  get();
}`,
      errors: [lost('lostAtEnd', 3, 12), lost('lostAtEnd', 4, 12)],
    },
    {
      name: 'another closure has taken the place of the one that calls',
      code: `
export function f(p: Context) {
  const [, cancel] = withCancel(p);
  let end = () => cancel();
  end = () => noop();
  end();
}`,
      errors: [lost('lostAtEnd', 3, 12)],
    },
    {
      name: 'an async function called at once rejects before the call',
      code: `
export async function f(p: Context) {
  const [ctx, cancel] = withCancel(p);
  await (async () => {
    await load(ctx);
    cancel();
  })();
}`,
      errors: [lost('lostOnRejection', 3, 15)],
    },
  ],
};
