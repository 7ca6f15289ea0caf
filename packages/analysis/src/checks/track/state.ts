/**
 * What is known at one point of one path. States are kept apart and never joined: the fact of a point
 * is the set of states that paths bring to it, and equal states are one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '../../syntax/scopes.js';
import { keyOfValue, type Value } from './value.js';

/** What changes from state to state. */
export interface Knowledge {
  /** False before the acquisition: then there is nothing to lose yet. */
  readonly open: boolean;
  readonly variables: ReadonlyMap<Variable, Value>;
  /** Values of expressions of the full expression that is being evaluated. */
  readonly temps: ReadonlyMap<TSESTree.Node, Value>;
  /** What a pending `return` or `throw` carries, by the `finally` region or root that it stands in. */
  readonly pending: ReadonlyMap<object, Value>;
  /** Variables that somebody outside may call: what is put into them is handed over. */
  readonly shared: ReadonlySet<Variable>;
}

/** One state. Invariant: equal states have equal keys. */
export interface State extends Knowledge {
  readonly key: string;
}

/** A set of states, by their keys. */
export type States = ReadonlyMap<string, State>;

/** Makes the state of some knowledge. */
export function makeState(knowledge: Knowledge): State {
  const { open, variables, temps, pending, shared } = knowledge;
  const parts = [
    open ? 'open' : 'before',
    ...keysOf('v', variables),
    ...keysOf('t', temps),
    ...keysOf('p', pending),
    ...[...shared].map((variable) => `s${String(idOf(variable))}`).sort(),
  ];
  return { open, variables, temps, pending, shared, key: parts.join(' ') };
}

/** The same state with some knowledge changed. */
export function change(state: State, changed: Partial<Knowledge>): State {
  return makeState({ ...state, ...changed });
}

/** A map with one entry set, or, for `undefined`, without it; the same map where that changes nothing. */
export function withEntry<K>(
  map: ReadonlyMap<K, Value>,
  key: K,
  value: Value | undefined,
): ReadonlyMap<K, Value> {
  if (value === undefined && !map.has(key)) return map;
  const changed = new Map(map);
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  return changed;
}

/** A set of states. */
export function setOf(states: Iterable<State>): States {
  const set = new Map<string, State>();
  for (const state of states) set.set(state.key, state);
  return set;
}

/** Sets of states as a lattice: join is union. */
export const stateSets = {
  join(a: States, b: States): States {
    const [small, large] = a.size < b.size ? [a, b] : [b, a];
    let joined: Map<string, State> | undefined;
    for (const [key, state] of small) {
      if (large.has(key)) continue;
      joined ??= new Map(large);
      joined.set(key, state);
    }
    return joined ?? large;
  },
  equals(a: States, b: States): boolean {
    if (a.size !== b.size) return false;
    for (const key of a.keys()) if (!b.has(key)) return false;
    return true;
  },
  key(states: States): string {
    return [...states.keys()].sort().join('\n');
  },
};

function keysOf(prefix: string, map: ReadonlyMap<object, Value>): string[] {
  if (map.size === 0) return [];
  const keys: string[] = [];
  for (const [key, value] of map) keys.push(`${prefix}${String(idOf(key))}${keyOfValue(value)}`);
  return keys.sort();
}

const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf(object: object): number {
  let id = ids.get(object);
  if (id === undefined) ids.set(object, (id = ++lastId));
  return id;
}
