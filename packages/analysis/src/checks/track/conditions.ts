/**
 * What is known of repeated tests at a point of a path. A test whose answer is known goes one way; a fact ends
 * where one of its variables is assigned, where a closure that assigns one is called and not run, and where a loop comes
 * round. A literal that is assigned is an answer too. A property of an object that nobody else has is a variable.
 *
 * Any other property counts as steady unless the function assigns one of that name: what others do to the object
 * while the function runs is not modelled.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { lastOnTheWay, loopingBlocks } from '../../flow/cycles.js';
import type { Block, Edge, Graph, Item, Root } from '../../flow/graph.js';
import { solve } from '../../flow/solve.js';
import { keyOf } from '../../syntax/members.js';
import type { Callable } from '../../syntax/functions.js';
import { nodesWithin, type Index } from '../../syntax/index-file.js';
import { isAssigned } from '../../syntax/patterns.js';
import { contains, scopeNodeOf } from '../../syntax/scopes.js';
import { isLoopTest } from '../../syntax/statements.js';
import { assignmentsBy, type Assignment } from './answers.js';
import { allOf, alwaysKey, conditionOf, topicOf, type Condition } from './condition.js';
import { makeOwnCalls } from './own-calls.js';
import { makeKnown } from './known.js';
import { makePassed } from './passed.js';
import { holderOf, textOf, type Slot } from './own-objects.js';
import { blank, change, setOf, stateSets, type State, type States } from './state.js';
import type { Exceptions } from './throws.js';
import type { TrackFacts } from './track-facts.js';
import { isSteady, type Reading } from './written.js';

/** The repeated tests of one root and of the functions in it. */
export interface Conditions {
  /** The states that can take an edge, each knowing what the edge says. */
  onSide(edge: Edge, states: readonly State[]): readonly State[];
  /** A state after what a block assigns, and what it calls, unless the call is run: then that says what is known. */
  afterBlock(graph: Graph, block: Block, state: State, isRun: IsRun): State;
  /** A state in which a function of the root runs: of its parameters is known what is of the arguments. */
  passing(call: TSESTree.Node | undefined, fn: TSESTree.Node, state: State): State;
  /** A state that has come round a loop, if the edge is its way back. */
  onEdge(graph: Graph, edge: Edge, state: State): State;
  /** A state whose function has ended: its variables are gone, and the arguments are what the parameters were. */
  outside(call: TSESTree.Node | undefined, body: Root, state: State): State;
  /** The blocks that end a fact. */
  ends(graph: Graph): Iterable<Block>;
  /** What is known before a block of the root's own graph, on the paths that come to it, be it as for others. */
  before(block: Block): Iterable<State>;
}

/** Is the body of this function run, in the state of this call of it? */
type IsRun = (call: TSESTree.Node, fn: Callable) => boolean;

/** What a block assigns, the tests that it answers by that, and its calls that assign more. */
interface Assigned {
  readonly slots: Set<Slot>;
  readonly answers: Map<string, boolean>;
  readonly calls: Map<TSESTree.Node, Assigning>;
}

/** A call of a function that assigns these, or calls what does. */
interface Assigning {
  readonly fn: Callable;
  readonly slots: Set<Slot>;
}

