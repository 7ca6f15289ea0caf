/**
 * Follows one resource from its acquisition along every path of the flow graph, until it is released,
 * handed over or lost. Closures of the same function are run where they are called, in the caller's
 * state, so what they do to captured variables is seen.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Edge, Graph, Root } from '../../flow/graph.js';
import { isFailure } from '../../flow/reachable.js';
import { solve } from '../../flow/solve.js';
import { contains, scopeNodeOf } from '../../syntax/scopes.js';
import { isExported } from '../../syntax/exports.js';
import type { Callable } from '../../syntax/functions.js';
import { apply, endLoop, handOver, opened } from './effects.js';
import { makeBodies } from './bodies.js';
import { missingOf, outcomeOf, type Caller } from './caller.js';
import { makeCaptures } from './captured.js';
import { decide } from './decide.js';
import type { Conditions } from './conditions.js';
import type { Frame } from './frame.js';
import { withoutEnded } from './ended.js';
import { makeGiven } from './given.js';
import { makeHolders } from './holders.js';
import { makeLiving, type Living } from './living.js';
import { makeRelevant, type Relevant } from './relevant.js';
import { leaveRegions, takeException } from './pending.js';
import type { Acquired } from './protocol.js';
import type { Places } from './places.js';
import type { Reach } from './reach.js';
import type { Receives, Run } from './run.js';
import { blank, change, setOf, stateSets, type State, type States } from './state.js';
import type { Exceptions } from './throws.js';
import type { TrackFacts } from './track-facts.js';
import {
  acquiredValue,
  guardianValue,
  holds,
  keyOfValue,
  type Closure,
  type Value,
} from './value.js';

/** Where to begin: at an acquisition, or at the entry of a function with the resource among its arguments. */
export interface Start {
  readonly root: Root;
  /** The node whose normal completion opens the obligation: the call, or the `await` of it. */
  readonly node?: TSESTree.Node;
  /** What that gives. */
  readonly acquired?: Acquired;
  /** The same as a value, where it is given otherwise than by a factory. */
  readonly value?: Value;
  readonly parameters?: ReadonlyMap<number, Value>;
  /** Other acquisitions whose release releases this resource as well. */
  readonly guardians?: readonly Acquisition[];
}

/** A place that acquires. */
export interface Acquisition extends Start {
  readonly node: TSESTree.Node;
  readonly acquired: Acquired;
}

/** What may happen on the way. */
export interface Rules {
  readonly exceptions: Exceptions;
  /** Without them, every test may go either way each time. */
  readonly conditions?: Conditions | undefined;
  readonly receives: Receives;
  readonly places: Places;
}

/** All that stays the same while one acquisition is followed. */
export interface Tracker {
  /** A run of the function that acquires. */
  open(): Frame;
  /** Has a run ended well by a closure of others that may do so only as long as repeated tests are not looked at? */
  dependsOnTests(): boolean;
  /** Where to start, and with what. Empty where no path comes to the acquisition. */
  readonly seeds: readonly (readonly [Block, State])[];
}

/** Is the resource lost on some path? */
export function isLost(tracker: Tracker): boolean {
  const frame = tracker.open();
  const isAnswered = (): boolean => frame.losses.length > 0;
  solve(
    { ...frame.problem, isAnswered },
    tracker.seeds.map(([block, state]) => [block, setOf([state])] as const),
  );
  return frame.losses.length > 0;
}

