/** What each item does to a state: values move, the resource is released, or handed over. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Item, ItemOf, Origin } from '../../flow/graph.js';
import { accessedKey, disposers } from '../../syntax/members.js';
import { handlingOf, waiterOf } from '../../syntax/promises.js';
import { unwrap } from '../../syntax/unwrap.js';
import { contains, variableOf, type Variable } from '../../syntax/scopes.js';
import { argumentsOf, callClosure, followed, releases, runClosure, targetOf } from './call.js';
import { evaluate, evaluateOrigin } from './evaluate.js';
import { storing, withoutOthers } from './held.js';
import { listFilledBy, withElement } from './lists.js';
import { pendingIn, suspend } from './pending.js';
import type { Call } from './protocol.js';
import type { Outcome, Run } from './run.js';
import { settled } from './settled.js';
import { change, withEntry, type State } from './state.js';
import { throughOf } from './through.js';
import {
  accessorsOf,
  carries,
  holds,
  isTooDeep,
  partsOf,
  project,
  takesAlong,
  type Closure,
  type ClosureValue,
  type Value,
} from './value.js';

/** Applies an item to a state. */
export function apply(item: Item, state: State, block: Block, run: Run): Outcome {
  switch (item.kind) {
    case 'call':
      return call(item.node, state, block, run);
    case 'invoke':
      return run.reach.roots.has(item.node) ? run.call(item.node, state, block, 0) : both([state]);
    case 'await': {
      const states = acquireOrStay(item.node, state, run);
      return item.node.type === 'AwaitExpression'
        ? settled(item.node.argument, states, block, run, handOver)
        : both(states);
    }
    case 'settle': {
      const { normal, thrown } = settled(item.node, [state], block, run, handOver);
      // Where no handler makes a difference, it is the `return` that one would speak of.
      const different = thrown.filter((each) => !normal.includes(each));
      return { normal, thrown: different.map((each) => change(each, { temps: new Map() })) };
    }
    case 'yield': {
      const value = item.node.argument ? evaluate(item.node.argument, state, run) : undefined;
      return both(handOver(value, state, block, run));
    }
    case 'iterate':
      return both(show(evaluate(item.of, state, run), item.node, state, block, run));
    case 'pass': {
      const value = evaluateOrigin(item.value, state, run);
      return both(show(value, item.node.parent!, state, block, run));
    }
    case 'dispose':
      return dispose(item.node, state, block, run);
    case 'write':
      return both(write(item.target, item.value, state, block, run));
    case 'select':
      return both([select(item, state, run)]);
    case 'return':
      return both(leave(item, evaluateOrigin(item.value, state, run), state, block, run));
    case 'throw':
      return both(leave(item, evaluate(item.node.argument, state, run), state, block, run));
    case 'end':
      return both(endExpression(item, state, block, run));
    case 'test':
    case 'choose':
    case 'halt':
      return both([state]);
  }
}

/** What a place has once the value is put there. */
function contentOf(value: Value, { reach }: Run): Value {
  return withoutOthers(value, (closure) => reach.closures.has(closure));
}

function both(states: readonly State[]): Outcome {
  return { normal: states, thrown: states };
}

/**
 * A node that completes: if it is the acquisition, the state before it splits in two, one for each answer to
 * the question whether this is the time that we follow.
 */
function acquireOrStay(node: TSESTree.Node, state: State, run: Run): State[] {
  const value = run.guardians.get(node);
  if (value !== undefined) {
    return [change(state, { temps: withEntry(state.temps, node, value) })];
  }
  if (node !== run.acquisition) return [state];
  const another = change(state, { temps: withEntry(state.temps, node, undefined) });
  if (state.open) return [another];
  return [another, opened(state, node, run.acquired)];
}

/** The state right after `node` has acquired. */
export function opened(state: State, node: TSESTree.Node, acquired: Value | undefined): State {
  return change(state, { open: true, temps: withEntry(state.temps, node, acquired) });
}

/**
 * The part that was chosen gives its value to the whole, and is read no more: without it, a chain of choices
 * has one state and not one for each way to the same value.
 */
function select({ node, value: origin }: ItemOf<'select'>, state: State, run: Run): State {
  const value = evaluateOrigin(origin, state, run);
  const { temps } = state;
  if (temps.size === 0 && value === undefined) return state;
  const part = origin.kind === 'expression' ? origin.node : undefined;
  const kept = [...temps].filter(([key]) => part === undefined || !contains(part, key));
  return change(state, { temps: withEntry(new Map(kept), node, value) });
}

