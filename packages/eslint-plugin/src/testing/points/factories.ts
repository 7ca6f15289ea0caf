/** Which calls acquire: by the runtime's names however they are reached, else by declared return type. */
import { lost, runSuite } from './suite.js';

runSuite('factories', [
  {
    valid: [
      {
        name: 'functions of the runtime that give no cancel function',
        code: `
export function f(p: Context) {
  const a = context.withValue(p, Symbol('key'), 1);
  const b = context.withoutCancel(a);
  return [context.background(), context.TODO(), b];
}`,
      },
      {
        name: 'a function of the same name from elsewhere',
        code: `
import { ordinary as withDeadline } from './lostcancel/support/jobs.js';
export function f(p: Context) {
  const stop = withDeadline(p);
}`,
      },
      {
        name: 'a local function that shadows the import',
        code: `
export function f(p: Context, withTimeout: (p: Context, ms: number) => number[]) {
  const [n] = withTimeout(p, 1);
  return n;
}`,
      },
      {
        name: 'a getter of a map and of an array',
        code: `
export function f(m: Map<string, [Context, CancelFunc]>, all: { ctx: Context; cancel: CancelFunc }[]) {
  const a = m.get('a');
  const b = all.at(0);
  const c = all.find(Boolean);
  return [a?.[0], b?.ctx, c?.ctx];
}`,
      },
      {
        name: 'a class type, and new',
        code: `
declare class Scope { constructor(p: Context); ctx: Context; cancel: CancelFunc; }
declare function open(p: Context): Scope;
export function f(p: Context) {
  const { ctx } = open(p);
  const made = new Scope(p);
  return [ctx, made.ctx];
}`,
      },
      {
        name: 'an interface with more than data',
        code: `
interface Job { ctx: Context; cancel: CancelFunc; run(): void }
declare function open(p: Context): Job;
export function f(p: Context) {
  const { ctx } = open(p);
  return ctx;
}`,
      },
      {
        name: 'a cancel function alone, a context alone',
        code: `
declare function stopper(): CancelFunc;
declare function child(p: Context): { ctx: Context };
export function f(p: Context) {
  stopper();
  return child(p);
}`,
      },
      {
        name: 'the type of the function is no cancel function',
        code: `
declare function open(p: Context): [Context, () => void];
export function f(p: Context) {
  const [ctx] = open(p);
  return ctx;
}`,
      },
      {
        name: 'type arguments are not put in',
        code: `
declare function get<T>(key: string): T;
declare function same<T>(value: T): T;
export function f(pair: [Context, CancelFunc]) {
  const [a] = get<[Context, CancelFunc]>('key');
  const [b] = same(pair);
  return [a, b];
}`,
      },
      {
        name: 'a promise that is dropped, kept, or given to then',
        code: `
declare function open(p: Context): Promise<[Context, CancelFunc]>;
export function f(p: Context) {
  void open(p);
  const later = open(p);
  void open(p).then(([ctx]) => keep(ctx));
  return later;
}`,
      },
      {
        name: 'a promise that rejects has opened nothing',
        code: `
declare function open(p: Context): Promise<[Context, CancelFunc]>;
export async function f(p: Context) {
  const [ctx, cancel] = await open(p);
  try {
    await load(ctx);
  } finally {
    cancel();
  }
}`,
      },
      {
        name: 'a factory that throws has opened nothing',
        code: `
declare function open(p: Context): [Context, CancelFunc];
export function f(p: Context) {
  try {
    const [, cancel] = open(p);
    cancel();
  } catch {}
}`,
        options: { throws: 'calls' },
      },
      {
        name: 'a function of the file whose body returns nothing it acquired',
        code: `
let shared: [Context, CancelFunc] | undefined;
function current(): [Context, CancelFunc] { return shared!; }
export function start(p: Context) { shared = withCancel(p); }
export function f() { return current()[0]; }
export function end() { shared?.[1](); }`,
      },
      {
        name: 'a wrapper of the file, called by who uses it',
        code: `
const open = (p: Context) => withTimeout(p, 10);
export function f(p: Context) {
  const [, cancel] = open(p);
  cancel();
}`,
      },
      {
        name: 'a property of this type is no call',
        code: `
export function f(job: { readonly pair: [Context, CancelFunc] }) {
  const [ctx] = job.pair;
  return ctx;
}`,
      },
      {
        name: 'its name says that it looks something up, and it is given no context',
        code: `
import { current } from './lostcancel/support/jobs.js';
export function f() {
  const [ctx] = current();
  return ctx;
}`,
        typed: true,
      },
      {
        name: 'the value is any',
        code: `
declare const open: any;
export function f(p: Context) {
  const [ctx] = open(p);
  return ctx;
}`,
      },
    ],
    invalid: [
      {
        name: 'every function of the runtime that gives one',
        code: `
export function f(p: Context, s: AbortSignal) {
  const [, a] = context.withCancel(p);
  const [, b] = context.withCancelCause(p);
  const [, c] = context.withDeadline(p, 1);
  const [, d] = context.withDeadlineCause(p, 1, new Error('late'));
  const [, e] = context.withTimeout(p, 1);
  const [, g] = context.withTimeoutCause(p, 1, new Error('late'));
  const [, h] = context.withSignal(p, s);
}`,
        errors: [3, 4, 5, 6, 7, 8, 9].map((line) => lost('lostAtEnd', line, 12)),
      },
      {
        name: 'imported under another name',
        code: `
import { withDeadline as until } from '@ctxvet/context';
export function f(p: Context) {
  const [, cancel] = until(p, 1);
}`,
        errors: [lost('lostAtEnd', 4, 12)],
      },
      {
        name: 'held in a variable, and taken out of the namespace',
        code: `
const start = withCancel;
const { withTimeout: limit } = context;
export function f(p: Context) {
  const [, a] = start(p);
  const [, b] = limit(p, 1);
}`,
        errors: [lost('lostAtEnd', 5, 12), lost('lostAtEnd', 6, 12)],
      },
      {
        name: 'exported again by another module, by name and as a namespace',
        code: `
import { api, child } from './lostcancel/support/again.js';
export function f(p: Context) {
  const [, a] = child(p);
  const [, b] = api.withCancel(p);
}`,
        errors: [lost('lostAtEnd', 4, 12), lost('lostAtEnd', 5, 12)],
        typed: true,
      },
      {
        name: 'loaded by import()',
        code: `
export async function f(p: Context) {
  const api = await import('@ctxvet/context');
  const [, cancel] = api.withCancel(p);
}`,
        errors: [lost('lostAtEnd', 4, 12)],
      },
      {
        name: 'declared elsewhere to return a tuple',
        code: `
import { opened } from './lostcancel/support/jobs.js';
export function f() {
  const [, cancel] = opened();
}`,
        errors: [lost('lostAtEnd', 4, 12)],
        typed: true,
      },
      {
        name: 'tuples of several kinds',
        code: `
interface Own extends Context { readonly id: string }
type Pair = Readonly<[ctx: Context, cancel: context.CancelCauseFunc]>;
declare function a(p: Context): readonly [Context, CancelFunc];
declare function b(p: Context): [number, CancelFunc, Own];
declare function c(p: Context): Pair;
declare function d<T extends Context>(p: T): [T, CancelFunc];
export function f(p: Context) {
  const [, stopA] = a(p);
  const [, stopB] = b(p);
  const [, stopC] = c(p);
  const [, stopD] = d(p);
}`,
        errors: [9, 10, 11, 12].map((line) => lost('lostAtEnd', line, 12)),
        typed: true,
      },
      {
        name: 'object types and interfaces with data beside',
        code: `
interface Scope { ctx: Context; stop: CancelFunc; readonly name: string; at: Date }
declare function open(p: Context): Scope;
declare function start(p: Context): { ctx: Context; end: CancelFunc };
export function f(p: Context) {
  const { stop } = open(p);
  const { end } = start(p);
}`,
        errors: [lost('lostAtEnd', 6, 11), lost('lostAtEnd', 7, 11)],
        typed: true,
      },
      {
        name: 'a promise that is awaited',
        code: `
declare function open(p: Context): Promise<[Context, CancelFunc]>;
declare function start(p: Context): Promise<{ ctx: Context; end: CancelFunc }>;
export async function f(p: Context) {
  const [ctx, cancel] = await open(p);
  const { end } = await start(ctx);
  cancel();
}`,
        errors: [lost('lostOnRejection', 5, 15), lost('lostAtEnd', 6, 11)],
        typed: true,
      },
      {
        name: 'methods and function types',
        code: `
interface Jobs { start(p: Context): { ctx: Context; stop: CancelFunc } }
type Open = (p: Context) => [Context, CancelFunc];
export function f(p: Context, jobs: Jobs, open: Open, mine: { open?: Open }) {
  const { stop } = jobs.start(p);
  const [, a] = open(p);
  const [, b] = mine.open!(p);
}`,
        errors: [lost('lostAtEnd', 5, 11), lost('lostAtEnd', 6, 12), lost('lostAtEnd', 7, 12)],
        typed: true,
      },
      {
        name: 'a method of the class itself',
        code: `
export class Service {
  open(p: Context): [Context, CancelFunc] {
    return withTimeout(p, 10);
  }
  run(p: Context) {
    const [, cancel] = this.open(p);
  }
}`,
        errors: [lost('lostAtEnd', 7, 14)],
        typed: true,
      },
      {
        name: 'the overload that is chosen',
        code: `
declare function open(p: Context): [Context, CancelFunc];
declare function open(p: Context, n: number): Context;
export function f(p: Context) {
  const [, cancel] = open(p);
  return open(p, 1);
}`,
        errors: [lost('lostOnReturn', 5, 12)],
        typed: true,
      },
      {
        name: 'functions of the file without a declared type',
        code: `
const tuple = (p: Context) => {
  const [ctx, cancel] = withCancel(p);
  return [ctx, cancel] as const;
};
async function later(p: Context) {
  const [ctx, cancel] = withCancel(p);
  return { ctx, cancel };
}
export async function f(p: Context) {
  const [, cancel] = tuple(p);
  const { cancel: stop } = await later(p);
  await load(p);
  cancel();
}`,
        errors: [lost('lostOnRejection', 11, 12), lost('lostOnRejection', 12, 19)],
      },
      {
        name: 'functions of the file that return a bare cancel function',
        code: `
function open(p: Context): () => void {
  const [ctx, cancel] = withCancel(p);
  keep(ctx);
  return cancel;
}
export function f(p: Context) {
  const stop = open(p);
  if (ready) stop();
  open(p);
}`,
        errors: [lost('lostAtEnd', 8, 9), lost('neverHeld', 10, 3)],
      },
    ],
  },
]);