/** Makes the tracker of one resource. */
export function makeTracker(
  facts: TrackFacts,
  { root, node, acquired: gives, value, parameters = new Map(), guardians = [] }: Start,
  reach: Reach,
  { exceptions, conditions, receives, places }: Rules,
): Tracker {
  const { scopes, protocol, graphs } = facts;
  const acquired = value ?? (gives && acquiredValue(gives));
  const guarding = new Map(guardians.map((each) => [each.node, guardianValue(each.acquired)]));
  const captures = makeCaptures(reach);
  const holders = makeHolders(captures);
  const livingScopes = makeLiving(reach);
  const relevant = new Map<Graph, Relevant>();
  const bodies = makeBodies();
  const graph = graphs(root);
  let isBuried = false;

  const byOthers = exceptions.elsewhere();
  const given = makeGiven({
    reach,
    graphs,
    run: (body, state, living, instance) => {
      const from = { exceptions: byOthers, living, isOnPath: false, parameters: new Map() };
      return callFrame(body, state, from, instance);
    },
    // While a body runs, what calls it again seems to do nothing.
    isSettled: () => !bodies.areRunning(),
  });
  const outermost: Caller = {
    exceptions,
    living: [],
    isOnPath: true,
    temps: new Map(),
    parameters,
  };
  return {
    open: () => makeFrame(graph, outermost),
    dependsOnTests: () => given.dependsOnTests(),
    seeds: seedsOf(),
  };

  function seedsOf(): (readonly [Block, State])[] {
    if (node === undefined || acquired === undefined) {
      return [[graph.entry, change(startState(), { open: true })]];
    }
    const place = graph.itemsOf.get(node)?.find(({ block, index }) => {
      const kind = block.items[index]?.kind;
      return kind === 'call' || kind === 'await';
    });
    if (place === undefined || !byOthers.reaches(graph, place.block)) return [];
    const before = startState();
    // A region is solved by what enters it, so it cannot be started in the middle.
    if (reach.needsHistory || place.block.region !== undefined) return [[graph.entry, before]];
    const known = conditions === undefined ? [before] : [...conditions.before(place.block)];
    return place.block.succs
      .filter((edge) => edge.kind === 'normal')
      .flatMap((edge) =>
        known.map(({ facts }) => {
          const after = opened(change(before, { facts }), node, acquired);
          return [
            edge.to,
            conditions?.afterBlock(graph, place.block, after, isRun) ?? after,
          ] as const;
        }),
      );
  }

  /** A call that acquires is not looked into, and a function that does not reach the resource is none of ours. */
  function isRun(call: TSESTree.Node, fn: Callable): boolean {
    return reach.closures.has(fn) && call !== node && !guarding.has(call);
  }

  /** Before anything has run, what the module exports is in the hands of others. */
  function startState(): State {
    const given = new Set<Closure>();
    if (root.type === 'Program') {
      for (const variable of reach.variables) {
        const declared = variable.defs[0]?.node as TSESTree.Node;
        if (reach.closures.has(declared) && isExported(variable)) given.add(declared as Closure);
      }
    }
    return change(blank, { given });
  }

  function makeFrame(of: Graph, caller: Caller): Frame {
    const frame: Frame = {
      graph: of,
      problem: { ...stateSets, transfer, cross, skip },
      closed: false,
      losses: [],
      vain: new Map(),
      exits: [],
      results: [],
      watch: undefined,
    };
    const run: Run = {
      scopes,
      reach,
      protocol,
      acquisition: node,
      acquired,
      graph: of,
      guardians: guarding,
      isOnPath: caller.isOnPath,
      parameters: caller.parameters,
      receives,
      exceptions: caller.exceptions,
      captures,
      places,
      isOuter: (variable) => !contains(root, scopeNodeOf(variable)) || isExported(variable),
      isHeld: (state, block) => holders.isHeld(state, livingIn(block.scope), caller.temps.values()),
      isBuried: () => isBuried,
      buried: () => {
        isBuried = true;
      },
      closed: () => {
        frame.closed = true;
      },
      inVain: (vain) => {
        frame.vain.set(vain.node, vain);
      },
      lost: (item, block) => {
        frame.losses.push({ kind: 'item', item, block });
      },
      call: (body, before, block, args, instance, by) => {
        const state = conditions?.passing(by, body, before) ?? before;
        const exceptions = caller.exceptions.inside(block);
        const living = livingIn(block.scope);
        const parameters = missingOf(body, args);
        const temps = new Map([...caller.temps, ...state.temps]);
        const entered = temps.size === state.temps.size ? state : change(state, { temps });
        const from = { exceptions, living, isOnPath: caller.isOnPath, parameters };
        const called = callFrame(body as Root, entered, from, instance);
        if (called === undefined) return { normal: [], thrown: [] };
        frame.closed ||= called.closed;
        frame.losses.push(...called.losses);
        for (const vain of called.vain.values()) run.inVain(vain);
        frame.watch?.entered.push({
          body: called,
          seed: [called.graph.entry, entryOf(entered)],
          open: () => makeFrame(called.graph, { ...from, temps }),
        });
        const only = frame.watch?.only;
        const back = only === undefined ? called : { ...called, exits: [only] };
        return outcomeOf(back, state, conditions, captures, by, (after) => {
          const left = given.give([], after, living);
          frame.closed ||= left === undefined;
          return left;
        });
      },
      give: (closures, state, block) => given.give(closures, state, livingIn(block.scope)),
    };
    return frame;

    function livingIn(scope: TSESTree.Node): Living {
      return livingScopes.in(scope, caller.living);
    }

    function transfer(block: Block, states: States): (edge: Edge) => States | undefined {
      const indexes = relevantIn(of).items(block);
      if (indexes.length === 0 && conditions === undefined)
        return (edge) => (caller.exceptions.allows(edge) ? states : undefined);
      let normal: readonly State[] = [...states.values()];
      if (conditions !== undefined) {
        normal = normal.map((state) => conditions.afterBlock(of, block, state, isRun));
      }
      let thrown = normal;
      for (const index of indexes) {
        const item = block.items[index]!;
        const outcomes = normal.map((state) => apply(item, state, block, run));
        normal = outcomes.flatMap((outcome) => outcome.normal);
        // Only what the last item throws leaves the block by an exception.
        const isLast = index === block.items.length - 1;
        thrown = isLast ? outcomes.flatMap((outcome) => outcome.thrown) : normal;
      }
      return (edge) => {
        if (!caller.exceptions.allows(edge)) return undefined;
        const on = isFailure(edge) ? thrown : onSide(edge, normal);
        const out = withoutEnded(edge, on, run);
        return out.length === 0 ? undefined : setOf(out);
      };
    }

    /** Where nothing of ours happens, all ways are one. */
    function skip(block: Block): Block {
      return caller.exceptions.skips(of).from(block, relevantIn(of).next(block));
    }

    function onSide(edge: Edge, states: readonly State[]): readonly State[] {
      const item = edge.from.items.at(-1);
      const possible =
        item?.kind === 'test' || item?.kind === 'choose'
          ? states.filter((state) => {
              const decided = decide(item, state, run);
              return decided === undefined || decided === (edge.kind === 'true');
            })
          : states;
      const left =
        item !== undefined && edge.kind === 'false'
          ? possible.flatMap((state) => endLoop(item, state, edge.from, run))
          : possible;
      return conditions?.onSide(edge, left) ?? left;
    }

    function cross(edge: Edge, states: States): States | undefined {
      if (isPlain(edge)) {
        if (conditions === undefined || edge.to.id > edge.from.id) return states;
        return setOf([...states.values()].map((state) => conditions.onEdge(of, edge, state)));
      }
      const kept: State[] = [];
      for (const state of states.values()) {
        const raised = edge.kind === 'throw' ? takeException(edge, state, of) : state;
        const left = leaveRegions(edge, raised, of);
        const after = conditions?.onEdge(of, edge, left) ?? left;
        if (edge.to === of.exit) {
          if (caller === outermost) judgeExit(edge, after);
          else frame.exits.push({ edge, state: after });
          continue;
        }
        const ended = endScopes(edge, after);
        if (ended === undefined) frame.closed = true;
        else if (isDropped(edge, ended)) frame.losses.push({ kind: 'edge', edge });
        else kept.push(ended);
      }
      return kept.length === 0 ? undefined : setOf(kept);
    }

    /** What closures take along of the scopes that an edge leaves; `undefined` where that is not followed. */
    function endScopes({ from, to }: Edge, state: State): State | undefined {
      if (contains(from.scope, to.scope)) return state;
      const living = livingIn(to.scope);
      return captures.end(state, (variable) => !living.includes(scopeNodeOf(variable)));
    }

    /** Where a scope ends, or an expression is cut short, what only they held is held no more. */
    function isDropped(edge: Edge, state: State): boolean {
      if (!state.open) return false;
      if (edge.kind !== 'throw' && edge.from.scope === edge.to.scope) return false;
      return !run.isHeld(state, edge.to);
    }

    /** The exit of the function that acquires: what it returns or throws is handed over, all else is lost. */
    function judgeExit(edge: Edge, state: State): void {
      if (!state.open) return;
      const carried = state.pending.get(of);
      const delivers = edge.kind === 'return' || edge.kind === 'throw';
      const vain =
        edge.kind === 'return' && carried !== undefined && holds(carried)
          ? places.vainResult(of.root, carried)
          : undefined;
      if (vain !== undefined) run.inVain({ node: vain, isItself: true });
      else if (delivers && handOver(carried, state, edge.from, run).length === 0) {
        if (edge.kind === 'return' && carried !== undefined) frame.results.push(carried);
        return;
      }
      frame.losses.push({ kind: 'edge', edge });
    }
  }

  /** Runs a body in a state, once for each state; `undefined` for a call that recurses. */
  function callFrame(
    body: Root,
    state: State,
    from: Omit<Caller, 'temps'>,
    instance = keyOfValue({ kind: 'closure', node: body as Closure }),
  ): Frame | undefined {
    const where = from.living.map(({ range }) => range.join('-')).join();
    const missing = [...from.parameters.keys()].join();
    const key = [
      body.range.join('-'),
      where,
      missing,
      from.isOnPath,
      from.exceptions.mode,
      isBuried,
      state.key,
    ].join(' ');
    return bodies.run(
      instance,
      key,
      () => makeFrame(graphs(body), { ...from, temps: state.temps }),
      ({ graph, problem }) => {
        solve(problem, [[graph.entry, setOf([entryOf(state)])]]);
      },
    );
  }

  function relevantIn(of: Graph): Relevant {
    let found = relevant.get(of);
    if (found === undefined) {
      const others = [...(conditions?.ends(of) ?? []), ...exceptions.dubious(of)];
      relevant.set(of, (found = makeRelevant(of, reach, others)));
    }
    return found;
  }
}

/** The state in which a body starts: what its caller has in hand is none of its own. */
function entryOf(state: State): State {
  return change(state, { temps: new Map() });
}

/** On most edges nothing ends and nothing is cut short. */
function isPlain({ kind, from, to }: Edge): boolean {
  const goesOn = kind === 'normal' || kind === 'true' || kind === 'false';
  return goesOn && from.scope === to.scope && from.region === to.region;
}
