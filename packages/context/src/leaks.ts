/// <reference lib="esnext.disposable" preserve="true" />
/** Which contexts were never canceled, and who made them. */

import type { Context } from './context.js';
import { DISPOSE } from './dispose.js';
import { watcher } from './made.js';

/**
 * A context that is still live, though whoever made it should have canceled it by now.
 *
 * @example
 * ```ts
 * import type { Leak } from '@ctxvet/context/testing';
 *
 * const describe = ({ ctx, age }: Leak): string => `${String(ctx)}, for ${Math.round(age)} ms`;
 * console.log(describe.name); // describe
 * ```
 */
export interface Leak {
  readonly ctx: Context;
  /** The calls that led to where it was made, innermost first. */
  readonly stack: string;
  /** How many milliseconds ago that was. */
  readonly age: number;
  /** Whether its cancel function was collected as garbage, so that nobody can call it any more. */
  readonly dropped: boolean;
}

/**
 * What `trackLeaks` gives. Works with `using`, which stops it.
 *
 * @example
 * ```ts
 * import { trackLeaks, type LeakTracker } from '@ctxvet/context/testing';
 *
 * const tracker: LeakTracker = trackLeaks();
 * tracker.assertNone();
 * console.log(tracker.leaks().length); // 0
 * tracker.stop();
 * ```
 */
export interface LeakTracker extends Disposable {
  /** The contexts made since `trackLeaks` was called that are live now, oldest first. */
  leaks(): Leak[];
  /** Throws an error that lists them, where there are any. */
  assertNone(): void;
  /** Ends the tracking, and forgets. Calls after the first do nothing. */
  stop(): void;
}

interface Made {
  readonly ctx: Context;
  readonly stack: string;
  readonly at: number;
  dropped: boolean;
}

/** All that are tracking now. */
const trackers = new Set<(made: Made) => void>();
const dropped = new FinalizationRegistry<Made>((made) => {
  made.dropped = true;
});

/**
 * Functions that hand out contexts, and those that call them. Their own frames say nothing of who
 * called, and others of such a name may stand further out.
 */
const MAKER = /^\s*at (?:\w+\.)?with(?:Cancel|Deadline|Timeout|Signals?)(?:Cause)? /;
const CALLER = /^\s*at (?:\w+\.)?(?:group|extract) /;

/** So many frames at most are our own. */
const OWN = 9;

/**
 * Starts to note every context that is made with a cancel function, by this copy of the package,
 * and the stack of its creation. Those that end, by whatever way, are no leaks.
 *
 * For tests: it takes microseconds for each context, and keeps the live ones from being collected.
 * While nobody tracks it costs nothing.
 *
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 * import { trackLeaks } from '@ctxvet/context/testing';
 *
 * const tracker = trackLeaks();
 * const [, cancel] = context.withCancel(context.background());
 * console.log(tracker.leaks().map(({ ctx }) => String(ctx))); // [ 'context.Background.WithCancel' ]
 * cancel();
 * console.log(tracker.leaks().length); // 0
 * tracker.stop();
 * ```
 */
export function trackLeaks(): LeakTracker {
  let all: Made[] = [];
  const note = (made: Made): void => {
    all.push(made);
    // Whatever ended meanwhile need not be kept; to look only then is cheap enough.
    if (Number.isInteger(Math.log2(all.length))) all = all.filter(isLive);
  };
  trackers.add(note);
  watcher.heard = heard;
  const stop = (): void => {
    trackers.delete(note);
    all = [];
    if (trackers.size === 0) watcher.heard = undefined;
  };
  const leaks = (): Leak[] => {
    all = all.filter(isLive);
    return all.map(({ ctx, stack, at, dropped }) => ({ ctx, stack, age: now() - at, dropped }));
  };
  const assertNone = (): void => {
    const found = leaks();
    if (found.length === 0) return;
    throw new Error(`${found.length} never canceled:\n${found.map(printLeak).join('\n')}`);
  };
  return { leaks, assertNone, stop, [DISPOSE]: stop };
}

