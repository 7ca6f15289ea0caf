/**
 * Random sequences of operations on contexts, each also done to a plain model; after every step the
 * two must agree on all that can be asked. Knows no test runner, so that a script can run many.
 */

import type { childCount } from '../child-count.js';
import type { Context, ContextError } from '../context.js';
import type * as api from '../index.js';
import type { Clock } from './clock.js';
import { dice } from './dice.js';
import { Custom, Wrapper } from './foreign.js';
import { Model, type Part, type Source } from './model.js';

/** The package under test: the same one for `context` and `childCount`. */
export interface Subject {
  readonly context: typeof api;
  readonly childCount: typeof childCount;
}

const STEPS = 40;
const KEYS = 3;

/** Runs the sequence of `seed`. Throws an error that says where the two differ. */
export async function fuzz(subject: Subject, clock: Clock, seed: number): Promise<void> {
  const run = new Run(subject, clock, seed);
  for (let step = 0; step < STEPS; step++) {
    run.step();
    run.compare(`seed ${seed}, step ${step}`);
  }
  await run.finish(`seed ${seed}, at the end`);
}

/** One context, real and modeled. */
interface Pair {
  readonly part: Part;
  readonly real: Context;
  readonly cancel?: (cause?: Error) => void;
  /** Whether its signal was read: to read one makes it. */
  signal?: AbortSignal;
  settled?: boolean;
}

interface Abortable {
  readonly source: Source;
  readonly controller: AbortController;
}

interface Callback {
  readonly part: Part;
  readonly stop: () => boolean;
  runs: number;
}

class Run {
  private readonly model: Model;
  private readonly subject: Subject;
  private readonly clock: Clock;
  private readonly roll: (n: number) => number;
  private readonly pairs: Pair[] = [];
  private readonly callbacks: Callback[] = [];
  private readonly errors = new Map<string, Error>();
  private readonly keys = Array.from({ length: KEYS }, () => ({}));
  private readonly sources: Abortable[] = [];
  /** No two deadlines are the same: which of them comes first is not said. */
  private readonly moments = new Set<number>();
  private readonly log: string[] = [];

  constructor(subject: Subject, clock: Clock, seed: number) {
    this.subject = subject;
    this.clock = clock;
    this.model = new Model(clock.now());
    this.roll = dice(seed);
    this.pairs.push({ part: this.model.root(), real: subject.context.background() });
    for (let i = 0; i < 2; i++) {
      const source = { reason: undefined, members: [] };
      this.sources.push({ source, controller: new AbortController() });
    }
  }

  step(): void {
    const n = this.roll(20);
    if (n < 10) this.derive();
    else if (n < 13) this.act()();
    else if (n < 14) this.advance();
    else this.observe();
  }

  compare(where: string): void {
    this.pairs.forEach(({ part, real, signal }, i) => {
      const at = `${where}: context ${i}, ${String(real)}`;
      const ending = this.model.ending(part);
      this.same(at, 'err', real.err(), this.error(ending?.err));
      this.same(at, 'cause', this.subject.context.cause(real), this.error(ending?.cause));
      this.same(at, 'deadline', real.deadline()?.getTime(), this.model.deadline(part));
      this.same(at, 'children', this.subject.childCount(real), this.model.childCount(part));
      this.keys.forEach((key, k) => {
        this.same(at, `value ${k}`, real.value(key), this.model.value(part, k));
      });
      if (signal === undefined) return;
      this.same(at, 'signal', real.signal, signal);
      this.same(at, 'aborted', signal.aborted, ending !== undefined);
      if (ending !== undefined && this.model.nearest(part).kind === 'branch') {
        this.same(at, 'reason', signal.reason, this.error(ending.cause));
      }
    });
  }

  /** Compares what shows later only, and that nothing is left once all is canceled. */
  async finish(where: string): Promise<void> {
    for (let i = 0; i < 5; i++) await Promise.resolve();
    for (const { part, settled } of this.pairs) {
      if (settled !== undefined)
        this.same(where, 'done', settled, this.model.ending(part) !== undefined);
    }
    for (const { part, runs } of this.callbacks) {
      this.same(where, 'runs', runs, part.ended === undefined ? 0 : 1);
    }
    for (const { cancel } of this.pairs) cancel?.();
    this.same(where, 'timers', this.clock.pending(), 0);
  }

  private same(where: string, what: string, real: unknown, modeled: unknown): void {
    if (Object.is(real, modeled)) return;
    throw new Error(
      `${where}: ${what} is ${String(real)}, not ${String(modeled)}\n${this.log.join('\n')}`,
    );
  }

