/**
 * What a user may do about a lost cancel function. Each suggestion compiles, silences the finding and brings no other,
 * which is seen by looking again; and none ends a context that is still in use. Where that is not certain there is none.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Edit, Suggestion } from '../../report/finding.js';
import { contains } from '../../syntax/scopes.js';
import type { Pass } from '../check.js';
import type { CancelAcquisition } from './acquisition.js';
import { inUse, isSafe, type Case } from './suggest/case.js';
import { withoutLastCall } from './suggest/last-call.js';
import type { Look } from './suggest/look.js';
import { freeName } from './suggest/names.js';
import { blockWith, catchNode, finallyNode, releaseNodes, usingNode } from './suggest/nodes.js';
import { placeOf, takesUsing, type Place } from './suggest/place.js';
import { beforeReturns } from './suggest/returns.js';
import { handOf, insertAfter, wrap } from './suggest/text.js';
import { usesOf, type Uses } from './suggest/uses.js';
import { canBeWrapped, handsOverOnlyByReturn } from './suggest/wrap.js';

/** The acts, one message each. */
export type ActId =
  | 'addUsing'
  | 'callInFinally'
  | 'bindAndAddUsing'
  | 'bindAndCallInFinally'
  | 'callInCatch'
  | 'callBeforeReturn';

/** Their messages. */
export const actMessages: Readonly<Record<ActId, string>> = {
  addUsing: 'Add `using {{name}} = {{cancel}}`, which calls it where the block ends',
  callInFinally: 'Call `{{cancel}}` in a `finally` around the rest of the block',
  bindAndAddUsing: 'Keep it as `{{cancel}}` and add `using {{name}} = {{cancel}}`',
  bindAndCallInFinally:
    'Keep it as `{{cancel}}` and call it in a `finally` around the rest of the block',
  callInCatch: 'Call `{{cancel}}` in a `catch` around what may throw before it is handed over',
  callBeforeReturn: 'Call `{{cancel}}` before the return',
};

/** What can be done about acquisitions that one declaration receives. */
export function suggestionsFor(
  pass: Pass<unknown>,
  look: Look,
  acquisitions: readonly CancelAcquisition[],
): Suggestion[] {
  const { source, types } = pass;
  if (acquisitions[0] === undefined || !look.canLook(acquisitions[0].root)) return [];
  const place = placeOf(source, acquisitions);
  if (place === undefined) return [];
  const { variable, part } = place.holder;
  // A variable may be declared as less than what it is given.
  const name = variable?.defs[0]?.name as TSESTree.Identifier | undefined;
  const releases =
    name === undefined
      ? acquisitions.map(({ node, acquired }) =>
          types.releaseOf(node as TSESTree.Expression, acquired.resource),
        )
      : [types.releaseOf(name, part)];
  const release = {
    call: releases.every(({ call }) => call),
    using: releases.every(({ using }) => using),
  };
  const uses = variable === undefined ? unused : usesOf(source, variable, part);
  const nodes = releaseNodes(place);
  const hand = handOf(source.text, place.declaration, place.block);
  const found: Case = { pass, look, place, hand, uses, nodes, release };
  if (uses.isHoisted) return [];
  if (uses.given.length > 0) return [...inCatch(found), ...beforeReturns(found)];
  // Where the context went is not known: then it must be the author who ends it here.
  const isHidden = acquisitions.some(({ acquired }) => acquired.companion === undefined);
  if ((isHidden && uses.calls === 0) || inUse(found).outlives) return [];
  return [...byUsing(found), ...inFinally(found)];
}

const unused: Uses = { calls: 0, isHoisted: false, given: [] };

/** `using _ = cancel;` */
function byUsing(found: Case): Suggestion[] {
  const { pass, place, hand, release } = found;
  if (!release.using || !takesUsing(place)) return [];
  const { holder, declaration, block } = place;
  const name = freeName(pass.source, '_', block);
  const line = `using ${name} = ${holder.text}${hand.semicolon}`;
  const edit = insertAfter(pass.source.text, declaration, line, hand);
  if (edit === undefined) return [];
  const using = usingNode(place);
  const shortened = withoutLastCall(found);
  const after = [using, ...(shortened?.rest ?? place.rest)];
  if (!isClean(found, after, [using])) return [];
  const edits = shortened === undefined ? [edit] : [edit, { range: shortened.call, text: '' }];
  return [suggestion(place, { using: true, name }, edits)];
}

