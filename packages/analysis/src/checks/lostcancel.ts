/**
 * `lostcancel`: a cancel function that is not called on every path. The acquisitions of a file are followed one
 * by one, from the call of the factory to where nothing is owed any more; types are asked about
 * exceptions only where a path without them would be reported.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { makeGraphs } from '../flow/graphs.js';
import type { Finding, Suggestion } from '../report/finding.js';
import { isConsole } from '../syntax/callee.js';
import { filledIn } from '../syntax/filled-lists.js';
import { makeLines } from '../syntax/lines.js';
import type { Check, Pass } from './check.js';
import { collectorOf, receiverOf, type CancelAcquisition } from './lostcancel/acquisition.js';
import { eachAcquisition } from './lostcancel/acquisitions.js';
import { makeAncestors } from './lostcancel/ancestors.js';
import { describe, lossMessages, type Written } from './lostcancel/describe.js';
import { isDone } from './lostcancel/done.js';
import { makeJudge, type Judge } from './lostcancel/judge.js';
import { eachNamedCall } from './lostcancel/local-factories.js';
import { makeLook } from './lostcancel/suggest/look.js';
import { actMessages, suggestionsFor } from './lostcancel/suggest.js';
import type { LostPath } from './track/path.js';
import { makeOwnObjects } from './track/own-objects.js';
import { makePlaces } from './track/places.js';
import type { Protocol } from './track/protocol.js';
import type { Throws, TrackFacts } from './track/track-facts.js';
import { groupBy } from '../syntax/group.js';

/** The options of `lostcancel`. */
export interface LostcancelOptions {
  /** Which exceptions to reckon with. */
  readonly throws: Throws;
  /** Does a call of the parent's own cancel function, in the same function, count as well? */
  readonly ignoreWhenParentCancelled: boolean;
  /** Is nothing owed on a path on which the context is known to be done? */
  readonly ignoreWhenDone: boolean;
}

/** How a cancel function is released. */
function cancelFunction({ source, types, options }: Pass<LostcancelOptions>): Protocol {
  const { scopes } = source;
  return {
    releases: (method) => method === undefined || method === '[Symbol.dispose]',
    disposable: true,
    hasEnded: options.ignoreWhenDone
      ? (node, by, isCompanion) => isDone(node, by, isCompanion, types)
      : undefined,
    borrows: (call) =>
      isConsole(scopes, call.type === 'TaggedTemplateExpression' ? call.tag : call.callee),
  };
}

/** The check. */
export const lostcancel: Check<LostcancelOptions> = {
  name: 'lostcancel',
  docs: {
    summary: 'Require that every path calls the cancel function of a context',
    type: 'problem',
    presets: { recommended: {}, strict: { throws: 'calls' }, go: { throws: 'none' } },
  },
  messages: { ...lossMessages, ...actMessages },
  fixable: false,
  hasSuggestions: true,
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
      ignoreWhenParentCancelled: {
        description:
          'Whether a path is fine on which the cancel function of a parent is called instead, where the parent is made in the same function: the child ends with it.',
        type: 'boolean',
        default: false,
      },
      ignoreWhenDone: {
        description:
          'Whether a path is fine on which the context is known to be done: where `ctx.err()` gives an error, `ctx.signal.aborted` is true or `await ctx.done()` has resumed, and where `throwIfDone(ctx)`, `ctx.signal.throwIfAborted()` or `await sleep(ctx, ms)` throws. Nothing is left of it then.',
        type: 'boolean',
        default: false,
      },
    },
  },
  defaults: { throws: 'evident', ignoreWhenParentCancelled: false, ignoreWhenDone: false },
  *run(pass) {
    const { facts, acquisitions, judge, judgeWith } = openLostcancel(pass);
    const look = makeLook(facts, acquisitions, judge, judgeWith);
    const reported = new Set<TSESTree.Node>();
    let byPlace: ReadonlyMap<TSESTree.Node, readonly CancelAcquisition[]> | undefined;
    const { text } = pass.source;
    let written: Written | undefined;
    for (const acquisition of acquisitions) {
      const lost = lossOf(acquisition, judge);
      if (lost === undefined) continue;
      const place = placeOfFinding(acquisition);
      // Two factories that meet in one binding give one finding.
      if (reported.has(place)) continue;
      reported.add(place);
      byPlace ??= groupBy(acquisitions, placeOfFinding);
      written ??= { text, lines: makeLines(text) };
      // In the function that makes one of a list nothing is amiss.
      const isListed = lost.as !== acquisition;
      const suggestions = isListed ? [] : suggestionsFor(pass, look, byPlace.get(place) ?? []);
      yield findingOf(acquisition, lost, written, suggestions);
    }
  },
  asksAbout: eachNamedCall,
};