/** The hooks of a test runner, such as Vitest or node:test. */
interface Hooks {
  beforeEach(f: (...args: unknown[]) => void): unknown;
  afterEach(f: (...args: unknown[]) => void): unknown;
}

/** What runners give to hooks: a way to be called after all else that cleans up. */
interface Test {
  /** Of Vitest: what was registered last is called first. */
  onTestFinished?: (f: () => void) => void;
  /** Of node:test: what was registered first is called first, and all of it after `afterEach`. */
  after?: (f: () => void) => void;
}

/**
 * Makes each test fail that leaves a context uncanceled. One line in a setup file:
 * `failOnLeaks(await import('vitest'))`, or `failOnLeaks(await import('node:test'))`. It looks once
 * everything else has cleaned up: hooks, fixtures, and what Vitest's `onTestFinished` and the
 * `t.after` of node:test were given.
 *
 * A test within a test is looked at when it ends, and again as part of the other. Tests that run at
 * the same time cannot be told apart: where one leaks, or is not over yet, another may fail for it.
 *
 * @param hooks `beforeEach` and `afterEach` of the test runner
 * @example
 * ```ts
 * import { failOnLeaks } from '@ctxvet/context/testing';
 *
 * const hooks: (() => void)[] = [];
 * const add = (f: () => void) => hooks.push(f);
 * failOnLeaks({ beforeEach: add, afterEach: add });
 * console.log(hooks.length); // 2
 * ```
 */
export function failOnLeaks(hooks: Hooks): void {
  /** Of the tests that run, those within others last. */
  const running: LeakTracker[] = [];
  hooks.beforeEach(
    unread((test) => {
      const tracker = trackLeaks();
      if (test?.onTestFinished === undefined) running.push(tracker);
      else
        test.onTestFinished(() => {
          look(tracker);
        });
    }),
  );
  hooks.afterEach(
    unread((test) => {
      const tracker = running.pop();
      if (tracker === undefined) return;
      if (test?.after === undefined) look(tracker);
      else
        test.after(() => {
          look(tracker);
        });
    }),
  );
}

/** The last look of a tracker. */
function look(tracker: LeakTracker): void {
  try {
    tracker.assertNone();
  } finally {
    tracker.stop();
  }
}

/**
 * A hook whose source nobody reads: Vitest takes the names of parameters for those of fixtures,
 * and other runners wait for a callback where there are any.
 */
function unread(f: (test: Test | undefined) => void): (...args: unknown[]) => void {
  const hook = (...args: unknown[]): void => {
    f(args[0] as Test | undefined);
  };
  return new Proxy(hook, {});
}

function heard(ctx: Context, cancel: () => void): void {
  const made: Made = { ctx, stack: callers(), at: now(), dropped: false };
  dropped.register(cancel, made);
  for (const note of trackers) note(made);
}

function isLive({ ctx }: Made): boolean {
  return ctx.err() === undefined;
}

/** The stack from the caller of the function that hands a context out. */
function callers(): string {
  const frames = trace();
  const maker = frames.slice(0, OWN).findIndex((frame) => MAKER.test(frame));
  const depth = CALLER.test(frames[maker + 1] ?? '') ? maker + 1 : maker;
  return frames.slice(depth + 1).join('\n');
}

/** The frames from here, with as many of others as any error would have. */
function trace(): string[] {
  const { stackTraceLimit } = Error;
  // Where nobody may set it, it stays.
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit + OWN);
  const { stack }: { stack?: unknown } = new Error();
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  // With `Error.prepareStackTrace` a program may have made of it what it likes, mostly a list.
  if (Array.isArray(stack)) return stack.map((frame) => `    at ${String(frame)}`);
  return String(stack)
    .split('\n')
    .filter((line) => /^\s*at /.test(line));
}

function printLeak({ ctx, stack, age, dropped }: Leak): string {
  const how = dropped ? ', its cancel function dropped' : '';
  return `${String(ctx)}, made ${Math.round(age)} ms ago${how}\n${stack}`;
}

function now(): number {
  return performance.now();
}
