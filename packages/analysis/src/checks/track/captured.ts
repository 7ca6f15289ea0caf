/**
 * What closures keep of scopes that have ended. Each turn of a loop, and each call of a function, has variables of its own;
 * a closure that outlives them takes along what they held:
 *
 *     for (…) { const [c, cancel] = withCancel(p); const g = f; f = () => { g(); cancel(); }; }
 *
 * Closures of one ended scope still share its variables: what one of them assigns, the others see. They are known by what
 * the variable held, so those of another turn that had the same in it see it as well.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { contains, scopeNodeOf, type Variable } from '../../syntax/scopes.js';
import type { Reach } from './reach.js';
import { change, withEntry, type State } from './state.js';
import {
  isTooDeep,
  keyOfValue,
  mapParts,
  takesAlong,
  type Closure,
  type ClosureValue,
  type Value,
} from './value.js';

/** Answers for one acquisition. */
export interface Captures {
  /** The variables that a closure mentions and that are not its own. */
  of(closure: TSESTree.Node): readonly Variable[];
  /** What a closure has of a variable that it captured. */
  held(closure: ClosureValue, variable: Variable, state: State): Value | undefined;
  /**
   * A state once these variables are gone; `undefined` where what is kept of them is nested too deep to be followed.
   * Values of `before` are older, and have other variables of these names.
   */
  end(state: State, isGone: (variable: Variable) => boolean, before?: State): State | undefined;
}

/** Makes the answers. */
export function makeCaptures(reach: Reach): Captures {
  const captures = new Map<TSESTree.Node, readonly Variable[]>();
  return { of, held, end };

  function of(closure: TSESTree.Node): readonly Variable[] {
    let found = captures.get(closure);
    if (found === undefined) {
      found = [...reach.variables].filter(
        (variable) =>
          !contains(closure, scopeNodeOf(variable)) &&
          variable.references.some(({ identifier }) => contains(closure, identifier)),
      );
      captures.set(closure, found);
    }
    return found;
  }

  function held(closure: ClosureValue, variable: Variable, state: State): Value | undefined {
    const { captured } = closure;
    return captured?.has(variable) === true
      ? captured.get(variable)
      : heldBy(variable, state, reach);
  }

  function end(
    state: State,
    isGone: (variable: Variable) => boolean,
    before?: State,
  ): State | undefined {
    if (reach.closures.size === 0) return state;
    return mapState(state, makeKeeper(state, isGone), before);
  }

  /** Gives closures what they take along. `within` are those that are being given it. */
  function makeKeeper(state: State, isGone: (variable: Variable) => boolean) {
    return (value: Value): Value => keep(value, new Set());

    function keep(value: Value, within: Set<Closure>): Value {
      if (value.kind !== 'closure') return mapParts(value, (part) => keep(part, within));
      // One that has itself has, when it is called, itself again.
      if (within.has(value.node)) return value;
      const gone = of(value.node).filter(isGone);
      const old = [...(value.captured ?? [])];
      if (gone.length === 0 && old.length === 0) return value;
      within.add(value.node);
      const captured = new Map<Variable, Value | undefined>();
      for (const variable of new Set([...old.map(([variable]) => variable), ...gone])) {
        const has = held(value, variable, state);
        captured.set(variable, has && keep(has, within));
      }
      within.delete(value.node);
      return withCaptured(value, captured);
    }
  }
}

/** The closure with these values; the same one where it has them. */
function withCaptured(
  closure: ClosureValue,
  captured: ReadonlyMap<Variable, Value | undefined>,
): ClosureValue {
  const old = [...(closure.captured ?? [])];
  const isSame = captured.size === old.length && old.every(([v, has]) => captured.get(v) === has);
  return isSame ? closure : { ...closure, captured };
}

