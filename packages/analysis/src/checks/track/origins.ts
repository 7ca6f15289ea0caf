/** All that a variable is ever given, wherever that happens. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Graph, Origin } from '../../flow/graph.js';
import type { Graphs } from '../../flow/graphs.js';
import { variableOf, writesOf } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';

/**
 * Where the values come from that a name of a declared variable may stand for; none for anything else, and where
 * somebody may give it more: a caller, another file.
 */
export function originsOf(
  scopes: ScopeManager,
  graphs: Graphs,
  name: TSESTree.Node,
): readonly Origin[] {
  const variable = variableOf(scopes, name);
  if (variable === undefined || variable.scope.type === 'global') return [];
  if (variable.defs.some((def) => def.node.type !== 'VariableDeclarator')) return [];
  const origins: Origin[] = [];
  for (const write of writesOf(variable)) {
    const given = givenAt(write, graphs(rootOf(write)));
    // What no path comes to has no item.
    if (given.length === 0) return [];
    origins.push(...given);
  }
  return origins;
}

/** What is given to this name where it is written: with a default, one of two. */
function givenAt(write: TSESTree.Node, { root, itemsOf }: Graph): Origin[] {
  for (let at: TSESTree.Node | undefined = write; at !== root; at = at.parent) {
    if (at === undefined) break;
    const given = (itemsOf.get(at) ?? []).flatMap(({ block, index }) => {
      const item = block.items[index]!;
      return item.kind === 'write' && unwrap(item.target) === write ? [item.value] : [];
    });
    if (given.length > 0) return given;
  }
  return [];
}