/** What judging a file takes: its acquisitions, and who judges them. */
export function openLostcancel(pass: Pass<LostcancelOptions>): OpenLostcancel {
  const { index, types } = pass;
  const { scopes } = pass.source;
  const acquisitions = [...eachAcquisition(pass)];
  const facts: TrackFacts = {
    scopes,
    index,
    types,
    graphs: makeGraphs(filledIn(scopes)),
    protocol: cancelFunction(pass),
    objects: makeOwnObjects({ scopes, index }, types),
    acquired: new Map(acquisitions.map(({ node, acquired }) => [node, acquired])),
  };
  const { throws } = pass.options;
  const places = makePlaces(facts);
  const ancestorsOf = pass.options.ignoreWhenParentCancelled
    ? makeAncestors(pass, acquisitions)
    : () => [];
  const judgeWith = (known: TrackFacts): Judge => makeJudge(known, throws, places, ancestorsOf);
  return { facts, acquisitions, judge: judgeWith(facts), judgeWith };
}

/** A file under judgement. */
interface OpenLostcancel {
  readonly facts: TrackFacts;
  readonly acquisitions: readonly CancelAcquisition[];
  readonly judge: Judge;
  /** The same judge under other facts. */
  readonly judgeWith: (known: TrackFacts) => Judge;
}

/** A path that loses, and what it loses: the acquisition, or the same as one of a list. */
interface Lost {
  readonly path: LostPath;
  readonly as: CancelAcquisition;
}

function lossOf(acquisition: CancelAcquisition, judge: Judge): Lost | undefined {
  let as: CancelAcquisition | undefined = acquisition;
  while (as !== undefined) {
    const path = judge.pathOf(as);
    if (path !== undefined) return judge.isOwed(acquisition) ? { path, as } : undefined;
    as = judge.listedAs(as);
  }
  return undefined;
}

/** The identifier that receives the function, else the binding of the result, whole or in part, else the call. */
function placeOfFinding(acquisition: CancelAcquisition): TSESTree.Node {
  const { node, acquired } = acquisition;
  return receiverOf(node, acquired.resource) ?? containerOf(acquisition) ?? acquisition.call;
}

/** What holds the function in an array or object. */
function containerOf({ node, acquired }: CancelAcquisition): TSESTree.Node | undefined {
  return receiverOf(node, { kind: 'whole' }) ?? collectorOf(node, acquired.resource);
}

function findingOf(
  acquisition: CancelAcquisition,
  { path, as }: Lost,
  written: Written,
  suggestions: readonly Suggestion[],
): Finding {
  const { call, node, acquired } = acquisition;
  const own = receiverOf(node, acquired.resource);
  const holder = own ?? containerOf(acquisition);
  const isWhole = own === undefined && acquired.resource.kind !== 'whole';
  const name = holder === undefined ? undefined : nameOf(holder, isWhole);
  const { messageId, data, related } = describe(as, path, name, written);
  return {
    check: 'lostcancel',
    messageId,
    data,
    range: (holder ?? call).range,
    related,
    suggestions,
  };
}

function nameOf(holder: TSESTree.Node, isWhole: boolean): string | undefined {
  if (holder.type !== 'Identifier') return undefined;
  return isWhole ? `the cancel function in \`${holder.name}\`` : `\`${holder.name}\``;
}
