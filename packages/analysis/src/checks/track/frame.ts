/** One run of one graph: what the solver and the search for a path ask of it, and what it tells them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Edge, Graph, Item } from '../../flow/graph.js';
import type { Problem } from '../../flow/solve.js';
import type { State, States } from './state.js';
import type { Value } from './value.js';

/** Where a resource was lost: on an edge, or after an item. */
export type Loss =
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'item'; readonly item: Item; readonly block: Block };

/** A place or object that an open resource was put into, where nobody takes it out; or a call that got it for nothing. */
export interface Vain {
  readonly node: TSESTree.Node;
  /** Is it the resource that is there, and not a closure that has it? */
  readonly isItself: boolean;
}

/** One graph that is run, and where the run is told. */
export interface Frame {
  readonly graph: Graph;
  readonly problem: Problem<States>;
  /** Did an obligation end well on some path? */
  closed: boolean;
  readonly losses: Loss[];
  /** Where an open resource was put, or given, in vain. */
  readonly vain: Map<TSESTree.Node, Vain>;
  readonly exits: Exit[];
  /** What the function that acquires returns with the resource in it. */
  readonly results: Value[];
  /** Set by who looks into the closures that a block runs; `undefined` while a graph is solved. */
  watch: Watch | undefined;
}

/** Where a body is left. */
export interface Exit {
  readonly edge: Edge;
  readonly state: State;
}

/** A look at the closures that are run. */
interface Watch {
  /** They are put here. */
  readonly entered: Entered[];
  /** The one exit by which they come back; `undefined` for all that they have. */
  readonly only: Exit | undefined;
}

/** A closure that was run where it is called. */
export interface Entered {
  readonly body: Frame;
  readonly seed: readonly [Block, State];
  /** The same run, to be made once more. */
  open(): Frame;
}
