/**
 * Looks again, as if a suggestion were taken: the graph of the function is built of a tree in which statements are
 * replaced, and whatever it can concern is followed in it. Nothing is parsed, and the tree of the host stays as it is.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { buildGraph } from '../../../flow/build.js';
import type { Root } from '../../../flow/graph.js';
import type { Graphs } from '../../../flow/graphs.js';
import { filledIn } from '../../../syntax/filled-lists.js';
import { reachOf } from '../../track/reach.js';
import type { Loss } from '../../track/frame.js';
import type { TrackFacts } from '../../track/track-facts.js';
import type { CancelAcquisition } from '../acquisition.js';
import type { Judge } from '../judge.js';

/** What a suggestion changes in the flow of one root. */
interface Change {
  readonly root: Root;
  /** What stands for what. */
  readonly replaced: ReadonlyMap<TSESTree.Node, TSESTree.Node>;
  /** The new nodes that release. */
  readonly releases: readonly TSESTree.Node[];
  /** Is it certain that these do not throw? */
  readonly isSafe: boolean;
}

/** Answers for one file. */
export interface Look {
  /** Is there time left to look at this root again? Where not, there are no suggestions. */
  canLook(root: Root): boolean;
  /** After this change, is none of `targets` lost, and no other acquisition that was not lost before? */
  isClean(
    change: Change,
    targets: readonly CancelAcquisition[],
    ofTargets: 'followed' | 'released',
  ): boolean;
  /** All places where an acquisition is lost. */
  lossesOf(acquisition: CancelAcquisition): readonly Loss[];
  /** The graphs as they are. */
  readonly graphs: Graphs;
}

/** Makes the answers. `judge` tells what is so without any change, `judgeWith` under other graphs. */
export function makeLook(
  facts: TrackFacts,
  acquisitions: readonly CancelAcquisition[],
  judge: Judge,
  judgeWith: (facts: TrackFacts) => Judge,
): Look {
  // Looking costs what the function is long, for every acquisition in it.
  let left = maxWork;
  let byRoot: ReadonlyMap<TSESTree.Node, readonly CancelAcquisition[]> | undefined;
  return { canLook, isClean, lossesOf, graphs: facts.graphs };

  function canLook(root: Root): boolean {
    return costOf(root) <= left;
  }

  function costOf(root: Root): number {
    return facts.graphs(root).blocks.length * (concernedBy(root).length + 1);
  }

  /** The acquisitions of a root, and those of others that it is a closure of. */
  function concernedBy(root: Root): readonly CancelAcquisition[] {
    byRoot ??= groupByRoot();
    return byRoot.get(root) ?? [];
  }

  function groupByRoot(): Map<TSESTree.Node, CancelAcquisition[]> {
    const groups = new Map<TSESTree.Node, CancelAcquisition[]>();
    for (const acquisition of acquisitions) {
      const { node, root } = acquisition;
      for (const each of [root, ...reachOf(facts, node, root).closures]) {
        const group = groups.get(each);
        if (group === undefined) groups.set(each, [acquisition]);
        else group.push(acquisition);
      }
    }
    return groups;
  }

  function isClean(
    change: Change,
    targets: readonly CancelAcquisition[],
    ofTargets: 'followed' | 'released',
  ): boolean {
    const { root, releases } = change;
    if (!canLook(root)) return false;
    left -= costOf(root);
    const after = judgeWith(factsAfter(change));
    return concernedBy(root).every((each) => {
      if (targets.includes(each)) return ofTargets === 'released' || !after.isLost(each, releases);
      return judge.pathOf(each) !== undefined || !after.isLost(each, []);
    });
  }

  function factsAfter({ root, replaced, releases, isSafe }: Change): TrackFacts {
    const graph = { ...buildGraph(rebuild(root, replaced), filledIn(facts.scopes)), root };
    const isRelease = (node: TSESTree.Node): boolean => releases.includes(node);
    return {
      ...facts,
      graphs: (each) => (each === root ? graph : facts.graphs(each)),
      types: {
        ...facts.types,
        cannotThrow: (node) => (isRelease(node) ? isSafe : facts.types.cannotThrow(node)),
        neverReturns: (node) => !isRelease(node) && facts.types.neverReturns(node),
      },
    };
  }

  function lossesOf(acquisition: CancelAcquisition): readonly Loss[] {
    left -= costOf(acquisition.root);
    return judge.lossesOf(acquisition);
  }
}

/** In blocks of graphs, for one file: some thousand looks at functions of usual size. */
const maxWork = 500_000;

/** A root with nodes replaced: what stands on the way to them is copied, all else is shared. */
function rebuild(root: Root, replaced: ReadonlyMap<TSESTree.Node, TSESTree.Node>): Root {
  const copies = new Map<TSESTree.Node, TSESTree.Node>(replaced);
  const queue = [...replaced.keys()];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const { parent } = node;
    if (node === root || parent == null) continue;
    let copy = copies.get(parent);
    if (copy === undefined) {
      copies.set(parent, (copy = { ...parent }));
      queue.push(parent);
    }
    putInto(copy as unknown as Record<string, unknown>, node, copies.get(node)!);
  }
  return (copies.get(root) ?? root) as Root;
}

function putInto(copy: Record<string, unknown>, old: TSESTree.Node, node: TSESTree.Node): void {
  for (const [key, value] of Object.entries(copy)) {
    if (key === 'parent') continue;
    if (value === old) copy[key] = node;
    else if (Array.isArray(value) && value.includes(old)) {
      copy[key] = value.map((each: unknown) => (each === old ? node : each));
    }
  }
}
