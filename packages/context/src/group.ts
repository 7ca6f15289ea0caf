/// <reference lib="esnext.disposable" preserve="true" />
/** Several tasks that end together. */

import { Alarm } from './alarm.js';
import { assertContext, assertFunction, assertLimit, assertMilliseconds } from './arguments.js';
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
 * Where a task has failed, none is running and nobody has called `wait`, the error surfaces as an
 * unhandled rejection.
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
   * cause where the group's context ends first; `wait` then rejects too, so this promise may be
   * ignored.
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
   * @throws RangeError if `n` is neither a whole number of zero or more nor `Infinity`
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
export function group(ctx: Context, options: { readonly grace?: number } = {}): Group {
  assertContext(ctx, 'group', 'ctx');
  const { grace } = options;
  if (grace !== undefined) assertMilliseconds(grace, 'group', 'grace');
  const [child, cancel] = withCancelCause(ctx);
  return new Tasks(child, cancel, grace);
}

interface Waiting {
  readonly task: Task;
  readonly resolve: () => void;
  readonly reject: (cause: Error) => void;
}

/** What a task threw, which need not be an Error. */
interface Failure {
  readonly error: Error;
}

interface Running {
  readonly task: Task;
}

class Tasks implements Group {
  private readonly ctx: Context;
  private readonly cancel: CancelCauseFunc;
  private readonly grace: number | undefined;
  private limit = Infinity;
  private readonly running = new Set<Running>();
  private readonly waiting: Waiting[] = [];
  /** Hears of the end for all that wait to start. */
  private waiter: Waiter | undefined = undefined;
  private failure: Failure | undefined = undefined;
  /** Goes off when the grace time is over. */
  private alarm: Alarm | undefined = undefined;
  /** What `wait` gives. */
  private outcome: Promise<void> | undefined = undefined;
  /** Settles the outcome; `undefined` until somebody waits for it. */
  private settle: ((failure?: Failure) => void) | undefined = undefined;
  /** Whether somebody has called `wait`, or has what it takes to. */
  private observed = false;
  /** Whether somebody has called `wait`, after which no task may come. */
  private closed = false;

  constructor(ctx: Context, cancel: CancelCauseFunc, grace: number | undefined) {
    this.ctx = ctx;
    this.cancel = cancel;
    this.grace = grace;
  }

  go(task: Task): Promise<void> {
    this.assertOpen('go', task);
    const started = new Promise<void>((resolve, reject) => {
      if (this.ctx.err() !== undefined) this.refuse(reject, causeOf(this.ctx)!);
      else if (this.isFull()) this.enqueue({ task, resolve, reject });
      else {
        this.start(task);
        resolve();
      }
    });
    // Who does not await this hears of it from `wait`.
    started.catch(() => undefined);
    return started;
  }

  tryGo(task: Task): boolean {
    this.assertOpen('tryGo', task);
    if (this.ctx.err() !== undefined || this.isFull()) return false;
    this.start(task);
    return true;
  }

  setLimit(n: number): void {
    assertLimit(n, 'group.setLimit', 'n');
    if (this.running.size > 0 || this.waiting.length > 0) {
      throw new Error('context.group.setLimit: the group has tasks');
    }
    this.limit = n;
  }

  wait(): Promise<void> {
    this.observed = this.closed = true;
    this.outcome ??= new Promise((resolve, reject) => {
      this.settle = (failed) => {
        if (failed === undefined) resolve();
        else reject(failed.error);
      };
      if (this.grace !== undefined) this.watch(this.grace);
      this.rest();
    });
    return this.outcome;
  }

  /** Who takes the method will call it: `await using` does when it takes the group. */
  get [ASYNC_DISPOSE](): () => Promise<void> {
    this.observed = true;
    return () => this.wait();
  }

  private assertOpen(method: string, task: unknown): void {
    assertFunction(task, `group.${method}`, 'task');
    if (this.closed) throw new Error(`context.group.${method}: called after wait`);
  }

  private isFull(): boolean {
    return this.running.size >= this.limit || this.waiting.length > 0;
  }

  private refuse(reject: (cause: Error) => void, cause: Error): void {
    this.failure ??= { error: cause };
    reject(cause);
    this.rest();
  }

  private enqueue(entry: Waiting): void {
    this.waiting.push(entry);
    this.waiter ??= wait(this.ctx, ({ cause }) => {
      for (const { reject } of this.waiting.splice(0)) this.refuse(reject, cause);
    });
  }

  private start(task: Task): void {
    const entry = { task };
    this.running.add(entry);
    const left = (): void => {
      this.running.delete(entry);
      this.next();
      this.rest();
    };
    const run = async (): Promise<void> => {
      await task(this.ctx);
    };
    run().then(left, (thrown: unknown) => {
      const error = thrown as Error;
      this.failure ??= { error };
      this.cancel(error);
      left();
    });
  }

  private next(): void {
    while (this.running.size < this.limit) {
      const entry = this.waiting.shift();
      if (entry === undefined) break;
      this.start(entry.task);
      entry.resolve();
    }
    if (this.waiting.length > 0) return;
    this.waiter?.stop();
    this.waiter = undefined;
  }

  /** Settles what waits, where nothing is left to wait for. */
  private rest(): void {
    if (this.running.size > 0 || this.waiting.length > 0) return;
    const { failure, settle } = this;
    this.alarm?.stop();
    if (settle !== undefined) {
      this.cancel();
      settle(failure);
    } else if (failure !== undefined && !this.observed) {
      this.outcome ??= Promise.reject(failure.error);
    }
  }

  /** Once the context has ended, gives the tasks `ms` milliseconds more. */
  private watch(ms: number): void {
    wait(this.ctx, ({ cause }) => {
      if (this.running.size === 0 || ms === Infinity) return;
      const alarm = new Alarm(ms);
      const wake = (): void => {
        const names = [...this.running].map(({ task }) => task.name || 'an unnamed task');
        const error = new Error(
          `context.group: still running ${ms} ms after the end: ${names.join(', ')}`,
          { cause: this.failure?.error ?? cause },
        );
        this.settle?.({ error });
      };
      alarm.sleeper = { wake };
      alarm.hold();
      alarm.set(Math.max(ms, 0));
      this.alarm = alarm;
    });
  }
}
