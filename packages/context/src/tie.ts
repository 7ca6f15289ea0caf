/**
 * What a child is tied to, which is where its parent's end comes from, and the tying itself. Does
 * not know what is tied, only that it is a leaf.
 */

import { Alarm } from './alarm.js';
import { attempt } from './attempt.js';
import { isOurBranch } from './branch.js';
import { causeOf } from './cause.js';
import type { Context } from './context.js';
import { Canceled, DeadlineExceeded } from './errors.js';
import { branchWithin, givenReason, watch } from './foreign.js';
import { isBranch, sourceOf, type Branch, type Due, type Leaf } from './protocol.js';
import { finish, hang } from './tree.js';

/** A branch of ours, or a context that is not ours. */
export type Tie = Branch | Context;

/**
 * Foreign contexts that were found to have an end of their own. They are not asked again, as what
 * they make for each who asks may stay with the context within.
 */
const strangers = new WeakSet<Context>();

/**
 * Finds what a child of `parent` is tied to. A foreign context is seen through only where its
 * `done()` is the very promise of one of ours, for then it has no end of its own.
 */
export function tieOf(parent: Context): Tie {
  if (isOurBranch(parent)) return parent;
  const source = sourceOf(parent);
  if (isBranch(source)) return source;
  const inner = branchWithin(source);
  // What never ends has no such promise.
  if (inner === undefined || inner.ended === null || strangers.has(source)) return source;
  const { awaited } = inner;
  const done = source.done();
  const same = done === inner.promise;
  if (!same) strangers.add(source);
  // It was we who asked just now, and we do not wait. But a promise made once, for all, waits for them.
  if (!awaited && (same || source.done() !== done)) inner.letGo();
  return same ? inner : source;
}

/** The deadline that a child of `parent` has: what that says, also where it ends with another. */
export function dueOf(parent: Context): Due | undefined {
  const source = sourceOf(parent);
  if (isBranch(source)) return source.due;
  const at = source.deadline()?.getTime();
  if (at === undefined) return undefined;
  const inner = branchWithin(source)?.due;
  return inner?.at === at ? inner : new Alarm(at - Date.now(), at);
}

/** Hangs `leaf` on `branch`; ends it, where that has ended already. Gives it back. */
export function follow<L extends Leaf>(leaf: L, branch: Branch): L {
  if (branch.ended === undefined) hang(leaf, branch);
  else if (branch.ended !== null) finish(leaf, branch.ended);
  return leaf;
}

/** Ties `leaf`, so that it ends when `tie` does: at once, where that has ended already. Gives it back. */
export function attach<L extends Leaf>(leaf: L, tie: Tie): L {
  if (isBranch(tie)) return follow(leaf, tie);
  const ended = (): void => {
    const reason = givenReason(tie);
    let err = reason === DeadlineExceeded ? DeadlineExceeded : Canceled;
    let why = reason;
    // A wrapper may hand on the `err` of what it wraps, and that may be live.
    attempt(() => {
      err = tie.err() ?? err;
      why = causeOf(tie) ?? why;
    });
    finish(leaf, { err, cause: why ?? err });
  };
  if (!tie.err()) leaf.undo(watch(tie, ended));
  // It may also have ended, and told nobody, while we registered. Where it throws by now, what was
  // registered is given all the same.
  attempt(() => {
    if (tie.err()) ended();
  });
  return leaf;
}