/** `try { … } finally { cancel(); }` */
function inFinally(found: Case): Suggestion[] {
  const { pass, place, hand, nodes, release } = found;
  const { block, holder } = place;
  const shortened = withoutLastCall(found);
  const { rest } = shortened ?? place;
  if (!release.call || !canBeWrapped(pass, place, rest)) return [];
  const tail = ['} finally {', `${hand.unit}${holder.text}()${hand.semicolon}`, '}'];
  const end =
    shortened === undefined ? endOfCode(pass.source.text, block, rest) : rest.at(-1)!.range[1];
  const edit = wrap(pass, place.declaration, end, { head: 'try {', tail }, hand);
  if (edit === undefined) return [];
  const after = [finallyNode(rest, nodes.statement)];
  if (!isClean(found, after, [nodes.call, nodes.statement])) return [];
  const range = [edit.range[0], shortened?.call[1] ?? edit.range[1]] as const;
  return [suggestion(place, { using: false, name: '' }, [{ ...edit, range }])];
}

/** `try { … } catch (e) { cancel(); throw e; }`, which leaves the paths alone that hand the function over. */
function inCatch(found: Case): Suggestion[] {
  const { pass, place, hand, nodes, release, uses } = found;
  const { rest, declaration, block, holder } = place;
  if (!release.call) return [];
  const first = rest.findIndex((each) => uses.given.some((mention) => contains(each, mention)));
  // The last before it may be the one that puts the context where it will be needed.
  const before = [first, first - 1, first - 2].filter((end) => end > 0);
  for (const statements of [...before.map((end) => rest.slice(0, end)), rest]) {
    if (statements === rest && !handsOverOnlyByReturn(found)) continue;
    if (!canBeWrapped(pass, place, statements)) continue;
    const isExempt = (mention: TSESTree.Node): boolean =>
      !statements.some((each) => contains(each, mention)) || isReturned(mention, found);
    if (inUse(found, isExempt).outlives) continue;
    const name = errorName(found);
    const end =
      statements === rest ? endOfCode(pass.source.text, block, rest) : statements.at(-1)!.range[1];
    const tail = [
      `} catch (${name}) {`,
      `${hand.unit}${holder.text}()${hand.semicolon}`,
      `${hand.unit}throw ${name}${hand.semicolon}`,
      '}',
    ];
    const edit = wrap(pass, declaration, end, { head: 'try {', tail }, hand);
    if (edit === undefined) continue;
    const after = [catchNode(statements, nodes.statement), ...rest.slice(statements.length)];
    if (!isClean(found, after, [nodes.call, nodes.statement])) continue;
    const data = { cancel: holder.text };
    return [{ messageId: 'callInCatch', data, edits: [edit] }];
  }
  return [];
}

/** Is a mention part of a `return` that hands the function over together with it? */
function isReturned(mention: TSESTree.Node, { uses, place }: Case): boolean {
  for (
    let at: TSESTree.Node | undefined = mention;
    at != null && at !== place.block;
    at = at.parent
  ) {
    const outer = at;
    if (outer.type === 'ReturnStatement' && uses.given.some((each) => contains(outer, each))) {
      return true;
    }
  }
  return false;
}

function errorName({ pass, place }: Case): string {
  const names = ['e', 'error'].map((name) => [name, freeName(pass.source, name, place.block)]);
  return names.find(([wanted, free]) => wanted === free)?.[0] ?? names[0]![1]!;
}

/** Looks again, with these statements after the declaration. */
function isClean(
  found: Case,
  after: readonly TSESTree.Statement[],
  releases: readonly TSESTree.Node[],
): boolean {
  const { place, look } = found;
  const { block, declaration, holder, acquisitions } = place;
  const body = block.body as readonly TSESTree.Statement[];
  const until = body.slice(0, body.indexOf(declaration) + 1);
  // A root that is the block itself is replaced as a whole.
  const replaced = new Map([[block, blockWith(block, [...until, ...after])]]);
  const root = rootOf(declaration);
  const ofTargets = holder.variable === undefined ? 'released' : 'followed';
  return look.isClean({ root, replaced, releases, isSafe: isSafe(found) }, acquisitions, ofTargets);
}

/** The end of the last comment of a block, or of its last statement. */
function endOfCode(
  text: string,
  block: TSESTree.Node,
  rest: readonly TSESTree.Statement[],
): number {
  const last = rest.at(-1)!.range[1];
  const end = block.type === 'Program' ? text.length : block.range[1] - 1;
  return last + text.slice(last, end).trimEnd().length;
}

function suggestion(
  { holder }: Place,
  { using, name }: { readonly using: boolean; readonly name: string },
  edits: readonly Edit[],
): Suggestion {
  const isBound = holder.edits.length > 0;
  const act = using
    ? isBound
      ? 'bindAndAddUsing'
      : 'addUsing'
    : isBound
      ? 'bindAndCallInFinally'
      : 'callInFinally';
  const messageId: ActId = act;
  return { messageId, data: { cancel: holder.text, name }, edits: [...holder.edits, ...edits] };
}
