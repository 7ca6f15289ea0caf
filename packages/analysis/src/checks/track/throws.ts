/**
 * Which items may throw, by the user's choice of what to reckon with and by what is known of them.
 * Types are asked last: first everything that could throw does, and only what would be reported
 * is looked at with types.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Block, Edge, Graph, Item, Origin, Root } from '../../flow/graph.js';
import { buildSkips, type Skips } from '../../flow/skip.js';
import { isCertain, reachableBlocks } from '../../flow/reachable.js';
import { isConsole, superClassOf } from '../../syntax/callee.js';
import { calledFunction, type Callable } from '../../syntax/functions.js';
import { nilOf } from '../../syntax/literal.js';
import { functionInFile } from '../../syntax/methods.js';
import { unwrap } from '../../syntax/unwrap.js';
import { isErrorClass, isHarmlessFunction } from '../../types/harmless.js';
import { isBuiltSafely } from './built.js';
import { originsOf } from './origins.js';
import { isContainerCall } from './containers.js';
import type { Call } from './protocol.js';
import { makeRecursive } from './recursive.js';
import { makeResumes } from './resumes.js';
import { makeSettles, type Reckoned } from './settles.js';
import type { Throws, ThrowsFacts } from './track-facts.js';
import { keyOfPart } from './value.js';

/** What has a type of its own where it stands. */
const narrowed = /^(?:Identifier|MemberExpression|ThisExpression)$/;

/** Answers which edges can be taken. */
export interface Exceptions {
  readonly mode: Throws;
  /** Can control take this edge, if it comes to the end of the block? Tests are not looked at. */
  allows(edge: Edge): boolean;
  /** Can a promise be rejected, where it is waited for? */
  mayReject(promise: TSESTree.Expression, block: Block): boolean;
  /** Can a handler of it throw, or give what is rejected? */
  mayFail(handler: TSESTree.Node, block: Block): boolean;
  /** Can a handler come to its end? */
  mayComplete(handler: TSESTree.Node): boolean;
  /** Does any path come to this block? */
  reaches(graph: Graph, block: Block): boolean;
  /** The blocks of which types may tell that nobody comes there, where nothing else does. */
  dubious(graph: Graph): readonly Block[];
  /** Shortcuts through a graph under these answers, which pass over dubious blocks. */
  skips(graph: Graph): Skips;
  /** The answers for a body that is called from this block: where calls may throw, it throws as under `calls`. */
  inside(caller: Block): Exceptions;
  /**
   * The answers for what others may run: a handler runs there even where nobody wants to hear of exceptions, for
   * whoever has a function that releases may release. Nor is what stands in a handler of the function itself never run.
   */
  elsewhere(): Exceptions;
  /** The answers once types are asked too: less may throw. */
  typed(): Exceptions;
}

/**
 * The exceptions of a mode, without types: what only they could tell is taken to throw; only calls that never return
 * are known by then, for they add a way out.
 */
export function makeExceptions(facts: ThrowsFacts, mode: Throws): Exceptions {
  return make(facts, mode, undefined);
}