/** A state with all its values changed, but for those of `before`; `undefined` where one that matters is too deep then. */
function mapState(state: State, map: (value: Value) => Value, before?: State): State | undefined {
  const variables = mapValues(state.variables, map, before?.variables);
  const temps = mapValues(state.temps, map, before?.temps);
  const pending = mapValues(state.pending, map, before?.pending);
  if (variables === undefined || temps === undefined || pending === undefined) return undefined;
  const isSame =
    variables === state.variables && temps === state.temps && pending === state.pending;
  return isSame ? state : change(state, { variables, temps, pending });
}

/** The values, changed but for old ones; `undefined` where one that matters is too deep then. Others are not known then. */
function mapValues<K>(
  values: ReadonlyMap<K, Value>,
  keep: (value: Value) => Value,
  old?: ReadonlyMap<K, Value>,
): ReadonlyMap<K, Value> | undefined {
  let changed = values;
  for (const [key, value] of values) {
    if (old?.get(key) === value) continue;
    const kept = keep(value);
    if (kept === value) continue;
    const isDeep = isTooDeep(kept);
    if (isDeep && takesAlong(kept)) return undefined;
    changed = withEntry(changed, key, isDeep ? undefined : kept);
  }
  return changed;
}

/** The state in which a closure runs: what it took along is there again, and what is hidden by that is in the caller's hands. */
export function enter(state: State, closure: ClosureValue): State {
  if (closure.captured === undefined) return state;
  let { variables, temps } = state;
  for (const variable of hiddenBy(closure, state)) {
    const hidden = variables.get(variable);
    if (hidden !== undefined) temps = withEntry(temps, nameOf(variable), hidden);
    variables = withEntry(variables, variable, closure.captured.get(variable));
  }
  return change(state, { variables, temps });
}

/** The caller's state after that: its own variables are back, and closures that share what was assigned have it. */
export function leave(
  after: State,
  before: State,
  closure: ClosureValue,
  captures: Captures,
): State | undefined {
  const { captured } = closure;
  if (captured === undefined) return after;
  const ended = captures.end(after, (variable) => captured.has(variable), before);
  if (ended === undefined) return undefined;
  let { variables, temps } = ended;
  for (const variable of hiddenBy(closure, before)) {
    temps = withEntry(temps, nameOf(variable), undefined);
    variables = withEntry(variables, variable, before.variables.get(variable));
  }
  const left = change(ended, { variables, temps });
  const assigned = [...captured].filter(
    ([variable, old]) => !areEqual(old, after.variables.get(variable)),
  );
  return assigned.length === 0 ? left : share(left, new Map(assigned), ended.variables);
}

/** Gives closures that have `old` values of variables what these hold now; `undefined` where that is too deep to follow. */
function share(
  state: State,
  old: ReadonlyMap<Variable, Value | undefined>,
  now: ReadonlyMap<Variable, Value>,
): State | undefined {
  return mapState(state, update);

  function update(value: Value): Value {
    if (value.kind !== 'closure') return mapParts(value, update);
    const captured = [...(value.captured ?? [])].map(([variable, has]) => {
      const isOld = old.has(variable) && areEqual(has, old.get(variable));
      return [variable, isOld ? now.get(variable) : has && update(has)] as const;
    });
    return withCaptured(value, new Map(captured));
  }
}

function areEqual(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return keyOfValue(a) === keyOfValue(b);
}

/** What a closure took along, and its own variables, for it may be running already with others. */
function hiddenBy({ node, captured }: ClosureValue, { variables }: State): Set<Variable> {
  const own = [...variables.keys()].filter((variable) => contains(node, scopeNodeOf(variable)));
  return new Set([...(captured?.keys() ?? []), ...own]);
}

/** The key of a hidden value among those in hand. */
function nameOf(variable: Variable): TSESTree.Node {
  return variable.defs[0]!.name;
}

/** What a variable holds: what it was last given, or the function that is declared under its name. */
function heldBy(variable: Variable, state: State, reach: Reach): Value | undefined {
  const known = state.variables.get(variable);
  if (known !== undefined) return known;
  const node = variable.defs[0]?.node as TSESTree.Node | undefined;
  return node !== undefined && reach.closures.has(node)
    ? { kind: 'closure', node: node as Closure }
    : undefined;
}
