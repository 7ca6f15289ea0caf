/**
 * `lostcancel`: a cancel function that is not called on every path. The acquisitions of a file are followed one
 * by one, from the call of the factory to where nothing is owed any more; types are asked about
 * exceptions only where a path without them would be reported.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Root } from '../flow/graph.js';
import type { Finding } from '../report/finding.js';
import { makeLines } from '../syntax/lines.js';
import type { Check, Pass } from './check.js';
import {
  eachAcquisition,
  isReleasedAtOnce,
  receiverOf,
  type CancelAcquisition,
} from './lostcancel/acquisitions.js';
import { describe, lossMessages, type Written } from './lostcancel/describe.js';
import { shortestLoss, type LostPath } from './track/path.js';
import { makePlaces } from './track/places.js';
import type { Protocol } from './track/protocol.js';
import { makeReceives } from './track/receives.js';
import { reachOf } from './track/reach.js';
import { makeConditions, type Conditions } from './track/facts.js';
import { makeExceptions, makeGraphs, type Exceptions, type Throws } from './track/throws.js';
import { isLost, makeTracker, type TrackFacts } from './track/tracker.js';

/** The options of `lostcancel`. */
export interface LostcancelOptions {
  /** Which exceptions to reckon with. */
  readonly throws: Throws;
}

/** How a cancel function is released. */
const cancelFunction: Protocol = {
  releases: (method) => method === undefined,
  disposable: true,
  borrows: (call) => {
    const callee = call.type === 'TaggedTemplateExpression' ? call.tag : call.callee;
    return (
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === 'console'
    );
  },
};

/** The check. */
export const lostcancel: Check<LostcancelOptions> = {
  name: 'lostcancel',
  docs: {
    summary: 'Require that every path calls the cancel function of a context',
    type: 'problem',
    presets: { recommended: {}, strict: { throws: 'calls' }, go: { throws: 'none' } },
  },
  messages: lossMessages,
  fixable: false,
  hasSuggestions: false,
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      throws: {
        description:
          'Which exceptions to reckon with: `evident` (`throw`, `await`, `yield`, and calls inside `try`), `calls` (every call), or `none` (only `throw`, as go vet does).',
        enum: ['evident', 'calls', 'none'],
        default: 'evident',
      },
    },
  },
  defaults: { throws: 'evident' },
  *run(pass) {
    const paths = makePaths(pass);
    const reported = new Set<TSESTree.Node>();
    const { text } = pass.source;
    const written = { text, lines: makeLines(text) };
    for (const acquisition of eachAcquisition(pass)) {
      if (isReleasedAtOnce(acquisition)) continue;
      const path = paths(acquisition);
      if (path === undefined) continue;
      const finding = findingOf(acquisition, path, reported, written);
      if (finding !== undefined) yield finding;
    }
  },
};

/** How many steps looking for a path may take before repeated tests are forgotten. */
const mostSteps = 20_000;

/** Gives the shortest lost path of an acquisition; `undefined` where nothing is lost. */
function makePaths(
  pass: Pass<LostcancelOptions>,
): (acquisition: CancelAcquisition) => LostPath | undefined {
  const facts: TrackFacts = {
    scopes: pass.source.scopes,
    index: pass.index,
    types: pass.types,
    graphs: makeGraphs(),
    protocol: cancelFunction,
  };
  const guessed = makeExceptions(facts, pass.options.throws, false);
  const known = makeExceptions(facts, pass.options.throws, true);
  const places = makePlaces(facts);
  const receives = makeReceives(facts, known, places);
  const conditions = new Map<Root, Conditions>();
  return (acquisition) => {
    const reach = reachOf(facts.scopes, acquisition.node, acquisition.root);
    const trackerWith = (exceptions: Exceptions, conditions?: Conditions) =>
      makeTracker(facts, acquisition, reach, { exceptions, conditions, receives, places });
    // Types and repeated tests only take paths away, so "not lost" is final without them.
    if (!isLost(trackerWith(guessed)) || !isLost(trackerWith(known))) return undefined;
    const tracker = trackerWith(known, conditionsOf(acquisition.root));
    if (!isLost(tracker)) return undefined;
    // Very many repeated tests that decide nothing make too many paths; then one is shown that forgets them.
    return shortestLoss(tracker, mostSteps) ?? shortestLoss(trackerWith(known), Infinity);
  };

  function conditionsOf(root: Root): Conditions {
    let found = conditions.get(root);
    if (found === undefined) conditions.set(root, (found = makeConditions(facts, root, known)));
    return found;
  }
}

function findingOf(
  acquisition: CancelAcquisition,
  path: LostPath,
  reported: Set<TSESTree.Node>,
  written: Written,
): Finding | undefined {
  const { call, node, acquired } = acquisition;
  const own = receiverOf(node, acquired.resource);
  const holder = own ?? receiverOf(node, { kind: 'whole' });
  const place = holder ?? call;
  // Two factories that meet in one binding give one finding.
  if (reported.has(place)) return undefined;
  reported.add(place);
  const isWhole = own === undefined && acquired.resource.kind !== 'whole';
  const name = holder === undefined ? undefined : nameOf(holder, isWhole);
  const { messageId, data, related } = describe(acquisition, path, name, written);
  return {
    check: 'lostcancel',
    messageId,
    data,
    range: place.range,
    related,
    suggestions: [],
  };
}

function nameOf(holder: TSESTree.Node, isWhole: boolean): string | undefined {
  if (holder.type !== 'Identifier') return undefined;
  return isWhole ? `the cancel function in \`${holder.name}\`` : `\`${holder.name}\``;
}
