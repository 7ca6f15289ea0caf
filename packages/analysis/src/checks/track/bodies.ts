/**
 * Runs of bodies that call each other. Each is remembered, for a body is called from many places in the same state; but one
 * that came back to a body which was running already knows less than it would know elsewhere, and is run there again.
 */
import type { Frame } from './frame.js';
import { deepest } from './recursive.js';

/** The bodies that one tracker runs. */
export interface Bodies {
  /**
   * The run of an `instance` of a body under a key, for all that it knows; `undefined` for a call that recurses. One that is
   * not followed to its end counts as closed.
   */
  run(
    instance: string,
    key: string,
    open: () => Frame,
    follow: (frame: Frame) => void,
  ): Frame | undefined;
  /** Is any of them running? */
  areRunning(): boolean;
}

/** A run, and the instances that it was cut short at, for they were running. */
interface Known {
  readonly frame: Frame;
  readonly cutAt: readonly string[];
}

/** How many bodies are run, each in one state. Closures that call and give away each other have very many. */
const mostRuns = 2000;

/** Makes a memory. */
export function makeBodies(): Bodies {
  const running = new Set<string>();
  /** At what the innermost body that runs has been cut short. */
  let cuts = new Set<string>();
  const known = new Map<string, Known>();
  let count = 0;
  return { run, areRunning: () => running.size > 0 };

  function run(
    instance: string,
    key: string,
    open: () => Frame,
    follow: (frame: Frame) => void,
  ): Frame | undefined {
    // A recursive call adds no path of its own: what it does, the paths that do not recurse do.
    if (running.has(instance)) {
      cutAt([instance]);
      return undefined;
    }
    const before = known.get(key);
    if (before?.cutAt.every((each) => running.has(each)) === true) {
      cutAt(before.cutAt);
      return before.frame;
    }
    const frame = open();
    // What nobody has followed to its end is not reported.
    if (running.size >= deepest || count++ >= mostRuns) return { ...frame, closed: true };
    const outer = cuts;
    cuts = new Set();
    running.add(instance);
    follow(frame);
    running.delete(instance);
    const inner = [...cuts].filter((each) => each !== instance);
    known.set(key, { frame, cutAt: inner });
    cuts = outer;
    cutAt(inner);
    return frame;
  }

  function cutAt(instances: readonly string[]): void {
    for (const each of instances) cuts.add(each);
  }
}
