/**
 * Is what a place holds ever taken out of it, so that somebody may call it? Each read of the place is followed: through
 * what looks elements up, through the names that they are given, to where only other parts of them are used:
 *
 *     for (const job of this.#jobs.values()) total += job.size;   // nobody has `job.cancel`
 *
 * What is not known to leave the value alone has taken it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { firstParameter, usesArguments, type Callable } from '../../syntax/functions.js';
import { accessedKey, keyOf } from '../../syntax/members.js';
import { functionInFile } from '../../syntax/methods.js';
import { isTarget } from '../../syntax/patterns.js';
import { isGlobal } from '../../syntax/scopes.js';
import { isUsing } from '../../syntax/statements.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import { makeGivenTo } from './given-to.js';
import {
  containerOf,
  elementsOf,
  givenBy,
  isCalling,
  isIndex,
  isInert,
  listOf,
  looking,
  mayRelease,
  moving,
  pairWith,
  storing,
  withPart,
  type Elements,
  type Held,
} from './held.js';
import type { Kinds } from './kinds.js';
import { isCalled } from './own-objects.js';
import type { Taking } from './taking.js';
import type { Protocol } from './protocol.js';
import { makeResults } from './results.js';
import type { Stores } from './stores.js';
import type { TrackFacts } from './track-facts.js';
import { accessorsOf, partsOf, project, tupleOf, type RecordValue, type Value } from './value.js';

/** Answers for one file. */
export interface Taken {
  /** Does somebody take more than a mention of what this expression gives? */
  isTaken(node: TSESTree.Node, held: Held): boolean;
  /** Does somebody take it of what this pattern names? */
  isGivenTo(pattern: TSESTree.Node, held: Held): boolean;
  /** Does a loop over this take it, where it comes by? */
  isIterationTaken(loop: TSESTree.ForOfStatement, held: Value): boolean;
  /** Does whoever calls this function take this from it? */
  isGivenByCalls(fn: Callable, held: Value): boolean;
  /** The call that makes a list of what this function returns. */
  listedBy(fn: TSESTree.Node): TSESTree.CallExpression | undefined;
}

