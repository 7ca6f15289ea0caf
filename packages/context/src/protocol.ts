/**
 * What contexts of this package know of one another, whichever copy of the package made them.
 *
 * Invariant: two copies with the same number in `PROTOCOL` have the same shapes in this file and
 * mean the same by them. Whoever changes a shape raises the number; copies with different numbers
 * treat each other's contexts as foreign ones.
 */

import type { Context, ContextError } from './context.js';

/** Marks a context of ours; as a key, `value(PROTOCOL)` gives the nearest branch. */
export const PROTOCOL: unique symbol = Symbol.for('@ctxvet/context/1');

/** A context made by this package: a branch, or one that adds a value and else does as its source. */
export interface Node extends Context {
  /**
   * Invariant: the node itself. A wrapper made with `Object.create(ctx)` or `new Proxy(ctx, …)`
   * inherits it, so methods find their state through it, and `isNode` tells the two apart.
   */
  readonly self: Node;
  readonly protocol: typeof PROTOCOL;
  /** Where values are looked for next, and what is printed before this one. */
  readonly parent: Context | undefined;
  /**
   * The context that this one ends with: itself, or for a value the nearest context above that
   * holds no value. Invariant: a branch, or not of ours.
   */
  readonly source: Context;
  /** Under `key` it holds `held`: a branch holds itself, under `PROTOCOL`. */
  readonly key: unknown;
  readonly held: unknown;
  /** What this node adds to the printed chain. */
  label(): string;
}

/** How something ended: what `err()` and `cause()` give. All that ends together shares one. */
export interface End {
  readonly err: ContextError;
  readonly cause: Error;
}

/** A context with an end of its own, which is also that of everything hung on it. */
export interface Branch extends Node, Leaf {
  readonly key: typeof PROTOCOL;
  readonly held: Branch;
  /** `undefined` while it is live, then set once; `null` where it never ends. */
  readonly ended: End | null | undefined;
  /** What `done()` gives; `undefined` until somebody asks. */
  readonly promise: Promise<void> | undefined;
  /** The deadline that holds here, its own or one from above. */
  readonly due: Due | undefined;
  /** Whether somebody waits for the end, so that `due` is held. */
  readonly awaited: boolean;
  /** Somebody waits no longer: lets `due` go, if this branch holds it. */
  letGo(): void;
}

/** What ends with the branch it hangs on. */
export interface Leaf {
  /** The branch it hangs on; `undefined` when cut off, and always so once it has ended. */
  owner: Branch | undefined;
  /** Its elder and younger sibling; `undefined` where there is none. */
  prev: Leaf | undefined;
  next: Leaf | undefined;
  /** The youngest child; `undefined` where there is none. */
  last: Leaf | undefined;
  /** Whether it has neither ended nor been stopped. */
  readonly live: boolean;
  /** Has `f` called once this ends, which may be now. What it throws stops nobody. */
  undo(f: () => unknown): void;
  /** Notes the end. Invariant: runs no code that is not ours. */
  mark(end: End): void;
  /**
   * Lets everyone know, after the whole tree below was marked. Never throws, and does nothing
   * that cannot be done twice.
   */
  settle(): void;
}

/** A moment at which something ends. Whoever waits for that holds it. */
export interface Due {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /**
   * Whether this comes before the end of `ms` milliseconds from now, which is `at` where that is
   * known. False when in doubt.
   */
  precedes(ms: number, at: number | undefined): boolean;
  /** The context that ends here by itself, where it is one of ours, and how it then does. */
  readonly sleeper: object | undefined;
  readonly end: End | undefined;
  /** It need not be woken any more. */
  stop(): void;
  /** So many more wait, or fewer: while any does, the process stays alive until the moment. */
  hold(more: number): void;
}

/** Whether `x` is a context of ours itself, not a wrapper of one. */
export function isNode(x: object): x is Node {
  const like = x as Partial<Node>;
  return like.protocol === PROTOCOL && like.self === x;
}

/** The context that `ctx` ends with: a branch, or one that is not ours. */
export function sourceOf(ctx: Context): Context {
  return isNode(ctx) ? ctx.source : ctx;
}

/** Whether `x` is a context of ours with an end of its own. */
export function isBranch(x: object): x is Branch {
  return isNode(x) && x.key === PROTOCOL;
}
