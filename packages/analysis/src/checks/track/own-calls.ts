/**
 * Functions that run nowhere but where the function around them calls them. Nobody else has them, so what they assign
 * does not change between two of its lines.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import type { Root } from '../../flow/graph.js';
import { functionOf, type Callable } from '../../syntax/functions.js';
import { assignmentsOf, holderOf, readsOf, type OwnObjects, type Slot } from './own-objects.js';
import type { TrackFacts } from './track-facts.js';

/** Calls, and what each of them calls. */
type Calls = ReadonlyMap<TSESTree.Node, Callable>;

/** Answers for one file. */
export interface OwnCalls {
  /**
   * The calls by which the function that declares a variable or object comes to run the others that assign it, directly
   * or through functions that call them; `undefined` where somebody else may run one of them, or one goes on after its
   * call.
   */
  assigning(slot: Slot): Calls | undefined;
}

/** Makes the answers. */
export function makeOwnCalls(
  { scopes }: Pick<TrackFacts, 'scopes'>,
  objects: OwnObjects,
): OwnCalls {
  const assigning = new Map<Slot, Calls | undefined>();
  return {
    assigning(slot) {
      if (!assigning.has(slot)) assigning.set(slot, callsThatAssign(slot));
      return assigning.get(slot);
    },
  };

  function callsThatAssign(slot: Slot): Calls | undefined {
    const home = rootOf(holderOf(slot).defs[0]!.name);
    const calls = new Map<TSESTree.Node, Callable>();
    // The set grows meanwhile: nobody else may run who calls one of these.
    const running = new Set(assignmentsOf(slot).map(rootOf));
    for (const each of running) {
      if (each === home) continue;
      const own = ownCallsOf(each);
      if (own === undefined) return undefined;
      for (const call of own) {
        calls.set(call, each as Callable);
        running.add(rootOf(call));
      }
    }
    return calls;
  }

  /** The calls of a function by its name; `undefined` where it has none, or is more than called by it. */
  function ownCallsOf(fn: Root): readonly TSESTree.Node[] | undefined {
    if (!('params' in fn) || fn.async || fn.generator) return undefined;
    const { parent } = fn;
    // By a name of its own it could give itself away.
    if (fn.type === 'FunctionExpression' && fn.id !== null) return undefined;
    return callsBy(parent.type === 'Property' ? objects.usesOf(parent) : usesOfFunction(fn));
  }

  /** The calls that these uses of a function are; `undefined` where one is something else. */
  function callsBy(
    uses: readonly TSESTree.Node[] | undefined,
  ): readonly TSESTree.Node[] | undefined {
    if (uses === undefined) return undefined;
    const calls: TSESTree.Node[] = [];
    // The set grows meanwhile, and what stands in a circle of objects is in it once.
    const found = new Set(uses);
    for (const use of found) {
      const outer = use.parent!;
      if (outer.type === 'CallExpression' && outer.callee === use) {
        calls.push(outer);
        continue;
      }
      // `{ stop }`: whoever has the object has the function too.
      const more = outer.type === 'Property' ? objects.usesOf(outer) : undefined;
      if (more === undefined) return undefined;
      for (const each of more) found.add(each);
    }
    return calls;
  }

  function usesOfFunction(fn: Callable): readonly TSESTree.Node[] | undefined {
    const name = nameOf(fn);
    return name !== undefined && functionOf(scopes, name) === fn
      ? readsOf(scopes, name)
      : undefined;
  }
}

/** The one name that a function goes by. */
function nameOf(fn: Callable): TSESTree.Node | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ?? undefined;
  return fn.parent.type === 'VariableDeclarator' && fn.parent.init === fn
    ? fn.parent.id
    : undefined;
}
