/** `cancel();` before a `return` that loses the function, where other paths hand it over. */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../../flow/build.js';
import type { Block, Graph } from '../../../flow/graph.js';
import type { Edit, Suggestion } from '../../../report/finding.js';
import { contains } from '../../../syntax/scopes.js';
import { inUse, isSafe, type Case } from './case.js';
import { blockNode } from './nodes.js';
import { insertBefore } from './text.js';
import { hasLoopAround } from '../../../syntax/statements.js';

/** Where returns of the function itself are all that loses. */
export function beforeReturns(found: Case): Suggestion[] {
  const { pass, look, place, hand, nodes, release } = found;
  const { holder, acquisitions, declaration, block } = place;
  const returns = release.call ? losingReturns(found) : undefined;
  const last = returns?.at(-1);
  if (returns === undefined || last === undefined) return [];
  if (!returns.every((each) => contains(block, each))) return [];
  // Whoever has the function by then may need what it ends.
  if (
    found.uses.given.some((mention) => comesTo(look.graphs(rootOf(declaration)), mention, returns))
  )
    return [];
  // What a turn of a loop did comes before the returns of the next.
  const isInLoop = returns.some((each) => hasLoopAround(each, block));
  const isExempt = (mention: TSESTree.Node): boolean =>
    !isInLoop && mention.range[0] >= last.range[0] && !contains(last, mention);
  const { outlives, variables } = inUse(found, isExempt);
  if (outlives) return [];
  const needed = [...place.bound, ...variables].flatMap((variable) => variable.references);
  const isNeeded = (statement: TSESTree.Node): boolean =>
    needed.some(({ identifier }) => contains(statement, identifier));
  if (returns.some(isNeeded)) return [];
  const edits: Edit[] = [];
  for (const statement of returns) {
    const line = `${holder.text}()${hand.semicolon}`;
    const added = insertBefore(pass.source.text, statement, line, hand);
    if (added === undefined) return [];
    edits.push(...added);
  }
  const replaced = new Map<TSESTree.Node, TSESTree.Node>(
    returns.map((each) => [each, blockNode([nodes.statement, each], each.range)]),
  );
  const releases = [nodes.call, nodes.statement];
  const change = { root: rootOf(declaration), replaced, releases, isSafe: isSafe(found) };
  if (!look.isClean(change, acquisitions, 'followed')) return [];
  return [{ messageId: 'callBeforeReturn', data: { cancel: holder.text }, edits }];
}

/** The returns that lose, in order; `undefined` where anything else does. */
function losingReturns({ look, place }: Case): TSESTree.ReturnStatement[] | undefined {
  const found = new Set<TSESTree.ReturnStatement>();
  const root = rootOf(place.declaration);
  for (const acquisition of place.acquisitions) {
    for (const loss of look.lossesOf(acquisition)) {
      const node = loss.kind === 'edge' ? loss.edge.from.items.at(-1)?.node : undefined;
      if (node?.type !== 'ReturnStatement' || rootOf(node) !== root) return undefined;
      found.add(node);
    }
  }
  return [...found].sort((a, b) => a.range[0] - b.range[0]);
}

/** Is there a path from a mention to one of the returns? Its edges may be more than can be taken. */
function comesTo(graph: Graph, mention: TSESTree.Node, returns: readonly TSESTree.Node[]): boolean {
  let node: TSESTree.Node | undefined = mention;
  while (node != null && !graph.itemsOf.has(node)) node = node.parent;
  const start = node == null ? undefined : graph.itemsOf.get(node)?.at(-1)?.block;
  if (start === undefined) return true;
  const ends = new Set(
    returns.flatMap((each) => graph.itemsOf.get(each) ?? []).map((p) => p.block),
  );
  const seen = new Set<Block>();
  const stack = [...nextOf(graph, start)];
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    if (ends.has(block)) return true;
    if (seen.has(block)) continue;
    seen.add(block);
    stack.push(...nextOf(graph, block));
  }
  // Both in one block: the return is its last item.
  return ends.has(start) && !returns.includes(node!);
}

function nextOf(graph: Graph, block: Block): Block[] {
  const next = block.succs.map(({ to }) => to);
  if (block.runs !== undefined) return [...next, block.runs.entry];
  if (block !== block.region?.end) return next;
  // A region goes on where any of its landings does.
  const { region } = block;
  return graph.blocks.flatMap((each) =>
    each.runs === region ? each.succs.map(({ to }) => to) : [],
  );
}
