/** Names that a block has room for. */
import type { Scope, ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { Range } from '../../../report/finding.js';
import { remembered } from '../../../syntax/remembered.js';
import { enclosingFunction } from '../../../syntax/returns.js';
import type { Source } from '../../../syntax/source.js';

/** Where a file declares or mentions names: the starts of the identifiers, in order. */
type Mentions = ReadonlyMap<string, readonly number[]>;

/**
 * `wanted`, or with a number behind it, such that a declaration in this block neither meets another of that name nor
 * hides one that the block, or the function around it, speaks of.
 */
export function freeName(source: Source, wanted: string, block: TSESTree.Node): string {
  const names = mentionsIn(source.scopes);
  // Parameters and `var`s of the function around would clash with a declaration at the top of its body.
  const { range } = enclosingFunction(block) ?? block;
  const isTaken = (name: string): boolean =>
    reserved.has(name) || hasWithin(names.get(name) ?? [], range);
  let name = wanted;
  const first = wanted.endsWith('_') ? 1 : 2;
  for (let i = first; isTaken(name); i++) name = `${wanted}${String(i)}`;
  return name;
}

/** Is one of these positions, in order, in a range? */
function hasWithin(positions: readonly number[], [start, end]: Range): boolean {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < positions.length && positions[low]! < end;
}

const mentionsIn = remembered((scopes: ScopeManager): Mentions => {
  const names = new Map<string, number[]>();
  const add = (name: string, at: number): void => {
    const list = names.get(name);
    if (list === undefined) names.set(name, [at]);
    else list.push(at);
  };
  for (const scope of scopes.scopes as readonly Scope[]) {
    for (const { name, identifiers } of scope.variables) {
      for (const { range } of identifiers) add(name, range[0]);
    }
    for (const { identifier } of scope.references) add(identifier.name, identifier.range[0]);
  }
  for (const positions of names.values()) positions.sort((a, b) => a - b);
  return names;
});

/** Names that a property may have and a variable may not. */
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);
