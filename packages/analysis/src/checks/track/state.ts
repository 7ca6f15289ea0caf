/**
 * What is known at one point of one path. States are kept apart and never joined: the fact of a point
 * is the set of states that paths bring to it, and equal states are one.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { remembered } from '../../syntax/remembered.js';
import type { Variable } from '../../syntax/scopes.js';
import { idOf } from './identity.js';
import { keyOfValue, type Closure, type Value } from './value.js';

/** What changes from state to state. */
export interface Knowledge {
  /** False before the acquisition: then there is nothing to lose yet. */
  readonly open: boolean;
  readonly variables: ReadonlyMap<Variable, Value>;
  /** Values of expressions of the full expression that is being evaluated. */
  readonly temps: ReadonlyMap<TSESTree.Node, Value>;
  /** What a pending `return` or `throw` carries, by the `finally` region or root that it stands in. */
  readonly pending: ReadonlyMap<object, Value>;
  /** The closures that somebody outside has, and may call whenever something of ours has run. */
  readonly given: ReadonlySet<Closure>;
  /** The answers of tests, by the keys of their conditions. */
  readonly facts: Facts;
}

/** Answers of tests. */
export type Facts = ReadonlyMap<string, boolean>;

/** One state. Invariant: equal states have equal keys; states that differ in their facts alone have equal bases. */
export interface State extends Knowledge {
  readonly base: string;
  readonly key: string;
}

/** A set of states, by their keys. */
export type States = ReadonlyMap<string, State>;

/** Makes the state of some knowledge. */
function makeState({ open, variables, temps, pending, given, facts }: Knowledge): State {
  const known = `${keysOf(variables)};${keysOf(temps)};${keysOf(pending)};${keysOfGiven(given)}`;
  const base = (open ? 'open' : 'before') + known;
  const key = facts.size === 0 ? base : `${base} if ${keyOfFacts(facts)}`;
  return { open, variables, temps, pending, given, facts, base, key };
}

/** The same state with some knowledge changed. */
export function change(state: State, changed: Partial<Knowledge>): State {
  return makeState({
    open: changed.open ?? state.open,
    variables: changed.variables ?? state.variables,
    temps: changed.temps ?? state.temps,
    pending: changed.pending ?? state.pending,
    given: changed.given ?? state.given,
    facts: changed.facts ?? state.facts,
  });
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
  let hasFacts = false;
  for (const state of states) {
    set.set(state.key, state);
    hasFacts ||= state.facts.size > 0;
  }
  return hasFacts && set.size > 1 ? mergeFacts(set.values()) : set;
}

/** Sets of states as a lattice: join is union. */
export const stateSets = {
  join(a: States, b: States): States {
    const added = [...b.values()].filter((state) => !a.has(state.key));
    return added.length === 0 ? a : setOf([...a.values(), ...added]);
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

/**
 * Two states that differ in one fact, true here and false there, are one that does not know it; what a state
 * says that knows more than another is said already. So facts that decide nothing cost nothing.
 */
function mergeFacts(states: Iterable<State>): States {
  const byBase = new Map<string, State[]>();
  for (const state of states) {
    const list = byBase.get(state.base);
    if (list === undefined) byBase.set(state.base, [state]);
    else include(state, list);
  }
  const set = new Map<string, State>();
  for (const list of byBase.values()) {
    const kept = list.length > mostAlternatives ? [commonOf(list)] : list;
    for (const state of kept) set.set(state.key, state);
  }
  return set;
}

/** Beyond that, only what all of them know is kept: the price of following fewer states is a path too many. */
const mostAlternatives = 32;

function commonOf(states: readonly State[]): State {
  const [first, ...others] = states;
  const facts = [...first!.facts].filter(([key, answer]) =>
    others.every((other) => other.facts.get(key) === answer),
  );
  return change(first!, { facts: new Map(facts) });
}

function include(added: State, list: State[]): void {
  let state = added;
  for (let i = 0; i < list.length;) {
    const other = list[i]!;
    const difference = differenceOf(state.facts, other.facts);
    if (difference === 'less') return;
    if (difference === undefined) {
      i++;
      continue;
    }
    list.splice(i, 1);
    if (difference === 'more') continue;
    const facts = new Map(state.facts);
    facts.delete(difference.only);
    state = change(state, { facts });
    // With one fact less it may be the other side of one that was passed.
    i = 0;
  }
  list.push(state);
}

/**
 * How some facts differ from others: they hold of `more` runs, for they are fewer of the same, or of `less` or the
 * same runs, or they say the opposite in the `only` fact they differ in; `undefined` where nothing follows.
 */
export function differenceOf(a: Facts, b: Facts): 'more' | 'less' | { only: string } | undefined {
  let only: string | undefined;
  let missing = 0;
  for (const [key, answer] of a) {
    const other = b.get(key);
    if (other === undefined) missing++;
    else if (other !== answer) {
      if (only !== undefined) return undefined;
      only = key;
    }
  }
  if (only !== undefined) return missing === 0 && a.size === b.size ? { only } : undefined;
  if (a.size - missing === b.size) return 'less';
  return missing === 0 ? 'more' : undefined;
}

const keyOfFacts = remembered((facts: Facts): string =>
  [...facts]
    .map(([key, answer]) => `${answer ? '' : '!'}${key}`)
    .sort()
    .join('; '),
);

/** The keys of the entries, each after a space, in an order of their own. Most of a state's maps are those of the state before. */
const keysOf = remembered((map: ReadonlyMap<object, Value>): string => {
  if (map.size === 0) return '';
  const keys: string[] = [];
  for (const [key, value] of map) keys.push(` ${String(idOf(key))}${keyOfValue(value)}`);
  return keys.length === 1 ? keys[0]! : keys.sort().join('');
});

const keysOfGiven = remembered((given: ReadonlySet<Closure>): string => {
  if (given.size === 0) return '';
  const keys = [...given].map((closure) => ` ${String(idOf(closure))}`);
  return keys.sort().join('');
});

/** The state of somebody who knows nothing, before the acquisition. */
export const blank: State = makeState({
  open: false,
  variables: new Map(),
  temps: new Map(),
  pending: new Map(),
  given: new Set(),
  facts: new Map(),
});
