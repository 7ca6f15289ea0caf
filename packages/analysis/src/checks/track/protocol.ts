/**
 * What the tracker must know of a kind of resource. It follows a resource through a function and knows
 * nothing else of it: a cancel function, a span, a subscription are a protocol each.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Part } from '../../types/port.js';

/** Everything that calls: `f()`, `new C()`, `` tag`…` ``. */
export type Call =
  TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression;

/** What an acquisition gives. */
export interface Acquired {
  /** Where the resource is in the result of the call. */
  readonly resource: Part;
  /** What comes with it and is nil exactly when the resource is; `undefined` where nothing does. */
  readonly companion: Part | undefined;
  /** True where the call gives a promise: the obligation opens when its `await` resumes. */
  readonly promise: boolean;
}

/** How something came out: a test, an `await` that resumed, one that rejected or a call that threw. */
export type Shown = 'true' | 'resumed' | 'thrown';

/** Does this show that what is followed has ended by itself, where it comes out so? */
export type HasEnded = (node: TSESTree.Node, by: Shown, isCompanion: IsCompanion) => boolean;

/** Is the value of this expression what comes with the resource that is followed? */
export type IsCompanion = (node: TSESTree.Node) => boolean;

/** A kind of resource. */
export interface Protocol {
  /**
   * Is the resource released by calling this method of it (`span.end()`), or, for `undefined`, by
   * calling the resource itself (`cancel()`)?
   */
  releases(method: string | undefined): boolean;
  /** Is it released by the end of a `using` scope that holds it? */
  readonly disposable: boolean;
  /**
   * Has a resource ended by itself, so that nothing is owed any more, where this comes out so? It is asked of tests, of what is
   * awaited, and of calls; what comes with the resource tells. `undefined` where that never counts.
   */
  readonly hasEnded: HasEnded | undefined;
  /** Does this call only look at its arguments, as `console.log` does? */
  borrows(call: Call): boolean;
}
