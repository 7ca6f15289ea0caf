/// <reference lib="esnext.disposable" preserve="true" />
/** Several tasks that end together. */

import { after, type Alarm } from './alarm.js';
import { assertContext, assertFunction, assertNumber, unexpected } from './arguments.js';
import type { CancelCauseFunc } from './cancel-func.js';
import { causeOf } from './cause.js';
import type { Context } from './context.js';
import { ASYNC_DISPOSE } from './dispose.js';
import { wait, type Waiter } from './waiter.js';
import { withCancelCause } from './with-cancel.js';

/** Work of a group. It is given the group's context, and ends soon after that does. */
type Task = (ctx: Context) => unknown;

/**
 * Tasks that share a context and are waited for together; `group` makes one. The first that
 * throws or rejects ends the context, so that the others stop, and `wait` gives its error.
 *
 * It works with `await using`, which waits at the end of the scope, and throws what `wait` throws.
 * Where a task has failed, none is running and nobody was told, by `wait` or by a `go` that came
 * too late, the error surfaces as an unhandled rejection, as that of any promise. So who awaits
 * something else in between, as a loop over a stream does, takes the group with `await using`.
 *
 * @see https://pkg.go.dev/golang.org/x/sync/errgroup
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * async function sum(g: context.Group, numbers: number[]): Promise<number> {
 *   let total = 0;
 *   for (const n of numbers) await g.go(async () => (total += await Promise.resolve(n)));
 *   await g.wait();
 *   return total;
 * }
 *
 * console.log(await sum(context.group(context.background()), [1, 2, 3])); // 6
 * ```
 */
export interface Group extends AsyncDisposable {
  /**
   * Calls `task` as soon as the limit allows, at once where there is none; resolves when it was
   * called, so that a loop which awaits it makes no more tasks than can run. Rejects with the
   * cause where the group's context ends first; `wait` then rejects too, so who calls that may
   * ignore this promise. Who does not must listen to it: nobody can see whether somebody does, and
   * so a rejection counts as told.
   *
   * @throws Error if `wait` was called: a task that needs more makes a group of its own
   */
  go(task: (ctx: Context) => unknown): Promise<void>;

  /**
   * Calls `task` if the limit allows it now and the group's context is live. Returns whether it
   * did.
   *
   * @throws Error if `wait` was called
   */
  tryGo(task: (ctx: Context) => unknown): boolean;

  /**
   * Lets at most `n` tasks run at a time; `Infinity` is no limit, and zero lets none start.
   *
   * @throws Error if a task is running or waits to start
   * @throws TypeError if `n` is no number, RangeError if it is neither whole and zero or more nor `Infinity`
   */
  setLimit(n: number): void;

  /**
   * Resolves once all tasks have ended, and then ends the group's context. Rejects with the first
   * error of a task, or with the cause where a task could not start. Always the same promise.
   *
   * With a grace time, it waits no longer than that for tasks that outlive the context: it then
   * rejects with an error that names them.
   */
  wait(): Promise<void>;
}

/**
 * Makes a group of tasks, whose context ends with `ctx`, with the first error of a task, or when
 * `wait` is done.
 *
 * @param options `grace`: how many milliseconds `wait` waits for tasks that go on after their
 *   context has ended; without it, as long as they take
 * @throws TypeError if `ctx` is not a context, or `grace` not a number
 * @throws RangeError if `grace` is `NaN`
 * @see https://pkg.go.dev/golang.org/x/sync/errgroup#WithContext
 * @example
 * ```ts
 * import * as context from '@ctxvet/context';
 *
 * const g = context.group(context.background());
 * await g.go(async () => {
 *   throw new Error('no such user');
 * });
 * await g.go((ctx) => context.sleep(ctx, 60_000)); // ends with the first error
 * try {
 *   await g.wait();
 * } catch (err) {
 *   console.log(String(err)); // Error: no such user
 * }
 * ```
 */
export function group(ctx: Context, options?: { readonly grace?: number | undefined }): Group {
  assertContext(ctx, 'group', 'ctx');
  const grace = options?.grace;
  if (grace !== undefined) assertNumber(grace, 'group', 'grace');
  const [child, cancel] = withCancelCause(ctx);
  return tasks(child, cancel, grace);
}

/** A task that runs or waits to start. A function may be several: each has an entry of its own. */
interface Entry {
  readonly task: Task;
  /** Settle what `go` gives; none for `tryGo`. */
  readonly resolve?: () => void;
  readonly reject?: (cause: Error) => void;
  /** Who came after it, where it waits. An array takes long to give its first where there are many. */
  next?: Entry | undefined;
}

/** What a task threw, which need not be an Error. */
interface Failure {
  readonly error: Error;
}

