/**
 * Places where nobody looks: a private member, a variable that only this file sees, an object or array that is filled
 * and never read. What is put there and nowhere else is as good as gone.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { eitherOf } from '../../syntax/either.js';
import type { Callable } from '../../syntax/functions.js';
import { accessedKey } from '../../syntax/members.js';
import { unwrap } from '../../syntax/unwrap.js';
import {
  containerOf,
  heldOf,
  holding,
  isIndex,
  listOf,
  looking,
  mayRelease,
  storing,
  withPart,
  type Held,
} from './held.js';
import { makeKinds, type Kind } from './kinds.js';
import { makeRecursive } from './recursive.js';
import { showingCall } from './results.js';
import { makeStores, type Store } from './stores.js';
import { makeTaken } from './taken.js';
import type { TrackFacts } from './track-facts.js';
import { isTooDeep, keyOfValue, type Value } from './value.js';

/** Answers for one file. */
export interface Places {
  /**
   * Can nothing in this file, nor outside, take out again what of this value matters, once it is put into this
   * variable, member or field? False where that is not sure.
   */
  isDead(target: TSESTree.Node, value: Value | undefined): boolean;
  /** Does this call only put an argument into an object that nobody takes it out of, or look for it there? */
  buries(call: TSESTree.Node, argument: number, value: Value): boolean;
  /** Does a loop go through this without taking what matters of it? */
  passes(loop: TSESTree.ForOfStatement, value: Value): boolean;
  /** Does somebody take what matters of this value, where this expression gives it? */
  isTaken(node: TSESTree.Node, value: Value): boolean;
  /** The call that makes a list of what this function returns. */
  listedBy(fn: TSESTree.Node): TSESTree.CallExpression | undefined;
  /** Where this value goes that a function gives to the method that runs it, if nobody takes it out of there. */
  vainResult(fn: TSESTree.Node, value: Value): TSESTree.Node | undefined;
}

