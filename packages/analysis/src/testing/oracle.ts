/**
 * An interpreter of the trees of `programs.ts` that knows no graph: it runs a program again and again, with every
 * sequence of choices, and says which acquisitions are still open when a run ends.
 */
import { dropped, eachRun, Exhausted, type Choose } from './each-run.js';
import { flagsOf } from './flags.js';
import type { Flag, Holder, Loop, Program, RandomFunction, Tree } from './programs.js';
import {
  askFlag,
  callableNow,
  copyOf,
  end,
  flagOf,
  giveAll,
  isInstance,
  normal,
  raised,
  unknown,
  worldOf,
  type Closure,
  type Completion,
  type Held,
  type Instance,
  type World,
} from './world.js';

/** How many runs of closures that were given away may still be tried for the program at hand. */
let runsLeft = 0;
const maxGivenRuns = 20_000;

/** How to read a program. */
export interface Reading {
  /** Which exceptions there are: as the option `throws` of `lostcancel`. */
  readonly throws: 'evident' | 'calls' | 'none';
  /** Is nothing owed of a context that has ended by itself? */
  readonly ignoreWhenDone: boolean;
  /**
   * `exact`: values are what they are. `loose`: every run watches one cancel function and takes all else to be
   * anything, so there are more runs than can happen, and a finding must be true in one of these.
   */
  readonly values: 'exact' | 'loose';
}

/** The numbers of the acquisitions that some run loses; `undefined` if there are too many runs. */
export function lostSites(
  program: Program,
  reading: Reading,
  maxRuns: number,
): Set<number> | undefined {
  const lost = new Set<number>();
  try {
    for (const fn of program) {
      runsLeft = maxGivenRuns;
      const inBody = lostIn(fn, reading, maxRuns);
      if (inBody === undefined) return undefined;
      for (const site of inBody) lost.add(site);
    }
    return lost;
  } catch (error) {
    if (error instanceof Exhausted) return undefined;
    throw error;
  }
}

function lostIn(fn: RandomFunction, reading: Reading, maxRuns: number): Set<number> | undefined {
  const lost = new Set<number>();
  const about = flagsOf(fn);
  let runs = 0;
  const isDone = eachRun((choose) => {
    const world = worldOf(fn, about, reading.values);
    const end = makeRunner(reading, choose).runAll(fn.body, world, reading.throws === 'calls');
    if (end.kind === 'return' && isInstance(end.value)) end.value.open = false;
    for (const { site, open } of world.instances) if (open) lost.add(site);
    return ++runs < maxRuns;
  });
  return isDone ? lost : undefined;
}

/** What a closure that others have is asked about, and in which reading it was given away. */
interface Others {
  readonly watched: Instance;
  readonly values: Reading['values'];
}

