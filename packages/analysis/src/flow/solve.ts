/**
 * A forward dataflow solver: a worklist in reverse postorder, generic over its lattice.
 *
 * A `finally` region is solved as a procedure: once for every distinct fact that enters it, whichever
 * completion is pending; what comes to its end goes on from the landings that brought that fact in.
 * So completions are never mixed, and nested regions take time in proportion to their number.
 */
import type { Block, Edge, Region } from './graph.js';

/** A join semilattice of facts. Laws: `join` is associative, commutative, idempotent. */
interface Lattice<Fact> {
  join(a: Fact, b: Fact): Fact;
  equals(a: Fact, b: Fact): boolean;
  /** Equal facts have equal keys, and unequal facts have unequal ones. */
  key(fact: Fact): string;
}

/** A dataflow problem: what a block does to a fact. Laws: monotone; chains of facts are finite. */
export interface Problem<Fact> extends Lattice<Fact> {
  /**
   * The fact on each edge that leaves the block, by the fact that enters it: `undefined` where the edge
   * cannot be taken. Not asked of landings: there the region decides.
   */
  transfer(block: Block, fact: Fact): (edge: Edge) => Fact | undefined;
  /** What becomes of a fact on an edge, after `transfer`; asked of every edge, those of landings too. */
  cross?(edge: Edge, fact: Fact): Fact | undefined;
  /**
   * A block that every path from this one comes to, with any fact unchanged and nothing to see on the way;
   * the block itself where there is none. Facts are then put there at once.
   */
  skip?(block: Block): Block;
  /** True once nothing more is wanted: the solver stops. */
  isAnswered?(): boolean;
}

/** The solution: what may enter each block. */
export interface Solution<Fact> {
  /** The join of what enters the block on any path; `undefined` where no path with a fact comes, or skips it. */
  at(block: Block): Fact | undefined;
}

/** One run of a region, or of the graph itself. */
interface Frame<Fact> {
  readonly region: Region | undefined;
  readonly facts: Map<Block, Fact>;
  /** The landings that brought this frame's fact in, and the frames they stand in. */
  readonly callers: { readonly frame: Frame<Fact>; readonly landing: Block }[];
}

interface Step<Fact> {
  readonly frame: Frame<Fact>;
  readonly block: Block;
}

/**
 * Solves a problem from the facts that `seeds` puts into blocks, all of them outside every region, and
 * gives the least fixpoint above them. Only blocks that a fact reaches are looked at.
 */
export function solve<Fact>(
  problem: Problem<Fact>,
  seeds: Iterable<readonly [Block, Fact]>,
): Solution<Fact> {
  const outermost: Frame<Fact> = { region: undefined, facts: new Map(), callers: [] };
  const frames = new Map<Region, Map<string, Frame<Fact>>>();
  const all: Frame<Fact>[] = [outermost];
  const work = new Worklist<Fact>();

  for (const [block, fact] of seeds) flow(outermost, block, fact);
  for (let step = work.take(); step !== undefined; step = work.take()) {
    if (problem.isAnswered?.() === true) break;
    visit(step);
  }

  return {
    at(block) {
      let joined: Fact | undefined;
      for (const { facts } of all) {
        const fact = facts.get(block);
        if (fact === undefined) continue;
        joined = joined === undefined ? fact : problem.join(joined, fact);
      }
      return joined;
    },
  };

  function visit({ frame, block }: Step<Fact>): void {
    const fact = frame.facts.get(block) as Fact;
    if (block.runs !== undefined) {
      enter(frame, block, block.runs, fact);
    } else if (block === frame.region?.end) {
      for (const caller of frame.callers) resume(caller.frame, caller.landing, fact);
    } else {
      const out = problem.transfer(block, fact);
      for (const edge of block.succs) {
        const after = out(edge);
        if (after !== undefined) take(frame, edge, after);
      }
    }
  }

  /** A landing runs its region with this fact: anew, or what is known of the earlier run goes on from here. */
  function enter(frame: Frame<Fact>, landing: Block, region: Region, fact: Fact): void {
    const runs = frames.get(region) ?? new Map<string, Frame<Fact>>();
    frames.set(region, runs);
    const key = problem.key(fact);
    let run = runs.get(key);
    if (run === undefined) {
      run = { region, facts: new Map(), callers: [] };
      runs.set(key, run);
      all.push(run);
    }
    if (!run.callers.some((c) => c.landing === landing && c.frame === frame)) {
      run.callers.push({ frame, landing });
    }
    flow(run, region.entry, fact);
    // What already leaves this run, or a run inside it, leaves it for a new caller too.
    for (const [block] of run.facts) {
      const leaves = block.succs.some((edge) => edge.to.region !== region);
      if (leaves || block === region.end || block.runs !== undefined) work.add(run, block);
    }
  }

  function resume(frame: Frame<Fact>, landing: Block, fact: Fact): void {
    for (const edge of landing.succs) take(frame, edge, fact);
  }

  /** Follows an edge; one that leaves regions leaves them for everyone who ran them. */
  function take(frame: Frame<Fact>, edge: Edge, fact: Fact): void {
    const after = problem.cross === undefined ? fact : problem.cross(edge, fact);
    if (after === undefined) return;
    leave(frame, edge.to, after);
  }

  function leave(frame: Frame<Fact>, to: Block, fact: Fact): void {
    if (frame.region === to.region) {
      flow(frame, to, fact);
      return;
    }
    for (const caller of frame.callers) leave(caller.frame, to, fact);
  }

  function flow(frame: Frame<Fact>, to: Block, fact: Fact): void {
    const block = problem.skip?.(to) ?? to;
    const known = frame.facts.get(block);
    const joined = known === undefined ? fact : problem.join(known, fact);
    if (known !== undefined && problem.equals(known, joined)) return;
    frame.facts.set(block, joined);
    work.add(frame, block);
  }
}

/** What waits to be visited, the first block of the order first: a binary heap without double entries. */
class Worklist<Fact> {
  private readonly heap: Step<Fact>[] = [];
  private readonly waiting = new Map<Frame<Fact>, Set<Block>>();

  add(frame: Frame<Fact>, block: Block): void {
    let blocks = this.waiting.get(frame);
    if (blocks === undefined) this.waiting.set(frame, (blocks = new Set()));
    if (blocks.has(block)) return;
    blocks.add(block);
    const { heap } = this;
    let at = heap.push({ frame, block }) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (this.order(up) <= block.id) break;
      this.swap(at, up);
      at = up;
    }
  }

  take(): Step<Fact> | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      this.sink();
    }
    this.waiting.get(first.frame)?.delete(first.block);
    return first;
  }

  private sink(): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const down = right < heap.length && this.order(right) < this.order(left) ? right : left;
      if (this.order(at) <= this.order(down)) return;
      this.swap(at, down);
      at = down;
    }
  }

  private order(at: number): number {
    return this.heap[at]!.block.id;
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  }
}