/**
 * A call does four things in this order: it hands over its arguments, it releases if it calls the
 * resource, it runs a closure that we know, and it acquires if it is the acquisition.
 */
function call(node: Call, state: State, block: Block, run: Run): Outcome {
  if (node === run.acquisition || run.guardians.has(node)) {
    return { normal: acquireOrStay(node, state, run), thrown: [state] };
  }
  const callee = unwrap(node.type === 'TaggedTemplateExpression' ? node.tag : node.callee);
  const args = argumentsOf(node);
  const target = targetOf(callee, args, state, run);

  if (target.kind === 'release') {
    // A guardian that is called before there is anything to release releases nothing.
    if (!state.open) return both([state]);
    run.closed();
    return both([]);
  }
  let states: State[] = [state];
  const list = ownListOf(node, run);
  if (!run.protocol.borrows(node)) {
    // Handlers are called when their promise settles.
    const given = handlingOf(node) !== undefined && waiterOf(node) !== undefined ? [] : args;
    given.forEach((argument, index) => {
      const value = evaluate(argument, state, run);
      if (value === undefined || !carries(value)) return;
      const isBuried = run.places.buries(node, index, contentOf(value, run));
      if (isBuried || !run.receives(node, index, value)) {
        if (isBuried) run.buried();
        const taker = isBuried ? filledBy(node) : node;
        if (taker !== undefined) putInVain(taker, value, state, run);
        return;
      }
      // What does nothing to the resource has no place in the list.
      if (list !== undefined && !carries(contentOf(value, run))) return;
      states = states.flatMap((s) => {
        const filled = list && withElement(run.scopes, list, index, value, s.variables);
        return filled === undefined
          ? handOver(value, s, block, run)
          : hold(list!, filled, s, block, run);
      });
    });
    if (
      target.kind === 'unknown' &&
      list === undefined &&
      !isOnlyShown(callee, target.receiver, run)
    ) {
      states = states.flatMap((s) => handOver(target.receiver, s, block, run));
    }
  }
  if (target.kind !== 'closure') return both(states);
  const { closure } = target;
  if (runsLater(closure.node)) {
    // What an object or an iterator of ours does with what it captures, nobody can say when.
    return both(states.flatMap((s) => handOver(closure, s, block, run)));
  }
  return runClosure(closure, node, states, block, run);
}

/** `jobs.map(([ctx]) => load(ctx))`, of a list of ours, where nothing that is done to an element takes what matters. */
function isOnlyShown(callee: TSESTree.Node, list: Value | undefined, run: Run): boolean {
  if (callee.type !== 'MemberExpression' || list?.kind !== 'record') return false;
  return list.form !== undefined && !run.places.isTaken(callee.object, contentOf(list, run));
}

/** Which element a loop gets when is not followed: whoever iterates has them all, unless a loop does nothing to any. */
function show(
  value: Value | undefined,
  to: TSESTree.Node,
  state: State,
  block: Block,
  run: Run,
): State[] {
  const isPassed =
    value !== undefined &&
    to.type === 'ForOfStatement' &&
    run.places.passes(to, contentOf(value, run)) &&
    !namesUs(to.body, run);
  return isPassed ? [state] : handOver(value, state, block, run);
}

/** A loop that ends by its test has gone through all that its body takes by a key. */
export function endLoop(item: Item, state: State, block: Block, run: Run): State[] {
  let states = [state];
  for (const [variable, value] of state.variables) {
    const reads = throughOf(run.scopes, variable).get(item.node);
    if (reads === undefined || value.kind !== 'record') continue;
    const content = contentOf(value, run);
    if (reads.some(({ mention }) => run.places.isTaken(mention, content))) {
      states = states.flatMap((each) => handOver(value, each, block, run));
    }
  }
  return states;
}

/** Does anything in here have the resource by a name of ours? */
function namesUs(body: TSESTree.Node, { reach }: Run): boolean {
  return [...reach.carriers].some((node) => contains(body, node));
}

/** The list of ours that a call fills. */
function ownListOf(node: Call, run: Run): Variable | undefined {
  const list = listFilledBy(run.scopes, node);
  return list && run.reach.variables.has(list) && !run.isOuter(list) ? list : undefined;
}

function putInVain(node: TSESTree.Node, value: Value, state: State, run: Run): void {
  if (!state.open) return;
  const isItself = holds(value);
  if (isItself || carries(contentOf(value, run))) run.inVain({ node, isItself });
}

/** The object that a method of its own puts an argument into; `undefined` for a method that only looks for it there. */
function filledBy(node: Call): TSESTree.Node | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (callee?.type !== 'MemberExpression') return undefined;
  return storing.has(accessedKey(callee) ?? '') ? callee.object : undefined;
}