function makeRunner(
  reading: Reading,
  choose: Choose,
  others?: Others,
): { runAll(trees: readonly Tree[], world: World, callsThrow: boolean): Completion } {
  const awaitsThrow = reading.throws !== 'none';
  const isLoose = reading.values === 'loose';
  const isByOthers = others !== undefined;
  return { runAll };

  function runAll(trees: readonly Tree[], world: World, callsThrow: boolean): Completion {
    for (const tree of trees) {
      const completion = run(tree, world, callsThrow);
      settle(world, reading);
      if (completion.kind !== 'normal') return completion;
    }
    return normal;
  }

  function run(tree: Tree, world: World, callsThrow: boolean): Completion {
    const { held, closures } = world;
    switch (tree.kind) {
      case 'acquire':
        held[tree.into] = acquire(tree, tree.into, world);
        return normal;
      case 'scoped': {
        const outer = held.k;
        held.k = acquire(tree, 'k', world);
        const completion = runAll(tree.body, world, callsThrow);
        held.k = outer;
        return completion;
      }
      case 'move':
        held[tree.to] = tree.from === 'nil' ? nilIn(tree.to) : held[tree.from];
        return normal;
      case 'release':
        return isThere(tree.of, world) ? release(held[tree.of], callsThrow) : normal;
      case 'give':
        giveAll([held[tree.of]]);
        return perhaps(callsThrow);
      case 'fill':
        world.list.push(held[tree.of]);
        return normal;
      case 'drain':
        giveAll(world.list);
        return perhaps(callsThrow);
      case 'returnHolder':
        return { kind: 'return', value: held[tree.of] };
      case 'work':
        return perhaps(callsThrow);
      case 'await':
        return perhaps(awaitsThrow);
      case 'yield':
        return resume();
      case 'return':
        return { kind: 'return', value: 'nil' };
      case 'throw':
      case 'break':
      case 'continue':
      case 'breakLabel':
      case 'continueLabel':
        return { kind: tree.kind };
      case 'if':
        return runAll(choose(2) === 0 ? tree.then : tree.otherwise, world, callsThrow);
      case 'ifFlag': {
        const flag = isForgotten(tree.flag, world) ? flagOf('some') : world.flags[tree.flag];
        const answer = askFlag(flag, tree.asks, choose);
        return runAll(answer !== tree.negated ? tree.then : tree.otherwise, world, callsThrow);
      }
      case 'setFlag':
        world.flags[tree.flag] = flagOf(tree.to);
        return normal;
      case 'ifDone':
        return runAll(isDone(held.k) ? tree.then : tree.otherwise, world, callsThrow);
      case 'checkDone':
        return awaitsThrow && isDone(held.k) ? raised : normal;
      case 'untilDone':
        end(held.k, reading.ignoreWhenDone);
        return normal;
      case 'ifHeld':
        return runAll(isThere(tree.of, world) ? tree.then : tree.otherwise, world, callsThrow);
      case 'while':
      case 'doWhile':
      case 'for':
        return loop(tree, world, callsThrow);
      case 'label': {
        const completion = runAll(tree.body, world, callsThrow);
        return completion.kind === 'breakLabel' ? normal : completion;
      }
      case 'switch': {
        const { clauses, otherwise } = tree;
        const ways = clauses.length + (otherwise ? 0 : 1);
        const rest = clauses.slice(choose(ways)).flat();
        const completion = runAll(rest, world, callsThrow);
        return completion.kind === 'break' ? normal : completion;
      }
      case 'using': {
        const disposed = held.k;
        const completion = runAll(tree.body, world, callsThrow);
        const last = isValueThere(disposed) ? release(disposed, callsThrow) : normal;
        return last.kind === 'normal' ? completion : last;
      }
      case 'try':
        return attempt(tree, world, callsThrow);
      case 'close':
        closures[tree.into] = tree.body;
        return normal;
      case 'call':
        return tree.of === 'h'
          ? callFixed(world, callsThrow)
          : call(closures[tree.of], world, callsThrow);
      case 'giveClosure': {
        const closure = closures[tree.of];
        if (!('there' in closure)) world.given.push(closure);
        settle(world, reading);
        return perhaps(callsThrow);
      }
    }
  }

  function nilIn(holder: Holder): Held {
    return others?.values === 'exact' && holder !== others.watched.into ? unknown() : 'nil';
  }

  function isForgotten(flag: Flag, { about, given }: World): boolean {
    // A property of others may be another one in the next turn of a loop.
    if (isLoose && about.foreign.has(flag)) return true;
    return (isLoose || isByOthers || given.length > 0) && about.unsteady.has(flag);
  }

  function acquire({ site }: { readonly site: number }, into: Holder, world: World): Held {
    if (isLoose && (world.instances.length > 0 || choose(2) === 0)) return unknown();
    const instance = { site, into, open: true, isDone: false };
    world.instances.push(instance);
    return instance;
  }

  function perhaps(mayThrow: boolean): Completion {
    return mayThrow && choose(2) === 1 ? raised : normal;
  }

  /** Of what closures of others assign, they may have another answer each time. */
  function isThere(holder: Holder, { held, about }: World): boolean {
    const value = held[holder];
    const isKnown = value === 'nil' || isInstance(value);
    if (!isKnown && isByOthers && about.unsteadyHolders.has(holder)) return choose(2) === 0;
    return isValueThere(value);
  }

  function isValueThere(value: Held): boolean {
    if (isInstance(value)) return isLoose && !value.open ? choose(2) === 0 : true;
    if (value === 'nil') return isLoose && choose(2) === 0;
    if (isLoose) return choose(2) === 0;
    return (value.there ??= choose(2) === 0);
  }

  /** Calls what is there. */
  function release(value: Held, callsThrow: boolean): Completion {
    if (!isInstance(value)) return perhaps(callsThrow);
    const wasOpen = value.open;
    end(value);
    return isLoose && !wasOpen ? perhaps(callsThrow) : normal;
  }

  /** Is the context done that came with this? It may be so by itself, and is once that was called. */
  function isDone(value: Held): boolean {
    const isSure = isInstance(value) && value.isDone && !isLoose;
    if (!isSure && choose(2) === 0) return false;
    end(value, reading.ignoreWhenDone);
    return true;
  }

  /** Whoever consumes a generator goes on, throws into it or leaves it where it yields. */
  function resume(): Completion {
    const way = awaitsThrow ? choose(3) : 0;
    if (way === 0) return normal;
    return way === 1 ? raised : { kind: 'return', value: 'nil' };
  }

  function loop(
    { kind, body, label }: Extract<Tree, { kind: Loop }>,
    world: World,
    callsThrow: boolean,
  ): Completion {
    const isAtLeastOnce = kind === 'doWhile';
    for (let turn = 0; turn < 3; turn++) {
      if ((turn > 0 || !isAtLeastOnce) && choose(2) === 0) break;
      const completion = runAll(body, world, callsThrow);
      switch (completion.kind) {
        case 'normal':
        case 'continue':
          break;
        case 'break':
          return normal;
        case 'breakLabel':
          return label ? normal : completion;
        case 'continueLabel':
          if (!label) return completion;
          break;
        default:
          return completion;
      }
    }
    return normal;
  }

  function attempt(
    tree: Extract<Tree, { kind: 'try' }>,
    world: World,
    callsThrow: boolean,
  ): Completion {
    // Whoever reckons with no exceptions has handlers all the same: one comes before the block has done anything, or after.
    const mayFail =
      isLoose && !awaitsThrow && tree.handler !== null && world.instances.length === 0;
    const way = mayFail ? choose(3) : 0;
    let completion = way === 1 ? raised : runAll(tree.block, world, awaitsThrow || way === 2);
    if (way === 2) completion = raised;
    if (way === 2 && world.instances.length > 0) throw dropped;
    if (completion.kind === 'throw' && tree.handler !== null) {
      completion = runAll(tree.handler, world, callsThrow);
    }
    if (tree.finalizer === null) return completion;
    const last = runAll(tree.finalizer, world, callsThrow);
    return last.kind === 'normal' ? completion : last;
  }

  function call(closure: Closure, world: World, callsThrow: boolean): Completion {
    if ('there' in closure) {
      if (isLoose) return choose(2) === 0 ? normal : perhaps(callsThrow);
      return (closure.there ??= choose(2) === 0) ? perhaps(callsThrow) : normal;
    }
    if (isLoose) {
      const way = choose(3);
      if (way === 0) return normal;
      if (way === 1) return perhaps(callsThrow);
    }
    // What does not name the watched function is anything to others, and so may throw; what names it is known not to.
    if (others?.values === 'exact' && perhaps(callsThrow) === raised) return raised;
    return runClosure(closure, world, callsThrow);
  }

  /** Who follows a cancel function follows what names its variable; of anything else it is enough to know what it assigns. */
  function callFixed(world: World, callsThrow: boolean): Completion {
    const { about, closures, flags, instances } = world;
    const isFollowed = instances.some(({ into }) => about.namedByFixed.has(into));
    if (isLoose && !isFollowed && choose(2) === 0) {
      for (const flag of about.byFixed) flags[flag] = flagOf('some');
      return perhaps(callsThrow);
    }
    // One that never returns is known to throw, wherever it is called.
    return runClosure(closures.h, world, callsThrow, isLoose);
  }

  function runClosure(
    closure: readonly Tree[],
    world: World,
    callsThrow: boolean,
    mayThrow = false,
  ): Completion {
    if (world.active.has(closure)) {
      // A run that calls itself adds nothing that its other runs do not do, or never ends.
      throw dropped;
    }
    world.active.add(closure);
    const completion = runAll(closure, world, callsThrow);
    world.active.delete(closure);
    if (completion.kind !== 'throw') return normal;
    if (callsThrow || mayThrow) return completion;
    // Where calls are not taken to throw, this one did not: such a run is no run, but what would follow still releases.
    if (others?.values === 'exact') return normal;
    throw dropped;
  }
}