/** Makes the answers. */
export function makePlaces(facts: TrackFacts): Places {
  const stores = makeStores(facts);
  const kinds = makeKinds(facts, stores);
  const memory = makeRecursive<string>();
  const taken = makeTaken(facts, stores, kinds, { isTakenAt, isTakenBy, ask });
  return {
    isDead: (target, value) => !isTakenAt(unwrap(target), heldOf(value)),
    buries: (call, argument, value) =>
      call.type === 'CallExpression' && isTakenBy(call, argument, heldOf(value)) === false,
    passes,
    isTaken: (node, value) => taken.isTaken(node, heldOf(value)),
    listedBy: (fn) => taken.listedBy(fn),
    vainResult,
  };

  function passes(loop: TSESTree.ForOfStatement, value: Value): boolean {
    const held = heldOf(value);
    return held !== undefined && !taken.isIterationTaken(loop, held);
  }

  function vainResult(fn: TSESTree.Node, value: Value): TSESTree.Node | undefined {
    const call = showingCall(fn);
    const held = heldOf(value);
    if (call === undefined || held === undefined) return undefined;
    if (taken.isGivenByCalls(fn as Callable, held)) return undefined;
    const { parent } = call;
    switch (parent.type) {
      case 'VariableDeclarator':
        return parent.id;
      case 'AssignmentExpression':
        return unwrap(parent.left);
      default:
        return call;
    }
  }

  function ask(about: string, held: Value, compute: () => boolean): boolean {
    // A list that is put into itself has no end.
    if (isTooDeep(held, deepest)) return true;
    return memory.ask(`${about} ${keyOfValue(held)}`, compute);
  }

  function isTakenAt(target: TSESTree.Node, held: Held): boolean {
    if (!mayRelease(held)) return false;
    if (target.type === 'MemberExpression' && !isTakenInObject(target, held)) return false;
    const store = stores.at(target);
    return store === undefined ? isTakenBySetter(target, held) : isRead(store, held);
  }

  /** A member of an object that nobody else has. */
  function isTakenInObject(member: TSESTree.MemberExpression, held: Value): boolean {
    const owner = unwrap(member.object);
    const whole = withMember(kinds.of(owner), accessedKey(member), held);
    return whole === undefined || isTakenOutOf(owner, whole);
  }

  /** `this.#stop = cancel` runs `set #stop(f)`. */
  function isTakenBySetter(target: TSESTree.Node, held: Value): boolean {
    const { declared } = stores.methodAt(target) ?? {};
    const setter = declared?.find((each) => each.kind === 'set');
    const parameter = setter?.value.params[0];
    return parameter === undefined || taken.isGivenTo(parameter, held);
  }

  /** Does somebody take it where a store is read? */
  function isRead({ key, reads, isHidden }: Store, held: Value): boolean {
    return ask(key, held, () => isHidden || reads.some((read) => taken.isTaken(read, held)));
  }

  function isTakenBy(
    call: TSESTree.CallExpression,
    argument: number,
    held: Held,
  ): boolean | undefined {
    const method = calledMember(call);
    if (method === undefined) return undefined;
    const { name } = method;
    if (!storing.has(name) && !looking.has(name)) return undefined;
    const owner = unwrap(method.object);
    const kind = kinds.of(owner);
    if (kind === undefined || kind === 'object') return undefined;
    const whole = holding(kind, argument, held);
    return taken.isTaken(call, resultOf(name, whole, held)) || isTakenOutOf(owner, whole);
  }

  /** By whom the object has been given already, or once it is read where it is kept. */
  function isTakenOutOf(owner: TSESTree.Node, held: Held): boolean {
    if (!mayRelease(held)) return false;
    const inner = unwrap(owner);
    const container = kinds.ownerOf(inner);
    if (container !== undefined) return isTakenOutOfElement(container, held);
    switch (inner.type) {
      case 'Identifier':
        return isTakenOutOfStore(inner, held);
      case 'MemberExpression':
        return stores.at(inner) === undefined
          ? isTakenOutOfPart(inner, held)
          : isTakenOutOfStore(inner, held);
      case 'ChainExpression':
        return isTakenOutOf(inner.expression, held);
      default: {
        const either = eitherOf(inner);
        // What is made there nobody else has.
        if (either === undefined) return kinds.of(inner) === undefined;
        const isStored = inner.type === 'AssignmentExpression' && inner.operator === '=';
        if (isStored && isTakenAt(unwrap(inner.left), held)) return true;
        return either.some((each) => isTakenOutOf(each, held));
      }
    }
  }

  function isTakenOutOfStore(node: TSESTree.Node, held: Value): boolean {
    const store = stores.at(node);
    if (store === undefined) return true;
    if (isRead(store, held)) return true;
    return ask(`${store.key} is`, held, () => store.given.some((each) => isTakenWhere(each, held)));
  }

  /** What is given to a store may be given to others in the same breath: `this.all = this.#jobs = []`. */
  function isTakenWhere(given: TSESTree.Node | undefined, held: Value): boolean {
    if (given === undefined || isTakenOutOf(given, held)) return true;
    const { parent } = given;
    return parent?.type === 'AssignmentExpression' && taken.isTaken(parent, held);
  }

  /** `connection.stops`, of an object that is made here. */
  function isTakenOutOfPart(member: TSESTree.MemberExpression, held: Value): boolean {
    const part = kinds.partOf(member);
    if (part === undefined || isTakenOutOf(part.owner, withPart(part.name, held))) return true;
    return ask(`part ${part.key}`, held, () =>
      part.values.some((each) => isTakenWhere(each, held)),
    );
  }

  /** What is in an element of a container, others may find there, or where they put the element in. */
  function isTakenOutOfElement(container: TSESTree.Node, held: Value): boolean {
    const owner = unwrap(container);
    const store = stores.at(owner);
    const kind = kinds.of(owner);
    if (store === undefined || kind === undefined) return true;
    const whole = kind === 'object' ? containerOf('table', held) : holding(kind, 1, held);
    if (isTakenOutOfStore(owner, whole!)) return true;
    return ask(`${store.key} element`, held, () => {
      const elements = kinds.elementsIn(store);
      return elements === undefined || elements.some((each) => isTakenOutOf(each, held));
    });
  }
}

/** What a method that stores gives: its object, or what it was given. */
function resultOf(name: string, whole: Held, held: Held): Held {
  if (name === 'add' || name === 'set') return whole;
  return name === 'use' || name === 'adopt' ? held : undefined;
}

/** How many objects may be in one another. */
const deepest = 5;

/** What an object holds once a member of it is assigned; `undefined` where nobody can tell. */
function withMember(kind: Kind | undefined, name: string | undefined, held: Held): Held {
  switch (kind) {
    case 'object':
      return name === undefined ? containerOf('table', held) : withPart(name, held);
    case 'list':
      return name === undefined || isIndex(name) ? listOf(held) : undefined;
    default:
      return undefined;
  }
}