/** Finds the repeated tests of a root. */
export function makeConditions(
  facts: Pick<TrackFacts, 'scopes' | 'graphs' | 'index' | 'objects' | 'acquired' | 'types'>,
  root: Root,
  exceptions: Exceptions,
): Conditions {
  const { graphs, index, objects } = facts;
  const byKey = new Map<string, Condition>();
  const known = makeKnown(byKey, facts.types);
  const asked = new Map<Block, Condition | undefined>();
  const ending = new Map<Graph, ReadonlyMap<Block, Assigned>>();
  const rounds = new Map<Edge, ReadonlySet<string>>();
  const askedAgain = new Map<Graph, readonly Block[]>();
  const all = [root, ...functionsIn(index, root)].map(graphs);
  const reading: Reading = {
    scopes: facts.scopes,
    types: facts.types,
    root,
    objects,
    acquired: facts.acquired,
    ownCalls: makeOwnCalls(facts, objects),
  };
  const assignments = assignmentsIn(reading, all);
  const passed = makePassed(facts, reading, known.answerOf);
  let assignedNames: ReadonlySet<string | undefined> | undefined;
  const repeated = repeatedTopics();
  let tested: ReadonlyMap<Slot, readonly Condition[]> | undefined;
  let assigningCalls: ReadonlyMap<TSESTree.Node, Assigning> | undefined;
  const entriesBy = new Map<Exceptions, (block: Block) => States | undefined>();
  const conditions: Conditions = {
    onSide,
    afterBlock,
    passing,
    onEdge,
    outside,
    ends: (graph) => endingIn(graph).keys(),
    before(block) {
      const by = exceptions.reaches(graphs(root), block) ? exceptions : exceptions.elsewhere();
      let entries = entriesBy.get(by);
      if (entries === undefined) entriesBy.set(by, (entries = solveFacts(by)));
      return entries(block)?.values() ?? [];
    },
  };
  return conditions;

  function onSide(edge: Edge, states: readonly State[]): readonly State[] {
    if (edge.kind !== 'true' && edge.kind !== 'false') return states;
    const condition = conditionAt(edge.from);
    if (condition === undefined) return states;
    const answer = (edge.kind === 'true') !== condition.negated;
    return states.flatMap((state) => {
      const answered = known.answerOf(condition, state.facts);
      if (answered === answer) return [state];
      if (answered !== undefined) return [];
      return [change(state, { facts: known.learn(condition, answer, state.facts) })];
    });
  }

  function passing(call: TSESTree.Node | undefined, fn: TSESTree.Node, state: State): State {
    tested ??= testsBySlot();
    const given = passed.answersAt(call, fn, tested, state.facts);
    if (given.size === 0) return state;
    const answers = new Map(state.facts);
    for (const [key, answer] of given) {
      if (answer === undefined) answers.delete(key);
      else answers.set(key, answer);
    }
    return change(state, { facts: answers });
  }

  function outside(call: TSESTree.Node | undefined, body: Root, state: State): State {
    const left = keep(
      state,
      ({ slots }) => ![...slots].some((slot) => contains(body, scopeNodeOf(holderOf(slot)))),
    );
    if (left === state || call === undefined) return left;
    const learned = passed.learnedBy(call, byKey, state.facts);
    return learned.size === 0
      ? left
      : change(left, { facts: new Map([...left.facts, ...learned]) });
  }

  function afterBlock(graph: Graph, block: Block, state: State, isRun: IsRun): State {
    const assigned = endingIn(graph).get(block);
    if (assigned === undefined) return state;
    const kept = forget(state, assigned.slots);
    const { answers, calls } = assigned;
    let after =
      answers.size === 0 ? kept : change(kept, { facts: new Map([...kept.facts, ...answers]) });
    for (const [call, { fn, slots }] of calls) {
      if (!isRun(call, fn)) after = forget(after, slots);
    }
    return after;
  }

  function forget(state: State, assigned: ReadonlySet<Slot>): State {
    return keep(state, ({ slots }) => ![...slots].some((slot) => assigned.has(slot)));
  }

  function onEdge(graph: Graph, edge: Edge, state: State): State {
    if (state.facts.size === 0 || edge.to.id > edge.from.id) return state;
    let forgotten = rounds.get(edge);
    if (forgotten === undefined) rounds.set(edge, (forgotten = forgottenOn(graph, edge)));
    const keys = forgotten;
    return keys.size === 0 ? state : keep(state, ({ key }) => !keys.has(key));
  }

  function keep(state: State, isKept: (condition: Condition) => boolean): State {
    const kept = [...state.facts].filter(([key]) => isKept(byKey.get(key)!));
    return kept.length === state.facts.size ? state : change(state, { facts: new Map(kept) });
  }

  function conditionAt(block: Block): Condition | undefined {
    if (!asked.has(block)) {
      const found = readAt(block);
      const isLasting = found !== undefined && !readsAssigned(found);
      const lasting = isLasting ? allOf(found) : [];
      const again = lasting.filter((each) => repeated.has(topicOf(each)));
      asked.set(block, again.length > 0 ? found : undefined);
      for (const each of again) byKey.set(each.key, each);
    }
    return asked.get(block);
  }

  function readAt(block: Block): Condition | undefined {
    const item = block.items.at(-1);
    return item && conditionOf(reading, item);
  }

  /** The topics of tests that stand in more than one place, or where a loop comes round. */
  function repeatedTopics(): ReadonlySet<string> {
    const seen = new Set<string>();
    const twice = new Set([alwaysKey]);
    const meet = (topic: string): void => {
      if (seen.has(topic)) twice.add(topic);
      seen.add(topic);
    };
    for (const graph of all) {
      const looping = loopingBlocks(graph);
      for (const block of graph.blocks) {
        for (const item of block.items) {
          if (item.kind === 'call') passed.topicsAt(item.node).forEach(meet);
          for (const { slot, answers, within } of assignments.get(item) ?? []) {
            if (answers === undefined) continue;
            [textOf(slot), ...(within?.keys() ?? [])].forEach(meet);
          }
        }
        const found = readAt(block);
        if (found === undefined || readsAssigned(found)) continue;
        for (const topic of allOf(found).map(topicOf)) {
          meet(topic);
          if (looping.has(block)) twice.add(topic);
        }
      }
    }
    return twice;
  }

  /** The blocks that assign a variable of a repeated test. */
  function endingIn(graph: Graph): ReadonlyMap<Block, Assigned> {
    let found = ending.get(graph);
    if (found === undefined) ending.set(graph, (found = findEnding(graph)));
    return found;
  }

  function findEnding(graph: Graph): Map<Block, Assigned> {
    tested ??= testsBySlot();
    assigningCalls ??= callsThatAssign(tested.keys());
    const found = new Map<Block, Assigned>();
    const at = (block: Block): Assigned => {
      const assigned = found.get(block) ?? {
        slots: new Set(),
        answers: new Map(),
        calls: new Map(),
      };
      found.set(block, assigned);
      return assigned;
    };
    for (const block of graph.blocks) {
      for (const item of block.items) {
        const assigning = item.kind === 'call' ? assigningCalls.get(item.node) : undefined;
        if (assigning !== undefined) at(block).calls.set(item.node, assigning);
        for (const assignment of assignments.get(item) ?? []) {
          const conditions = tested.get(assignment.slot);
          if (conditions === undefined) continue;
          const { slots, answers } = at(block);
          slots.add(assignment.slot);
          for (const key of answers.keys()) {
            if (byKey.get(key)!.slots.has(assignment.slot)) answers.delete(key);
          }
          if (assignment.answers === undefined) continue;
          const subject = textOf(assignment.slot);
          for (const { key, asks } of conditions) {
            if (asks === undefined) continue;
            const known =
              asks.subject === subject ? assignment.answers : assignment.within?.get(asks.subject);
            const answer = known?.(asks.question);
            if (answer !== undefined) answers.set(key, answer);
          }
        }
      }
    }
    return found;
  }

  /** The repeated tests that an assignment of something ends. */
  function testsBySlot(): Map<Slot, Condition[]> {
    for (const { blocks } of all) blocks.forEach(conditionAt);
    const found = new Map<Slot, Condition[]>();
    for (const condition of byKey.values()) {
      for (const slot of condition.slots) {
        const list = found.get(slot);
        if (list === undefined) found.set(slot, [condition]);
        else list.push(condition);
      }
    }
    return found;
  }

  function callsThatAssign(slots: Iterable<Slot>): Map<TSESTree.Node, Assigning> {
    const found = new Map<TSESTree.Node, Assigning>();
    for (const slot of slots) {
      for (const [call, fn] of reading.ownCalls.assigning(slot) ?? []) {
        const assigning = found.get(call) ?? { fn, slots: new Set() };
        found.set(call, assigning);
        assigning.slots.add(slot);
      }
    }
    return found;
  }

  /** Does a test read a property that may be assigned? */
  function readsAssigned({ properties }: Condition): boolean {
    const assigned = (assignedNames ??= assignedProperties());
    for (const name of properties) {
      if (name === undefined ? assigned.size > 0 : assigned.has(name)) return true;
    }
    return false;
  }

  /** The names of the properties that the root, or a function in it, assigns, but for those that are followed. */
  function assignedProperties(): Set<string | undefined> {
    const names = new Set<string | undefined>();
    for (const member of nodesWithin(index.of('MemberExpression'), root.range)) {
      if (!isAssigned(member)) continue;
      const slot = objects.propertyAt(member);
      if (slot === undefined || !isSteady(reading, slot)) names.add(keyOf(member));
    }
    return names;
  }

  /** A loop that comes round asks for its properties, and for its own condition, again. */
  function forgottenOn(graph: Graph, { from, to }: Edge): Set<string> {
    let asked = askedAgain.get(graph);
    if (asked === undefined) {
      asked = graph.blocks.filter((block) => {
        const condition = conditionAt(block);
        if (condition === undefined) return false;
        return condition.properties.size > 0 || isLoopTest(block.items.at(-1)!.node);
      });
      askedAgain.set(graph, asked);
    }
    const last = lastOnTheWay(graph, from);
    const inLoop = asked.filter(({ id }) => to.id <= id && id <= last);
    return new Set(inLoop.flatMap((block) => allOf(conditionAt(block)!).map(({ key }) => key)));
  }

  function solveFacts(by: Exceptions): (block: Block) => States | undefined {
    const graph = graphs(root);
    const solution = solve<States>(
      {
        ...stateSets,
        transfer: (block, states) => (edge) => {
          if (!by.allows(edge)) return undefined;
          const after = [...states.values()].map((state) =>
            afterBlock(graph, block, state, () => false),
          );
          const out = onSide(edge, after);
          return out.length === 0 ? undefined : setOf(out);
        },
        cross: (edge, states) =>
          setOf([...states.values()].map((state) => onEdge(graph, edge, state))),
      },
      [[graph.entry, setOf([blank])]],
    );
    return (block) => solution.at(block);
  }
}

/** What the items of graphs give values to, where they do. */
function assignmentsIn(
  reading: Reading,
  graphs: readonly Graph[],
): ReadonlyMap<Item, readonly Assignment[]> {
  const found = new Map<Item, readonly Assignment[]>();
  for (const { blocks } of graphs) {
    for (const { items } of blocks) {
      for (const item of items) {
        const assignments = assignmentsBy(reading, item);
        if (assignments.length > 0) found.set(item, assignments);
      }
    }
  }
  return found;
}

/** The functions in a root, at any depth. */
function functionsIn(index: Index, root: Root): Root[] {
  return [
    ...nodesWithin(index.of('FunctionDeclaration'), root.range),
    ...nodesWithin(index.of('FunctionExpression'), root.range),
    ...nodesWithin(index.of('ArrowFunctionExpression'), root.range),
  ].filter((fn) => fn !== root);
}