/**
 * Whoever has a closure may call it at any time: what it would release or give away in some run is theirs. They are asked
 * of one cancel function at a time, with the others taken to be anything; a holder that has nil is one of the others in
 * an exact reading, for what is lost there must be lost whatever stands in the way, and still has nil in a loose one.
 */
function settle(world: World, reading: Reading): void {
  if (world.given.length === 0 && world.givenBefore.length === 0) return;
  const open = world.instances.filter((instance) => instance.open);
  // Before there is any, what they give away counts all the same.
  const nobody: Instance = { site: -1, into: 'k', open: true, isDone: false };
  for (const watched of open.length > 0 ? open : [nobody]) {
    for (const closure of callableNow(world, watched)) {
      if (watched.open) runGiven(closure, watched, world, reading);
    }
  }
}

function runGiven(
  closure: readonly Tree[],
  watched: Instance,
  world: World,
  { values, ignoreWhenDone }: Reading,
): void {
  eachRun((choose) => {
    if (runsLeft-- <= 0) throw new Exhausted();
    const instance = { ...watched };
    const copy = copyOf(world, watched, instance, values === 'loose');
    const runner = makeRunner({ throws: 'evident', ignoreWhenDone, values: 'exact' }, choose, {
      watched: instance,
      values,
    });
    try {
      if (copy.active.has(closure)) throw dropped;
      copy.active.add(closure);
      runner.runAll(closure, copy, false);
    } finally {
      watched.open &&= instance.open;
      for (const other of copy.given) if (!world.given.includes(other)) world.given.push(other);
    }
    return watched.open;
  });
}