/** With types, where there is something that was `guessed` without. */
function make(facts: ThrowsFacts, mode: Throws, guessed: Exceptions | undefined): Exceptions {
  const { types, graphs, scopes } = facts;
  const throwing = { calls: makeRecursive<Root>(), evident: makeRecursive<Root>() };
  const returning = makeRecursive<Root>();
  const called = new Map<Call, Callable | undefined>();
  const nowhere = new Map<Block, boolean>();
  const declared = new Map<Graph, readonly Block[]>();
  const shortcuts = new Map<Graph, Skips>();
  const reached = new Map<Graph, ReadonlySet<Block>>();
  const certainly = new Map<Graph, ReadonlySet<Block>>();
  let inTry: Exceptions | undefined;
  let byOthers: Exceptions | undefined;
  let known: Exceptions | undefined;
  const settles = makeSettles({ ...facts, functionCalled, rootThrows, isStopOfAfterFunc });
  const ending = makeResumes({ scopes, functionCalled, rootReturns });

  const typed = guessed !== undefined;
  const exceptions: Exceptions = {
    mode,
    reaches(graph, block) {
      // Most blocks are reached without any exception, of which types would have to be asked.
      return (
        reachedIn(certainly, graph, (edge) => isCertain(edge) && allows(edge)).has(block) ||
        reachedIn(reached, graph, allows).has(block)
      );
    },
    dubious(graph) {
      if (!typed) return [];
      let blocks = declared.get(graph);
      if (blocks === undefined) {
        const isDubious = (item: Item): boolean => saidToBeNever(item) !== undefined;
        blocks = graph.blocks.filter(({ items }) => items.some(isDubious));
        declared.set(graph, blocks);
      }
      return blocks;
    },
    skips(graph) {
      if (guessed !== undefined) return guessed.skips(graph);
      let skips = shortcuts.get(graph);
      if (skips === undefined) shortcuts.set(graph, (skips = buildSkips(graph, allows)));
      return skips;
    },
    allows,
    mayReject: (promise, block) => rejects(promise, mode, block),
    mayFail: (handler, block) =>
      mode !== 'none' && !(typed && settles.isQuiet(handler, how(mode, block))),
    mayComplete: (handler) => ending.returns(handler),
    inside(caller) {
      if (mode !== 'evident' || !caller.inTry) return exceptions;
      return (inTry ??= make(facts, 'calls', guessed?.inside(caller)));
    },
    elsewhere() {
      if (mode !== 'none') return exceptions;
      return (byOthers ??= make(facts, 'evident', guessed?.elsewhere()));
    },
    typed() {
      return guessed === undefined ? (known ??= make(facts, mode, exceptions)) : exceptions;
    },
  };
  return exceptions;

  function allows(edge: Edge): boolean {
    const { kind, from } = edge;
    if (from.runs !== undefined) return true;
    if (typed && isNowhere(from)) return false;
    if (kind === 'yield') return mode !== 'none';
    const item = from.items.at(-1);
    if (item === undefined) return true;
    if (kind === 'false') return !(typed && isNeverLeftOut(item));
    if (kind === 'return') return item.kind !== 'settle' || rejects(item.node, mode, from);
    if (kind !== 'throw' && kind !== 'normal') return true;
    return kind === 'normal' ? completes(item) : mayThrow(item, from, mode);
  }

  /** Can what runs last in a block come to its end? */
  function completes({ kind, node }: Item): boolean {
    if (kind === 'call') return !neverReturns(node);
    return kind !== 'await' || node.type !== 'AwaitExpression' || ending.resumes(node.argument);
  }

  function mayThrow(item: Item, block: Block, as: Throws): boolean {
    const expected = as !== 'none' && how(as, block) === 'calls';
    switch (item.kind) {
      case 'throw':
        return true;
      case 'yield':
        return as !== 'none';
      case 'await': {
        const { node } = item;
        return node.type === 'AwaitExpression' ? rejects(node.argument, as, block) : as !== 'none';
      }
      case 'call':
        if (as === 'none') return false;
        if (isThrowIfDone(item.node)) return true;
        if (!expected && !neverReturns(item.node)) return false;
        return !typed || !(types.cannotThrow(item.node) || bodyCannotThrow(item.node));
      case 'iterate':
        return expected && (!typed || !types.iteratesSafely(item.of));
      case 'dispose':
        if (!(item.node.kind === 'await using' ? as !== 'none' : expected)) return false;
        return !typed || !item.node.declarations.every(({ init }) => disposesSafely(init));
      case 'invoke':
        return expected && rootThrows(item.node);
      default:
        return false;
    }
  }

  function rejects(promise: TSESTree.Expression, as: Throws, block: Block): boolean {
    if (as === 'none') return false;
    return (
      !typed || !(types.cannotReject(promise) || settles.cannotReject(promise, how(as, block)))
    );
  }

  function how(as: Throws, { inTry }: Block): Reckoned {
    return as === 'calls' || inTry ? 'calls' : 'evident';
  }

  function neverReturns(node: Call): boolean {
    if (node.type === 'TaggedTemplateExpression') return false;
    if (types.neverReturns(node)) return true;
    const fn = functionCalled(node);
    return fn !== undefined && !isDeferred(fn) && !rootReturns(fn);
  }

  /** Where every `kind` has gone another way, nobody comes to what says so. */
  function isNowhere(block: Block): boolean {
    let known = nowhere.get(block);
    if (known === undefined) nowhere.set(block, (known = block.items.some(isOfNothing)));
    return known;
  }

  function isOfNothing(item: Item): boolean {
    if (item.kind !== 'call') {
      const value = saidToBeNever(item);
      return value !== undefined && isNothing(value);
    }
    // `assertNever(kind)`
    const { node } = item;
    if (node.type === 'TaggedTemplateExpression' || !neverReturns(node)) return false;
    return node.arguments.some(isNothing);
  }

  /** Has it no value, where it stands? An assertion says what its author wants. */
  function isNothing(value: TSESTree.Node): boolean {
    const inner = unwrap(value);
    return narrowed.test(inner.type) && types.isNever(inner as TSESTree.Expression);
  }

  /** Is this the last case of a switch of which one is always taken? */
  function isNeverLeftOut({ kind, node }: Item): boolean {
    if (kind !== 'choose' || node.type !== 'SwitchCase') return false;
    const { cases } = node.parent;
    return cases.findLast(({ test }) => test !== null) === node && types.coversAll(node.parent);
  }

  function isThrowIfDone(node: Call): boolean {
    return node.type === 'CallExpression' && types.runtimeExport(node.callee) === 'throwIfDone';
  }

  /** A cancel function, and `null`. */
  function disposesSafely(init: TSESTree.Expression | null): boolean {
    return init === null || init.type === 'Literal' || types.isCancelFunc(init);
  }

  function bodyCannotThrow(node: Call): boolean {
    const fn = functionCalled(node);
    if (fn !== undefined) return isDeferred(fn) || !rootThrows(fn);
    if (node.type === 'NewExpression') return isBuiltSafely(facts, node.callee, rootThrows);
    if (node.type !== 'CallExpression') return false;
    const callee = unwrap(node.callee);
    // `super(…)` of an error
    const base = callee.type === 'Super' ? superClassOf(callee) : undefined;
    if (base !== undefined) return isErrorClass(scopes, base);
    return isHeldSafely(callee) || isContainerCall(facts, node, isSafe);
  }

  /** Can nothing that a variable ever holds throw when it is called? As with a declared type, nil is not asked for. */
  function isHeldSafely(name: TSESTree.Node): boolean {
    return isAlways(name, isCalledSafely);
  }

  /** Is all that a variable is ever given like that? Not where that is not known. */
  function isAlways(name: TSESTree.Node, isLike: (origin: Origin) => boolean): boolean {
    const origins = originsOf(scopes, graphs, name);
    return origins.length > 0 && origins.every(isLike);
  }

  function isCalledSafely(origin: Origin): boolean {
    switch (origin.kind) {
      case 'undefined':
        return true;
      case 'part':
        return origin.of.kind === 'expression' && isCancelOf(origin.of.node, origin.key);
      case 'expression': {
        const value = unwrap(origin.node);
        return nilOf(scopes, value) !== undefined || isSafe(value) || isStopOfAfterFunc(value);
      }
      default:
        return false;
    }
  }

  /** What `afterFunc` gives only forgets the function. */
  function isStopOfAfterFunc(value: TSESTree.Node): boolean {
    return value.type === 'CallExpression' && types.runtimeExport(value.callee) === 'afterFunc';
  }

  /** Can calling this not throw: a function of this file, of the language, or a cancel function? */
  function isSafe(value: TSESTree.Node): boolean {
    const fn = calledFunction(scopes, value);
    if (fn !== undefined) return 'params' in fn && (isDeferred(fn) || !rootThrows(fn));
    const inner = unwrap(value);
    return (
      isConsole(scopes, inner) || isHarmlessFunction(scopes, inner) || types.isCancelFunc(value)
    );
  }

  /** Is this part of what a call gives the cancel function of a factory? */
  function isCancelOf(given: TSESTree.Node, key: string | undefined): boolean {
    const value = unwrap(given);
    const isAwaited = value.type === 'AwaitExpression';
    const call = isAwaited ? unwrap(value.argument) : value;
    const factory = call.type === 'CallExpression' ? types.factory(call) : undefined;
    return factory?.promise === isAwaited && keyOfPart(factory.cancel) === key;
  }

  /** The function of this file that a call calls; building an object runs more than one body, and is none. */
  function functionCalled(node: Call): Callable | undefined {
    let fn = called.get(node);
    if (fn === undefined && !called.has(node)) {
      fn =
        node.type === 'TaggedTemplateExpression' ? undefined : functionInFile(facts, node.callee);
      called.set(node, fn);
    }
    return fn;
  }

  /** Can a call of this body come back? One that always calls itself does not. */
  function rootReturns(root: Root): boolean {
    return returning.ask(root, () => {
      const graph = graphs(root);
      const taken = (edge: Edge): boolean => {
        const item = edge.from.items.at(-1);
        return edge.kind !== 'normal' || item === undefined || completes(item);
      };
      const blocks = reachableBlocks(graph, taken);
      return graph.exit.preds.some((edge) => edge.kind !== 'throw' && blocks.has(edge.from));
    });
  }

  /** Can an exception leave this root, if every call in it may throw, or only what is evident? A recursive call adds none. */
  function rootThrows(root: Root, as: Reckoned = 'calls'): boolean {
    return throwing[as].ask(root, () => {
      const graph = graphs(root);
      const taken = (edge: Edge): boolean => {
        const item = edge.from.items.at(-1);
        return edge.kind !== 'throw' || item === undefined || mayThrow(item, edge.from, as);
      };
      const blocks = reachableBlocks(graph, taken);
      return graph.exit.preds.some(
        (edge) => edge.kind === 'throw' && blocks.has(edge.from) && taken(edge),
      );
    });
  }
}