/** Makes the answers. */
export function makeTaken(facts: TrackFacts, stores: Stores, kinds: Kinds, taking: Taking): Taken {
  const { scopes, protocol } = facts;
  const { isTakenAt, isTakenBy } = taking;
  const isGivenTo = makeGivenTo(isTakenAt);
  const { isResultTaken, isGivenByCalls, listedBy } = makeResults(
    facts,
    stores,
    kinds,
    taking,
    isTaken,
  );
  return { isTaken, isGivenTo, isIterationTaken, isGivenByCalls, listedBy };

  function isTaken(node: TSESTree.Node, held: Held): boolean {
    if (!mayRelease(held) || isMention(node, protocol)) return false;
    const parent = node.parent!;
    switch (parent.type) {
      case 'LogicalExpression':
        // An object is true: `job && job.name` gives the right side.
        return (parent.operator !== '&&' || parent.left !== node) && isTaken(parent, held);
      case 'ChainExpression':
      case 'ConditionalExpression':
      case 'TSNonNullExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
        return isTaken(parent, held);
      case 'AwaitExpression':
        return isTaken(parent, held.kind === 'promise' ? held.of : held);
      case 'SequenceExpression':
        return parent.expressions.at(-1) === node && isTaken(parent, held);
      case 'MemberExpression':
        return parent.object !== node || isMemberTaken(parent, held);
      case 'CallExpression':
        return parent.callee === node || isArgumentTaken(parent, node, held);
      case 'NewExpression':
        return isCopyTaken(parent, held);
      case 'SpreadElement':
        return isSpreadTaken(parent, held);
      case 'ArrayExpression':
        return isTaken(parent, arrayWith(parent, node, held));
      case 'Property':
        return isPropertyTaken(parent, node, held);
      case 'VariableDeclarator':
        return isUsing(parent.parent) || isGivenTo(parent.id, held);
      case 'PropertyDefinition':
        return isTakenAt(parent, held);
      case 'AssignmentExpression':
        if (parent.left === node) return parent.operator !== '=' && isTaken(parent, held);
        return isGivenTo(parent.left, held) || isTaken(parent, held);
      case 'ForOfStatement':
        return parent.right === node && isIterationTaken(parent, held);
      case 'ForInStatement':
        return parent.right !== node;
      case 'ReturnStatement':
      case 'YieldExpression':
      case 'ArrowFunctionExpression':
        return isResultTaken(parent, held);
      default:
        return true;
    }
  }

  function isMemberTaken(member: TSESTree.MemberExpression, held: Value): boolean {
    if (isTarget(member) || isMention(member, protocol)) return false;
    const name = accessedKey(member);
    const lists = elementsOf(held);
    if (isCalled(member)) {
      const call = wrapped(member).parent!;
      if (call.type !== 'CallExpression' || name === undefined) return true;
      if (held.kind === 'resource' && name === 'toString') return false;
      if (lists.length === 0) return !isInert(project(held, name));
      if (held.kind === 'record' && moving.has(name)) return true;
      return lists.some((each) => isMethodTaken(call, name, each));
    }
    switch (held.kind) {
      case 'container':
        if (name === 'length' || name === 'size') return false;
        if (held.as === 'map') return true;
        return (
          (held.as === 'list' && name !== undefined && !isIndex(name)) || isTaken(member, held.of)
        );
      case 'record':
        return isPartTaken(member, name, held);
      default:
        return name !== 'length' && name !== 'name';
    }
  }

  function isPartTaken(
    member: TSESTree.MemberExpression,
    name: string | undefined,
    record: RecordValue,
  ): boolean {
    // What has accessors may do anything when it is read.
    if (accessorsOf(record).length > 0) return true;
    if (name !== undefined) return isTaken(member, project(record, name));
    return partsOf(record).some((part) => isTaken(member, part));
  }

  /** A method of an array, set, map or iterator. */
  function isMethodTaken(call: TSESTree.CallExpression, name: string, held: Elements): boolean {
    if (looking.has(name)) return false;
    if (name === 'push' || name === 'unshift') return false;
    if (name === 'add' || name === 'set') return isTaken(call, held);
    // `stack.use(x)` gives `x`.
    if (storing.has(name)) return !isMention(call, protocol);
    const given = givenBy(name, held, mayBeSet(call.callee));
    if (!isCalling(name) || call.arguments.length === 0) {
      return given === undefined || isTaken(call, given.held);
    }
    return isCallbackTaken(call, name, held) || isTaken(call, given?.held);
  }

  /** Does the function that a method shows the elements to take them? */
  function isCallbackTaken(
    call: TSESTree.CallExpression,
    name: string,
    { as, of, ...container }: Elements,
  ): boolean {
    const [callback, ...others] = call.arguments;
    if (callback && isGlobal(scopes, callback, 'Boolean')) return false;
    const fn = callback && functionInFile(facts, callback);
    if (fn === undefined || usesArguments(scopes, fn)) return true;
    const isPair = name === 'sort' || name === 'toSorted';
    const isFold = name === 'reduce';
    if (isFold && others.length === 0) return true;
    const element = as === 'map' ? project(of, '1') : of;
    const isOfSet = as === 'list' && name === 'forEach' && mayBeSet(call.callee);
    const key = as === 'map' ? project(of, '0') : undefined;
    const second = isPair || isFold || isOfSet ? element : key;
    const whole = { ...container, as, of };
    const gets = isFold ? [undefined, element, undefined, whole] : [element, second, whole];
    return isAnyGiven(fn, gets);
  }

  /** A set shows each element twice, where others show its place. */
  function mayBeSet(callee: TSESTree.Node): boolean {
    const method = unwrap(callee);
    if (method.type !== 'MemberExpression') return true;
    const kind = kinds.of(method.object);
    return kind === undefined || kind === 'set';
  }

  /** Does a function take one of its arguments? */
  function isAnyGiven(fn: Callable, gets: readonly Held[]): boolean {
    const params = fn.params.slice(firstParameter(fn.params));
    return params.some((param, index) =>
      param.type === 'RestElement'
        ? gets.slice(index).some(mayRelease)
        : isGivenTo(param, gets[index]),
    );
  }

  function isArgumentTaken(
    call: TSESTree.CallExpression,
    node: TSESTree.Node,
    held: Value,
  ): boolean {
    const index = call.arguments.findIndex((each) => each === node);
    const isSure = call.arguments.slice(0, index).every(({ type }) => type !== 'SpreadElement');
    if (!isSure) return true;
    const callee = unwrap(call.callee);
    const fn = functionInFile(facts, callee);
    if (fn !== undefined) {
      const gets = new Array<Held>(index).fill(undefined);
      return usesArguments(scopes, fn) || isAnyGiven(fn, [...gets, held]);
    }
    return isTakenBy(call, index, held) ?? isStaticTaken(call, held);
  }

  /** `Array.from(…)`, `Object.values(…)`, `JSON.stringify(…)` */
  function isStaticTaken(call: TSESTree.CallExpression, held: Value): boolean {
    const method = calledMember(call);
    if (method === undefined) return true;
    const { name } = method;
    const isOf = (global: string): boolean => isGlobal(scopes, method.object, global);
    if (isOf('Object') && name === 'hasOwn') return false;
    // Text has no functions in it.
    if (isOf('JSON') && name === 'stringify') return !isPlainText(call, held);
    if (isOf('Array') && name === 'from') return isMadeListTaken(call, held);
    if (call.arguments.length > 1) return true;
    if (!isOf('Object') || elementsOf(held).length > 0) return true;
    const values = held.kind === 'container' ? [held.of] : partsOf(held);
    const isOpen = held.kind !== 'container' && held.kind !== 'record';
    if (isOpen || accessorsOf(held).length > 0) return true;
    switch (name) {
      case 'keys':
        return false;
      case 'values':
        return values.some((each) => isTaken(call, listOf(each)));
      case 'entries':
        return values.some((each) => isTaken(call, listOf(pairWith('1', each))));
      case 'freeze':
      case 'seal':
        return isTaken(call, held);
      default:
        return true;
    }
  }

  /** `Array.from(jobs, (job) => …)` */
  function isMadeListTaken(call: TSESTree.CallExpression, held: Value): boolean {
    const [, callback, ...others] = call.arguments;
    if (callback === undefined) return isListTaken(call, held);
    const fn = functionInFile(facts, callback);
    const elements = elementsOf(held);
    if (fn === undefined || others.length > 0 || elements.length === 0) return true;
    return usesArguments(scopes, fn) || elements.some(({ of }) => isAnyGiven(fn, [of]));
  }

  /** A list of what can be iterated. */
  function isListTaken(list: TSESTree.Node, held: Value): boolean {
    const elements = elementsOf(held);
    return elements.length === 0 || elements.some(({ of }) => isTaken(list, listOf(of)));
  }

  /** `new Map(old)`, `new Set(list)` */
  function isCopyTaken(copy: TSESTree.NewExpression, held: Value): boolean {
    if (copy.arguments.length !== 1) return true;
    if (isGlobal(scopes, copy.callee, 'Set')) return isListTaken(copy, held);
    const elements = elementsOf(held);
    const isMap = isGlobal(scopes, copy.callee, 'Map') && elements.length > 0;
    return !isMap || elements.some(({ of }) => isTaken(copy, containerOf('map', of)));
  }

  function isSpreadTaken(spread: TSESTree.SpreadElement, held: Value): boolean {
    const { parent } = spread;
    if (parent.type === 'ArrayExpression') return isListTaken(parent, held);
    const isCopied = parent.type === 'ObjectExpression' && elementsOf(held).length === 0;
    return !isCopied || isObjectTaken(parent, held);
  }

  /** What has methods of its own, or accessors, may do anything with what is in it. */
  function isObjectTaken(object: TSESTree.ObjectExpression, held: Held): boolean {
    const isActive = object.properties.some(
      (each) => each.type === 'Property' && (each.kind !== 'init' || each.method),
    );
    return isActive || isTaken(object, held);
  }

  function isPropertyTaken(property: TSESTree.Property, node: TSESTree.Node, held: Value): boolean {
    const { parent } = property;
    if (parent.type !== 'ObjectExpression' || property.value !== node) return true;
    const key = keyOf(property);
    const whole = key === undefined ? containerOf('table', held) : withPart(key, held);
    return isObjectTaken(parent, whole);
  }

  function isIterationTaken(loop: TSESTree.ForOfStatement, held: Value): boolean {
    const elements = elementsOf(held);
    if (loop.await || elements.length === 0) return true;
    const { left } = loop;
    if (left.type !== 'VariableDeclaration') return elements.some(({ of }) => isGivenTo(left, of));
    const { id } = left.declarations[0];
    return isUsing(left) || elements.some(({ of }) => isGivenTo(id, of));
  }
}

/** Does nobody see what is made text, no replacer and no `toJSON`? */
function isPlainText({ arguments: given }: TSESTree.CallExpression, held: Value): boolean {
  const replacer = given[1];
  const isSeen =
    replacer !== undefined && !(replacer.type === 'Literal' && replacer.value === null);
  return !isSeen && !hasPart(held, 'toJSON');
}

function hasPart(value: Value, key: string): boolean {
  if (value.kind === 'record' && value.parts.has(key)) return true;
  return partsOf(value).some((part) => hasPart(part, key));
}

/** An array with this element: after what is spread, it may stand anywhere. */
function arrayWith({ elements }: TSESTree.ArrayExpression, node: TSESTree.Node, held: Value): Held {
  const index = elements.findIndex((each) => each === node);
  const isLoose = elements.length === 1 || elements.some((each) => each?.type === 'SpreadElement');
  return isLoose ? listOf(held) : tupleOf(new Map([[String(index), held]]));
}

/** Is what an expression gives only looked at: tested, logged, thrown away? */
function isMention(node: TSESTree.Node, protocol: Protocol): boolean {
  const parent = node.parent!;
  switch (parent.type) {
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'CallExpression':
      return parent.callee !== node && protocol.borrows(parent);
    default:
      return false;
  }
}