  /** Makes a context, or a function that waits for one. */
  private derive(): void {
    const { context } = this.subject;
    const i = this.roll(this.pairs.length);
    const { part: parent, real } = this.pairs[i]!;
    const kind = this.roll(10);
    this.log.push(`derive ${kind} of ${i}`);
    switch (kind) {
      case 0:
        this.pair(this.model.withCancel(parent), ...context.withCancel(real));
        break;
      case 1:
        this.pair(this.model.withCancel(parent), ...context.withCancelCause(real));
        break;
      case 2:
        this.timed(i, 'exceeded', (ms) => context.withTimeout(real, ms));
        break;
      case 3: {
        const name = this.newError();
        this.timed(i, name, (_, at) => context.withDeadlineCause(real, at, this.error(name)));
        break;
      }
      case 4: {
        const key = this.roll(KEYS);
        const held = this.roll(100);
        const ctx = context.withValue(real, this.keys[key]!, held);
        this.pairs.push({ part: this.model.withValue(parent, key, held), real: ctx });
        break;
      }
      case 5:
        this.pairs.push({
          part: this.model.withoutCancel(parent),
          real: context.withoutCancel(real),
        });
        break;
      case 6: {
        const { source, controller } = this.sources[this.roll(this.sources.length)]!;
        const part = this.model.withSignal(parent, source);
        this.pair(part, ...context.withSignal(real, controller.signal));
        break;
      }
      case 7:
        this.pairs.push({ part: this.model.wrapper(parent), real: new Wrapper(real) });
        break;
      case 8:
        this.pairs.push({ part: this.model.custom(parent), real: new Custom(real) });
        break;
      default: {
        const callback: Callback = {
          part: this.model.afterFunc(parent),
          stop: context.afterFunc(real, () => (callback.runs += 1)),
          runs: 0,
        };
        this.callbacks.push(callback);
      }
    }
  }

  private timed(
    i: number,
    cause: string,
    make: (ms: number, at: number) => [Context, () => void],
  ): void {
    let ms = this.roll(12) === 0 ? 2 ** 31 + this.roll(1000) : this.roll(1000) - 50;
    while (this.moments.has(this.model.now + ms)) ms += 1;
    this.moments.add(this.model.now + ms);
    const at = this.model.now + ms;
    this.pair(this.model.withDeadline(this.pairs[i]!.part, at, cause), ...make(ms, at));
  }

  private pair(part: Part, real: Context, cancel: (cause?: Error) => void): void {
    this.pairs.push({ part, real, cancel });
  }

  /** Chooses something that ends something. It can be done now, or from inside a listener. */
  private act(): () => void {
    const { model, real } = this.chooseAct();
    return () => {
      model();
      real();
    };
  }

  private chooseAct(): { model: () => void; real: () => void } {
    const i = this.roll(this.pairs.length);
    const { part, real, cancel } = this.pairs[i]!;
    this.log.push(`act on ${i}`);
    if (real instanceof Custom) {
      const err = this.roll(2) === 0 ? 'canceled' : 'exceeded';
      const reason = this.roll(2) === 0 ? undefined : this.newError();
      return {
        model: () => this.model.cancelCustom(part, err, reason),
        real: () => real.cancel(this.error(err) as ContextError, this.error(reason)),
      };
    }
    if (cancel !== undefined) {
      // A plain cancel function ignores what it is given.
      const takesCause = cancel.length > 0;
      const name = takesCause && this.roll(2) === 0 ? this.newError() : 'canceled';
      return {
        model: () => this.model.cancel(part, name),
        real: () => cancel(name === 'canceled' ? undefined : this.error(name)),
      };
    }
    const callback = this.callbacks[this.roll(Math.max(this.callbacks.length, 1))];
    if (callback !== undefined && this.roll(2) === 0) {
      return {
        model: () => this.model.stop(callback.part),
        real: () => callback.stop(),
      };
    }
    const { source, controller } = this.sources[this.roll(this.sources.length)]!;
    const reason = this.newError();
    return {
      model: () => this.model.abort(source, reason),
      real: () => controller.abort(this.error(reason)),
    };
  }

  private advance(): void {
    const ms = this.roll(15) === 0 ? 2 ** 32 : this.roll(300);
    this.log.push(`advance ${ms}`);
    this.model.advance(ms);
    this.clock.advance(ms);
  }

  /** Asks for what exists only once asked for, and listens. */
  private observe(): void {
    const i = this.roll(this.pairs.length);
    const pair = this.pairs[i]!;
    this.log.push(`observe ${i}`);
    if (this.roll(3) === 0 && pair.settled === undefined) {
      pair.settled = false;
      void pair.real.done().then(() => (pair.settled = true));
      return;
    }
    const { signal } = pair.real;
    pair.signal = signal;
    if (pair.part.kind !== 'branch' || signal.aborted) return;
    const { model, real } = this.chooseAct();
    pair.part.listeners.push(model);
    signal.addEventListener('abort', real);
  }

  private newError(): string {
    const name = `error ${this.errors.size}`;
    this.errors.set(name, new Error(name));
    return name;
  }

  private error(name: string | undefined): Error | undefined {
    if (name === 'canceled') return this.subject.context.Canceled;
    if (name === 'exceeded') return this.subject.context.DeadlineExceeded;
    return name === undefined ? undefined : this.errors.get(name);
  }
}
