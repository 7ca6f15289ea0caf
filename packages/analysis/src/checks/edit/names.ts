/** Names that a file has room for. */
import type { Scope, ScopeManager } from '@typescript-eslint/scope-manager';
import { remembered } from '../../syntax/remembered.js';
import type { Source } from '../../syntax/source.js';

/**
 * `wanted`, or with a number behind it, such that a declaration at the top of the file neither meets another of that
 * name, nor hides a global that the file uses, nor is hidden itself anywhere in the file.
 */
export function freeName({ scopes }: Source, wanted: string): string {
  const names = namesIn(scopes);
  let name = wanted;
  for (let i = 2; names.has(name); i++) name = `${wanted}${i}`;
  return name;
}

const namesIn = remembered((scopes: ScopeManager): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const scope of scopes.scopes as readonly Scope[]) {
    for (const { name } of scope.variables) names.add(name);
    for (const { identifier } of scope.references) names.add(identifier.name);
  }
  return names;
});
