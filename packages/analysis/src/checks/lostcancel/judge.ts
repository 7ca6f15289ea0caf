/** Judges acquisitions one by one, under the facts of a file. What they share is made once, when first needed. */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Root } from '../../flow/graph.js';
import { solve } from '../../flow/solve.js';
import { makeConditions, type Conditions } from '../track/conditions.js';
import type { Frame, Loss } from '../track/frame.js';
import { shortestLoss, type LostPath } from '../track/path.js';
import type { Places } from '../track/places.js';
import { reachOf, type Reach } from '../track/reach.js';
import { makeReceives } from '../track/receives.js';
import { setOf } from '../track/state.js';
import { makeExceptions, type Exceptions } from '../track/throws.js';
import type { Throws, TrackFacts } from '../track/track-facts.js';
import { isLost, makeTracker, type Tracker } from '../track/tracker.js';
import { listWith } from '../track/value.js';
import { receiverOf, type CancelAcquisition } from './acquisition.js';
import { isReleasedAtOnce } from './released.js';

/** The answers. */
export interface Judge {
  /** A shortest path that loses; `undefined` where none does. Remembered. */
  pathOf(acquisition: CancelAcquisition): LostPath | undefined;
  /**
   * What this is to the function around, of whose `ids.map((id) => withCancel(ctx))` it is made: one of a list. `undefined`
   * where it goes elsewhere.
   */
  listedAs(acquisition: CancelAcquisition): CancelAcquisition | undefined;
  /**
   * Does it leave something to be owed? Not where it calls a function of the file that hands over, or calls, what it gives before
   * each return:
   *
   *     #for(id: string) { let job = this.#jobs.get(id); if (!job) this.#jobs.set(id, (job = withCancel(root))); return job; }
   */
  isOwed(acquisition: CancelAcquisition): boolean;
  /** Does any path lose? `releases` are nodes of ours, which the acquisition can be released by. */
  isLost(acquisition: CancelAcquisition, releases: Iterable<TSESTree.Node>): boolean;
  /** Every place that loses. */
  lossesOf(acquisition: CancelAcquisition): readonly Loss[];
}

/** How many steps looking for a path may take before repeated tests are forgotten. */
const mostSteps = 20_000;

/**
 * Is nothing lost, whatever types and repeated tests say? They only take paths away; but where a path is one of a closure
 * that others have, and releases, it must be there.
 */
function isKept(tracker: Tracker): boolean {
  return !isLost(tracker) && !tracker.dependsOnTests();
}

/** Makes the answers. */
export function makeJudge(
  facts: TrackFacts,
  mode: Throws,
  places: Places,
  guardiansOf: (acquisition: CancelAcquisition) => readonly CancelAcquisition[],
): Judge {
  const guessed = makeExceptions(facts, mode);
  const known = guessed.typed();
  const receives = makeReceives(facts, known, places);
  const conditions = new Map<Root, Conditions>();
  const paths = new Map<CancelAcquisition, LostPath | undefined>();
  const returned = new Map<CancelAcquisition, boolean>();
  return {
    pathOf(acquisition) {
      if (!paths.has(acquisition)) paths.set(acquisition, findPath(acquisition));
      return paths.get(acquisition);
    },
    isOwed,
    isLost(acquisition, releases) {
      const reach = reachIn(acquisition);
      const trackerWith = trackersOf(acquisition, {
        ...reach,
        nodes: new Set([...reach.nodes, ...releases]),
      });
      if (isKept(trackerWith(known))) return false;
      return isLost(trackerWith(known, conditionsOf(acquisition.root)));
    },
    lossesOf: (acquisition) => follow(acquisition).losses,
    listedAs(acquisition) {
      const list = places.listedBy(acquisition.root);
      const value = list && listWith(follow(acquisition).results);
      if (list === undefined || value === undefined) return undefined;
      const acquired = {
        resource: { kind: 'whole' },
        companion: undefined,
        promise: false,
      } as const;
      return { ...acquisition, node: list, root: rootOf(list), acquired, value };
    },
  };

  function isOwed({ factory: { made } }: CancelAcquisition): boolean {
    return made === undefined || made.some((each) => isOwed(each) && isReturned(each));
  }

  function isReturned(acquisition: CancelAcquisition): boolean {
    const known = returned.get(acquisition);
    if (known !== undefined) return known;
    const isSo = follow(acquisition).results.length > 0;
    returned.set(acquisition, isSo);
    return isSo;
  }

  /** On all paths, to their ends. */
  function follow(acquisition: CancelAcquisition): Frame {
    const trackerWith = trackersOf(acquisition, reachIn(acquisition));
    const tracker = trackerWith(known, conditionsOf(acquisition.root));
    const frame = tracker.open();
    const seeds = tracker.seeds.map(([block, state]) => [block, setOf([state])] as const);
    solve(frame.problem, seeds);
    return frame;
  }

  function findPath(acquisition: CancelAcquisition): LostPath | undefined {
    if (isReleasedAtOnce(acquisition)) return undefined;
    // The context is mentioned far more often than its cancel function, and mostly decides nothing.
    const { companion } = acquisition.acquired;
    const untold = companion && receiverOf(acquisition.node, companion);
    const first = trackersOf(acquisition, reachIn(acquisition, untold));
    if (isKept(first(guessed)) || isKept(first(known))) return undefined;
    const trackerWith = trackersOf(acquisition, reachIn(acquisition));
    const tracker = trackerWith(known, conditionsOf(acquisition.root));
    if (!isLost(tracker)) return undefined;
    // Very many repeated tests that decide nothing make too many paths; then one is shown that forgets them.
    return shortestLoss(tracker, mostSteps) ?? shortestLoss(trackerWith(known), Infinity);
  }

  function reachIn(acquisition: CancelAcquisition, companion?: TSESTree.Node): Reach {
    const others = guardiansOf(acquisition).map(({ node }) => node);
    return reachOf(facts, acquisition.node, acquisition.root, { others, companion });
  }

  function trackersOf(acquisition: CancelAcquisition, reach: Reach) {
    const start = { ...acquisition, guardians: guardiansOf(acquisition) };
    return (exceptions: Exceptions, conditions?: Conditions) =>
      makeTracker(facts, start, reach, { exceptions, conditions, receives, places });
  }

  function conditionsOf(root: Root): Conditions {
    let found = conditions.get(root);
    if (found === undefined) conditions.set(root, (found = makeConditions(facts, root, known)));
    return found;
  }
}
