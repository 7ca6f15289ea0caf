/**
 * Go's own benchmarks of a context, by their names. Each is set up once; then every run does what
 * one turn of its loop does there, and says whether that came out right. A new goroutine is a
 * microtask here, and what runs in parallel there runs in turn.
 */

import type { Context } from '../context.js';
import { background } from '../endless.js';
import { Canceled } from '../errors.js';
import { contextKey } from '../key.js';
import { withCancel } from '../with-cancel.js';
import { withTimeout } from '../with-deadline.js';
import { withValue } from '../with-value.js';

const HOUR = 3_600_000;

export interface Benchmark {
  /** As `go test` prints it, without `Benchmark`. */
  readonly name: string;
  /** Gives the run, and what takes down what was set up. */
  setUp(): { run: () => boolean | Promise<boolean>; tearDown?: () => void };
}

/** All of them. */
export const benchmarks: readonly Benchmark[] = [
  { name: 'CommonParentCancel', setUp: commonParentCancel },
  ...[40, 4000, 400_000].map((count) => ({
    name: `WithTimeout/concurrency=${count}`,
    setUp: () => beside(count),
  })),
  ...[1, 10, 100, 1000].flatMap((depth) => [
    { name: `CancelTree/depth=${depth}/Root=Background`, setUp: () => tree(depth, background()) },
    {
      name: `CancelTree/depth=${depth}/Root=OpenCanceler`,
      setUp: () => {
        const [root, cancel] = withCancel(background());
        return { ...tree(depth, root), tearDown: cancel };
      },
    },
    {
      name: `CancelTree/depth=${depth}/Root=ClosedCanceler`,
      setUp: () => {
        const [root, cancel] = withCancel(background());
        cancel();
        return tree(depth, root);
      },
    },
  ]),
  { name: 'CheckCanceled/Err', setUp: checkErr },
  { name: 'CheckCanceled/Done', setUp: checkDone },
  { name: 'ContextCancelDone', setUp: checkDone },
  ...[10, 20, 30, 50, 100].flatMap((depth) => [
    { name: `DeepValueNewGoRoutine/depth=${depth}`, setUp: () => deepValueLater(depth) },
    { name: `DeepValueSameGoRoutine/depth=${depth}`, setUp: () => deepValue(depth) },
  ]),
];

function commonParentCancel(): ReturnType<Benchmark['setUp']> {
  const key = contextKey<string>('key');
  const [shared, tearDown] = withCancel(withValue(background(), key, 'value'));
  const run = (): boolean => {
    const [ctx, cancel] = withCancel(shared);
    const found = ctx.value(key);
    cancel();
    return found === 'value' && ctx.err() === Canceled;
  };
  return { run, tearDown };
}

/** Ten timeouts, made and canceled beside `count` others. */
function beside(count: number): ReturnType<Benchmark['setUp']> {
  const make = (): (() => void) => withTimeout(background(), HOUR)[1];
  const others = Array.from({ length: count }, make);
  const run = (): boolean => {
    const cancels = Array.from({ length: 10 }, make);
    for (const cancel of cancels) cancel();
    return cancels.length === 10;
  };
  const tearDown = (): void => {
    for (const cancel of others) cancel();
  };
  return { run, tearDown };
}

/** A chain of `depth` contexts below `root`, which is canceled from its top. */
function tree(depth: number, root: Context): ReturnType<Benchmark['setUp']> {
  const run = (): boolean => {
    const [top, cancel] = withCancel(root);
    let ctx = top;
    for (let i = 1; i < depth; i++) [ctx] = withCancel(ctx);
    cancel();
    return ctx.err() === Canceled;
  };
  return { run };
}

function checkErr(): ReturnType<Benchmark['setUp']> {
  const [ctx, cancel] = withCancel(background());
  cancel();
  return { run: () => ctx.err() === Canceled };
}

/** To look whether a channel is closed is to ask for the promise. */
function checkDone(): ReturnType<Benchmark['setUp']> {
  const [ctx, cancel] = withCancel(background());
  cancel();
  return { run: () => ctx.done() instanceof Promise };
}

/** Looks for what is not there, through `depth` values. */
function deepValue(depth: number): { run: () => boolean } {
  let ctx = background();
  for (let i = 0; i < depth; i++) ctx = withValue(ctx, contextKey('key'), i);
  const missing = contextKey('missing');
  return { run: () => ctx.value(missing) === undefined };
}

function deepValueLater(depth: number): ReturnType<Benchmark['setUp']> {
  const { run } = deepValue(depth);
  return { run: () => Promise.resolve().then(run) };
}
