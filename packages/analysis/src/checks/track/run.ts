/** One run of a graph for one resource, as its items see it: what they may ask and say. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Graph, Item } from '../../flow/graph.js';
import type { Variable } from '../../syntax/scopes.js';
import type { Captures } from './captured.js';
import type { Meaning } from './evaluate.js';
import type { Vain } from './frame.js';
import type { Places } from './places.js';
import type { Call, Protocol } from './protocol.js';
import type { State } from './state.js';
import type { Exceptions } from './throws.js';
import type { ClosureValue, Value } from './value.js';

/** What the effects ask of the tracker that runs them. */
export interface Run extends Meaning {
  readonly protocol: Protocol;
  /** The node whose normal completion acquires, if this run has one. */
  readonly acquisition: TSESTree.Node | undefined;
  /** What it gives. */
  readonly acquired: Value | undefined;
  /** What other acquisitions give that release the resource as well. */
  readonly guardians: ReadonlyMap<TSESTree.Node, Value>;
  /** Does a guardian that is called release the resource? */
  readonly isOnPath: boolean;
  /** The graph that runs: what is pending outside every `finally` of it is kept under its name. */
  readonly graph: Graph;
  readonly captures: Captures;
  readonly places: Places;
  /** Does a call take what one of its arguments holds? */
  readonly receives: Receives;
  /** How promises and their handlers may end. */
  readonly exceptions: Pick<Exceptions, 'mayReject' | 'mayFail' | 'mayComplete'>;
  /** Is a variable none of the function that acquires, or exported? Then whoever reads it has the resource. */
  isOuter(variable: Variable): boolean;
  /** Is the resource of an open state held by anything that lives on in this block? */
  isHeld(state: State, block: Block): boolean;
  /** Has the resource been put anywhere without having been handed over by that? */
  isBuried(): boolean;
  /** Says that an obligation ended well: called or handed over. */
  closed(): void;
  /** Says that the resource is where nobody takes it from. */
  buried(): void;
  /** Says that an open resource was put, or given, in vain. */
  inVain(vain: Vain): void;
  /** Says that an open resource is lost after this item. */
  lost(item: Item, block: Block): void;
  /**
   * Runs the body of a closure, class field or static block in the caller's state. Of its parameters those from number
   * `given` on have got nothing. A body runs once at a time, but for closures of it that took different things along: what
   * tells them apart is their `instance`. What is known of the arguments of a call tells of the parameters.
   */
  call(
    body: TSESTree.Node,
    state: State,
    block: Block,
    given: number,
    instance?: string,
    by?: Call,
  ): Outcome;
  /**
   * The state once somebody outside has these closures too and may call what they have; `undefined` where they may
   * then release the resource, or have it.
   */
  give(closures: readonly ClosureValue[], state: State, block: Block): State | undefined;
}

/** The states after an item, by how it completes. */
export interface Outcome {
  readonly normal: readonly State[];
  readonly thrown: readonly State[];
}

/** Does a call take the value of its argument number `index`? */
export type Receives = (call: Call, index: number, value: Value) => boolean;
