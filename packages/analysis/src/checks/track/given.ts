/** What others may do with the closures that they have been given: call them, whenever something of ours has run. */
import type { TSESTree } from '@typescript-eslint/types';
import { isRoot } from '../../flow/build.js';
import type { Root } from '../../flow/graph.js';
import type { Graphs } from '../../flow/graphs.js';
import { contains } from '../../syntax/scopes.js';
import { enter } from './captured.js';
import { hasTests } from './condition.js';
import type { Reach } from './reach.js';
import type { Living } from './living.js';
import { makeRecursive } from './recursive.js';
import { change, type State } from './state.js';
import type { Frame } from './frame.js';
import { keyOfValue, partsOf, type Closure, type ClosureValue, type Value } from './value.js';

/** Answers for one acquisition. */
export interface Given {
  /**
   * The state once others have these closures too, where these scopes live on; `undefined` where they may then release the
   * resource, or have it.
   */
  give(closures: readonly ClosureValue[], state: State, living: Living): State | undefined;
  /** Has an obligation ended by a closure of others that may do so only as long as repeated tests are not looked at? */
  dependsOnTests(): boolean;
}

/** What the answers take of the tracker. */
export interface GivenFacts {
  readonly reach: Reach;
  readonly graphs: Graphs;
  /** Runs a body as others would; `undefined` where it runs already. */
  readonly run: (body: Root, state: State, living: Living, instance?: string) => Frame | undefined;
  /** May a no be remembered? */
  readonly isSettled: () => boolean;
}

/** Makes the answers. */
export function makeGiven({ reach, graphs, run, isSettled }: GivenFacts): Given {
  const closing = makeRecursive<string>(isSettled);
  let isByTests = false;
  return { give, dependsOnTests: () => isByTests };

  function give(
    closures: readonly ClosureValue[],
    state: State,
    living: Living,
  ): State | undefined {
    const given = new Set([...state.given, ...closures.map((each) => each.node)]);
    // They are called when other answers may hold.
    const later = change(state, { facts: new Map(), given: new Set(given) });
    const takenAlong = new Map(closures.map((each) => [each.node, each]));
    const found = [...given];
    // By index: V8 takes a second to compile a loop over the set, which grows, around all that is inlined here.
    let next = 0;
    while (next < found.length) {
      const node = found[next++]!;
      const closure = takenAlong.get(node) ?? { kind: 'closure', node };
      if (state.open && closesIn(closure, later, living)) {
        // Whatever it calls of ours may have tested first.
        isByTests ||= bodies().some((body) => hasTests(graphs(body)));
        return undefined;
      }
      for (const other of givenBy(closure, later, living)) {
        if (!given.has(other)) found.push(other);
        given.add(other);
      }
    }
    return given.size === state.given.size ? state : change(state, { given });
  }

  /** Does anything release the resource of a state, or hand it over, once this closure is called? */
  function closesIn(closure: ClosureValue, state: State, living: Living): boolean {
    return closing.ask(`${keyOfValue(closure)} ${state.key}`, () =>
      runsOf(closure, state, living).some(
        (frame) =>
          frame.closed ||
          frame.exits.some((exit) =>
            isGiven(exit.state.pending.get(frame.graph), exit.state, living),
          ),
      ),
    );
  }

  /** Is the resource in what a closure returns or throws to others, or may a closure in that release it? */
  function isGiven(value: Value | undefined, state: State, living: Living): boolean {
    if (!state.open || value === undefined) return false;
    if (value.kind === 'closure') return closesIn(value, state, living);
    return value.kind === 'resource' || partsOf(value).some((part) => isGiven(part, state, living));
  }

  /** The closures that others have once they have called this one. */
  function givenBy(closure: ClosureValue, state: State, living: Living): Closure[] {
    return runsOf(closure, state, living).flatMap(({ exits }) =>
      exits.flatMap((exit) => [...exit.state.given]),
    );
  }

  function runsOf(closure: ClosureValue, state: State, living: Living): Frame[] {
    const entered = enter(state, closure);
    return bodiesOf(closure.node).flatMap((body) => {
      const instance = body === closure.node ? keyOfValue(closure) : undefined;
      return run(body, entered, living, instance) ?? [];
    });
  }

  /** The bodies that run when a closure is called, or when an object of a class is used. */
  function bodiesOf(closure: TSESTree.Node): Root[] {
    if ('params' in closure) return [closure as Root];
    return bodies().filter((body) => contains(closure, body));
  }

  /** All of ours: the functions, class fields and static blocks that may reach the resource. */
  function bodies(): Root[] {
    return [...reach.closures, ...reach.roots].filter(isRoot);
  }
}