/** `kind`, in `const left: never = kind`, `kind satisfies never;` and `return kind satisfies never;` */
function saidToBeNever(item: Item): TSESTree.Node | undefined {
  switch (item.kind) {
    case 'write': {
      const { target, value } = item;
      const type = target.type === 'Identifier' ? target.typeAnnotation?.typeAnnotation : undefined;
      return type?.type === 'TSNeverKeyword' && value.kind === 'expression'
        ? value.node
        : undefined;
    }
    case 'return':
      return item.value.kind === 'expression' ? checkedAsNever(item.value.node) : undefined;
    case 'end':
      return item.node.type === 'ExpressionStatement'
        ? checkedAsNever(item.node.expression)
        : undefined;
    default:
      return undefined;
  }
}

function checkedAsNever(value: TSESTree.Node): TSESTree.Node | undefined {
  const isNever =
    value.type === 'TSSatisfiesExpression' && value.typeAnnotation.type === 'TSNeverKeyword';
  return isNever ? value.expression : undefined;
}

function reachedIn(
  known: Map<Graph, ReadonlySet<Block>>,
  graph: Graph,
  allows: (edge: Edge) => boolean,
): ReadonlySet<Block> {
  let blocks = known.get(graph);
  if (blocks === undefined) known.set(graph, (blocks = reachableBlocks(graph, allows)));
  return blocks;
}

/** What an async function or a generator throws comes out later, when its call has long come back. */
function isDeferred(fn: Callable): boolean {
  return fn.async || fn.generator;
}