function tasks(ctx: Context, cancel: CancelCauseFunc, grace: number | undefined): Group {
  let limit = Infinity;
  const running = new Set<Entry>();
  /** Those that wait to start; the last counts only while there is a first. */
  let first: Entry | undefined;
  let last: Entry | undefined;
  /** Hears of the end for all that wait to start. */
  let waiter: Waiter | undefined;
  let failure: Failure | undefined;
  /** Goes off when the grace time is over. */
  let alarm: Alarm | undefined;
  /** What `wait` gives. */
  let outcome: Promise<void> | undefined;
  /** Settles the outcome; `undefined` until somebody waits for it. */
  let settle: ((failure: Failure | undefined) => void) | undefined;
  /** Whether somebody has called `wait` or has what it takes to, or was told by `go`. */
  let observed = false;
  /** Whether somebody has called `wait`, after which no task may come. */
  let closed = false;

  const assertOpen = (method: string, task: unknown): void => {
    assertFunction(task, `group.${method}`, 'task');
    if (closed) throw new Error(`context.group.${method}: called after wait`);
  };

  /** Settles what waits, where nothing is left to wait for. */
  const rest = (): void => {
    if (running.size > 0 || first) return;
    alarm?.stop();
    if (settle !== undefined) {
      cancel();
      settle(failure);
    } else if (failure !== undefined && !observed) {
      outcome ??= Promise.reject(failure.error);
    }
  };

  const refuse = ({ reject }: Entry, cause: Error): void => {
    failure ??= { error: cause };
    if (!observed) outcome?.catch(() => undefined);
    observed = true;
    reject?.(cause);
    rest();
  };

  const start = (entry: Entry): void => {
    const { task, resolve } = entry;
    running.add(entry);
    const left = (): void => {
      running.delete(entry);
      next();
      rest();
    };
    const run = async (): Promise<void> => {
      await task(ctx);
    };
    run().then(left, (thrown: unknown) => {
      const error = thrown as Error;
      failure ??= { error };
      cancel(error);
      left();
    });
    resolve?.();
  };

  /** Takes the first of those that wait; while it runs it must not keep who came after it. */
  const shift = (): Entry => {
    const entry = first!;
    first = entry.next;
    entry.next = undefined;
    return entry;
  };

  /** Starts those that wait, as far as the limit allows. */
  const next = (): void => {
    while (first && running.size < limit) {
      start(shift());
    }
    if (first) {
      waiter ??= wait(ctx, ({ cause }) => {
        while (first) refuse(shift(), cause);
      });
    } else {
      waiter?.stop();
      waiter = last = undefined;
    }
  };

  /** Once the context has ended, gives the tasks `ms` milliseconds more. */
  const watch = (ms: number): void => {
    wait(ctx, ({ cause }) => {
      if (running.size === 0 || ms === Infinity) return;
      alarm = after(Math.max(ms, 0), () => {
        const names = [...running].map(({ task }) => task.name || 'an unnamed task').join(', ');
        const text = `context.group: still running ${ms} ms after the end: ${names}`;
        settle?.({ error: new Error(text, { cause: failure?.error ?? cause }) });
      });
    });
  };

  const waitForAll = (): Promise<void> => {
    observed = closed = true;
    outcome ??= new Promise((resolve, reject) => {
      settle = (failed) => {
        if (failed === undefined) resolve();
        else reject(failed.error);
      };
      if (grace !== undefined) watch(grace);
      rest();
    });
    return outcome;
  };

  return {
    go(task) {
      assertOpen('go', task);
      const started = new Promise<void>((resolve, reject) => {
        const entry = { task, resolve, reject };
        const cause = causeOf(ctx);
        if (cause !== undefined) {
          refuse(entry, cause);
          return;
        }
        if (first) last!.next = entry;
        else first = entry;
        last = entry;
        next();
      });
      // Who does not await this hears of it from `wait`.
      started.catch(() => undefined);
      return started;
    },
    tryGo(task) {
      assertOpen('tryGo', task);
      if (ctx.err() || running.size >= limit || first) return false;
      start({ task });
      return true;
    },
    setLimit(n) {
      if ((n !== Infinity && !Number.isInteger(n)) || n < 0) {
        throw unexpected(n, 'group.setLimit', 'n', 'a whole number or Infinity', true);
      }
      if (running.size > 0 || first) {
        throw new Error('context.group.setLimit: the group has tasks');
      }
      limit = n;
    },
    wait: waitForAll,
    /** Who takes the method will call it: `await using` does when it takes the group. */
    get [ASYNC_DISPOSE]() {
      observed = true;
      return waitForAll;
    },
  };
}