/** Gives a value to somebody we do not see. An open state whose resource is in it is closed, and gone. */
export function handOver(value: Value | undefined, state: State, block: Block, run: Run): State[] {
  if (value === undefined) return [state];
  switch (value.kind) {
    case 'resource':
      run.closed();
      return [];
    case 'closure':
      return run.reach.closures.has(value.node) ? give([value], state, block, run) : [state];
    default: {
      let states: State[] = [state];
      for (const part of partsOf(value)) {
        states = states.flatMap((s) => handOver(part, s, block, run));
      }
      return states;
    }
  }
}

function write(
  target: TSESTree.Node,
  origin: Origin,
  state: State,
  block: Block,
  run: Run,
): State[] {
  const place = unwrap(target);
  const pending = pendingIn(state, block, run.graph);
  const value = evaluateOrigin(origin, state, run, pending);
  // What was caught is no longer under way.
  const taken =
    origin.kind === 'caught' && pending !== undefined
      ? suspend(undefined, state, block, run.graph)
      : state;
  const variable = place.type === 'Identifier' ? variableOf(run.scopes, place) : undefined;
  if (variable === undefined || run.isOuter(variable)) {
    const isDead = value !== undefined && run.places.isDead(place, contentOf(value, run));
    if (!isDead) return handOver(value, taken, block, run);
    run.buried();
    putInVain(place, value, state, run);
    return [taken];
  }
  if (!run.reach.variables.has(variable)) return [taken];
  let states = [taken];
  // Whoever reads or assigns a property may run what is not followed.
  for (const accessor of accessorsOf(value)) {
    states = states.flatMap((each) => handOver(accessor, each, block, run));
  }
  return states.flatMap((each) => hold(variable, value, each, block, run));
}

/** A variable of ours holds something. */
function hold(
  variable: Variable,
  value: Value | undefined,
  state: State,
  block: Block,
  run: Run,
): State[] {
  const isDeep = isTooDeep(value);
  if (isDeep && state.open && takesAlong(value)) return followed(undefined, run);
  const held = isDeep ? undefined : value;
  const written = change(state, { variables: withEntry(state.variables, variable, held) });
  // Whoever has a closure of ours may find something else in it now.
  return written.given.size === 0 ? [written] : give([], written, block, run);
}

/** The state once others have these closures too; none where that ends the obligation. */
function give(closures: readonly ClosureValue[], state: State, block: Block, run: Run): State[] {
  const given = run.give(closures, state, block);
  if (given !== undefined) return [given];
  run.closed();
  return [];
}

/** The end of a `using` scope calls what its variables hold, or what their objects say, the last one first. */
function dispose(
  node: TSESTree.VariableDeclaration,
  state: State,
  block: Block,
  run: Run,
): Outcome {
  if (!run.protocol.disposable) return both([state]);
  let normal: readonly State[] = [state];
  const thrown: State[] = [];
  for (const { id } of [...node.declarations].reverse()) {
    const outcomes = normal.map((each) => disposeOne(id, node.kind, each, block, run));
    normal = outcomes.flatMap((outcome) => outcome.normal);
    thrown.push(...outcomes.flatMap((outcome) => outcome.thrown));
  }
  return { normal, thrown };
}

function disposeOne(
  id: TSESTree.Node,
  kind: TSESTree.VariableDeclaration['kind'],
  state: State,
  block: Block,
  run: Run,
): Outcome {
  const value = evaluate(id, state, run);
  const called = releases(value, run)
    ? value
    : disposers(kind)
        .map((key) => project(value, key))
        .find((method) => method !== undefined);
  if (releases(called, run)) {
    run.closed();
    return both([]);
  }
  if (called?.kind === 'closure' && !runsLater(called.node)) {
    return callClosure(called, state, block, 0, run);
  }
  // What its object does with the resource, we do not see.
  return both(called === undefined ? handOver(value, state, block, run) : [state]);
}

/** A `return` or `throw` puts its value under way, and ends the expression that gave it. */
function leave(
  item: Item,
  value: Value | undefined,
  state: State,
  block: Block,
  run: Run,
): State[] {
  return endExpression(item, suspend(value, state, block, run.graph), block, run);
}

function endExpression(item: Item, state: State, block: Block, run: Run): State[] {
  const ended = state.temps.size === 0 ? state : change(state, { temps: new Map() });
  if (!ended.open || run.isHeld(ended, block)) return [ended];
  run.lost(item, block);
  return [];
}

function runsLater(closure: Closure): boolean {
  return !('params' in closure) || closure.generator;
}
