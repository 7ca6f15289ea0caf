/**
 * Which promises cannot reject, by what is written in this file: bodies that do not throw, `catch` and `then` with
 * handlers that do not, `new Promise(…)` and `Promise.withResolvers()` that nothing rejects. What a promise of somebody
 * else does, it does not know.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { constantTruth } from '../../flow/constant.js';
import type { Origin, Root } from '../../flow/graph.js';
import { calledMember, isConsole } from '../../syntax/callee.js';
import { calledFunction, usesArguments, type Callable } from '../../syntax/functions.js';
import { nilOf } from '../../syntax/literal.js';
import { keyOf } from '../../syntax/members.js';
import { calledInFile } from '../../syntax/methods.js';
import { isAssigned } from '../../syntax/patterns.js';
import {
  constantInitOf,
  initOf,
  isConstant,
  isGlobal,
  variableOf,
  type Variable,
} from '../../syntax/scopes.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import { isHarmlessFunction } from '../../types/harmless.js';
import { originsOf } from './origins.js';
import { membersAt, readsOf } from './own-objects.js';
import { makePrivates, type Privates } from './privates.js';
import { makeRecursive } from './recursive.js';
import type { Throws, ThrowsFacts } from './track-facts.js';

/** Where calls may throw, and where only what is evident does. */
export type Reckoned = Exclude<Throws, 'none'>;

/** What the answers take of those about exceptions. */
export interface SettlesFacts extends ThrowsFacts {
  /** The function of this file that a call calls. */
  readonly functionCalled: (call: TSESTree.CallExpression) => Callable | undefined;
  /** Can an exception leave this body? */
  readonly rootThrows: (root: Root, as: Reckoned) => boolean;
  /** Is this a call of `afterFunc`, which gives a function that does not throw? */
  readonly isStopOfAfterFunc: (made: TSESTree.Node) => boolean;
}

/** The answers. Handlers and executors throw as the code around them would. */
export interface Settles {
  /** Can awaiting this never throw? */
  cannotReject(promise: TSESTree.Node, as: Reckoned): boolean;
  /** Is it a handler that neither throws nor gives what rejects? */
  isQuiet(handler: TSESTree.Node, as: Reckoned): boolean;
}

/** Makes the answers. */
export function makeSettles({
  types,
  scopes,
  index,
  graphs,
  functionCalled,
  rootThrows,
  isStopOfAfterFunc,
}: SettlesFacts): Settles {
  const rejecting = {
    calls: makeRecursive<TSESTree.Node>(),
    evident: makeRecursive<TSESTree.Node>(),
  };
  let privates: Privates | undefined;
  return { cannotReject: (promise, as) => !mayReject(promise, as), isQuiet };

  function mayReject(promise: TSESTree.Node, as: Reckoned): boolean {
    const inner = unwrap(promise);
    const value = inner.type === 'ChainExpression' ? inner.expression : inner;
    // What a variable is given may be made of the variable.
    const key = variableOf(scopes, value)?.defs[0]?.name as TSESTree.Node | undefined;
    return rejecting[as].ask(key ?? value, () => {
      switch (value.type) {
        case 'CallExpression':
          return callRejects(value, as);
        case 'NewExpression':
          return !isNeverRejected(value, as);
        case 'ConditionalExpression':
          return ![value.consequent, value.alternate].every((each) => isHarmlessValue(each, as));
        case 'LogicalExpression':
          return ![value.left, value.right].every((each) => isHarmlessValue(each, as));
        case 'AssignmentExpression':
          return value.operator === '=' && !isHarmlessValue(value.right, as);
        case 'AwaitExpression':
          // What is waited for gives no promise.
          return false;
        case 'MemberExpression':
          return handedAs(value.object) !== 'reason' && !isMemberHarmless(value, as);
        default: {
          if (handedAs(value) !== undefined) return false;
          const origins = originsOf(scopes, graphs, value);
          return origins.length === 0 || !origins.every((each) => isHarmless(each, as));
        }
      }
    });
  }

  /** A chain is followed to where something in it takes what was rejected before. */
  function callRejects(call: TSESTree.CallExpression, as: Reckoned): boolean {
    for (let link = call; ;) {
      const method = calledMember(link);
      if (method === undefined) return bodyRejects(link, as);
      const { name } = method;
      if (isGlobal(scopes, method.object, 'Promise')) return isMadeOfRejecting(name, link, as);
      const all = handlers.get(name);
      if (all === undefined) {
        return bodyRejects(link, as) && (link === call || !types.cannotReject(link));
      }
      const given = link.arguments;
      // `then(undefined, handler)` hands on what it has got.
      const [first] = given;
      const isFirstLeftOut = first !== undefined && nilOf(scopes, first) !== undefined;
      const taking = isFirstLeftOut ? given.slice(1) : given;
      if (taking.length === 0 || !taking.every((handler) => isQuiet(handler, as))) return true;
      if (given.length === all) return false;
      const before = unwrap(method.object);
      if (before.type !== 'CallExpression') return mayReject(before, as);
      link = before;
    }
  }

  /** `Promise.resolve()`, and `Promise.all` and its like of what is written out or made by a closure. */
  function isMadeOfRejecting(name: string, call: TSESTree.CallExpression, as: Reckoned): boolean {
    const [first, ...others] = call.arguments;
    if (others.length > 0) return true;
    if (name === 'resolve') return first !== undefined && !isHarmlessValue(first, as);
    if (name === 'allSettled') return false;
    if (name === 'withResolvers' || first === undefined) return true;
    // `any` of none rejects.
    if (name === 'any' && !hasElement(first)) return true;
    return !['all', 'race', 'any'].includes(name) || !isQuietList(first, as);
  }

  /** Is it a list of which no element rejects? */
  function isQuietList(node: TSESTree.Node, as: Reckoned): boolean {
    const list = unwrap(node);
    switch (list.type) {
      case 'ArrayExpression':
        return list.elements.every((each) => each === null || isQuietElement(each, as));
      case 'CallExpression':
        return isMappedQuietly(list, as);
      case 'NewExpression':
        return isGlobal(scopes, list.callee, 'Set') && list.arguments.length === 0;
      case 'Identifier': {
        const init = constantInitOf(variableOf(scopes, list));
        return (
          init !== undefined &&
          readsOf(scopes, list)?.every((read) => isListedQuietly(read, as)) === true &&
          isQuietList(init, as)
        );
      }
      default:
        return false;
    }
  }

  function isQuietElement(element: TSESTree.Node, as: Reckoned): boolean {
    return element.type === 'SpreadElement'
      ? isQuietList(element.argument, as)
      : isHarmlessValue(element, as);
  }

  /** Does a mention of a list put nothing into it that rejects, and give it to nobody who could? */
  function isListedQuietly(mention: TSESTree.Node, as: Reckoned): boolean {
    const whole = wrapped(mention);
    const { parent } = whole;
    switch (parent?.type) {
      case 'SpreadElement':
        return true;
      case 'CallExpression': {
        const callee = unwrap(parent.callee);
        return callee.type === 'MemberExpression' && isGlobal(scopes, callee.object, 'Promise');
      }
      case 'MemberExpression': {
        const name = keyOf(parent) ?? '';
        if (name === 'length' || name === 'size') return !isAssigned(parent);
        const call = wrapped(parent).parent;
        if (call?.type !== 'CallExpression') return false;
        if (removing.has(name)) return true;
        return adding.has(name) && call.arguments.every((each) => isQuietElement(each, as));
      }
      default:
        return false;
    }
  }

  /** `list.map((each) => …)` and `Array.from(list, (each) => …)` */
  function isMappedQuietly(call: TSESTree.CallExpression, as: Reckoned): boolean {
    const method = calledMember(call);
    if (method === undefined) return false;
    const { name, object } = method;
    const given = call.arguments;
    if (name === 'from' && isGlobal(scopes, object, 'Array')) {
      return given.length === 2 && isQuiet(given[1]!, as);
    }
    return (
      name === 'map' && given.length === 1 && types.iteratesSafely(object) && isQuiet(given[0]!, as)
    );
  }

  /** A call of a function of this file: an async one that throws, or one that gives what rejects. */
  function bodyRejects(call: TSESTree.CallExpression, as: Reckoned): boolean {
    const fn = functionCalled(call);
    if (fn === undefined || fn.generator) return true;
    // Another function throws where it is called, and not where its result is awaited.
    return (fn.async && rootThrows(fn, 'calls')) || !givesHarmless(fn, as);
  }

  /** A handler that neither throws nor gives what rejects. */
  function isQuiet(handler: TSESTree.Node, as: Reckoned): boolean {
    if (handler.type === 'SpreadElement') return false;
    const fn = calledInFile({ scopes, index }, handler);
    if (fn === undefined) {
      const isQuietCall = isConsole(scopes, unwrap(handler)) || types.isCancelFunc(handler);
      const made = constantInitOf(variableOf(scopes, handler));
      if (isQuietCall || (made !== undefined && isStopOfAfterFunc(made))) return true;
      // As the same call in a closure would do: where calls are not reckoned with, it does not throw.
      return as === 'evident' && types.givesNoPromise(handler as TSESTree.Expression);
    }
    return 'params' in fn && !fn.generator && !rootThrows(fn, as) && givesHarmless(fn, as);
  }

  function givesHarmless(fn: Callable, as: Reckoned): boolean {
    return graphs(fn).blocks.every(({ items }) => {
      const last = items.at(-1);
      return last?.kind !== 'return' || isHarmless(last.value, as);
    });
  }

  function isHarmless(origin: Origin, as: Reckoned): boolean {
    switch (origin.kind) {
      case 'expression':
        return isHarmlessValue(origin.node, as);
      case 'part':
        return (
          origin.key === 'promise' &&
          origin.of.kind === 'expression' &&
          isNeverRejectedBy(origin.of.node, as)
        );
      default:
        return origin.kind === 'undefined';
    }
  }

  /**
   * Is a name the value that a promise gives to its handler, or what somebody has thrown? Neither is a promise, nor is what
   * an error has among its members.
   */
  function handedAs(name: TSESTree.Node): 'value' | 'reason' | undefined {
    const variable = variableOf(scopes, name);
    if (variable === undefined || !isConstant(variable)) return undefined;
    const { node, name: param } = variable.defs[0]!;
    if (node.type === 'CatchClause') return node.param === param ? 'reason' : undefined;
    if (!('params' in node) || node.params[0] !== param) return undefined;
    const call = node.parent;
    if (call.type !== 'CallExpression') return undefined;
    const method = calledMember(call)?.name;
    const at = call.arguments.indexOf(node as TSESTree.CallExpressionArgument);
    if (at === -1 || (method !== 'then' && method !== 'catch')) return undefined;
    return method === 'catch' || at === 1 ? 'reason' : 'value';
  }

  /** `deferred.promise`, `this.#ready` */
  function isMemberHarmless(member: TSESTree.MemberExpression, as: Reckoned): boolean {
    const field = constantField(member);
    if (field !== undefined) return isHarmlessValue(field.value, as);
    if (keyOf(member) !== 'promise') return false;
    const object = unwrap(member.object);
    const variable = variableOf(scopes, object);
    const made =
      variable === undefined ? (constantField(object)?.value ?? object) : initOf(variable);
    return made !== undefined && isNeverRejectedBy(made, as);
  }

  /** A private field that keeps what it is declared with, and where it is read. */
  function constantField(node: TSESTree.Node | undefined) {
    if (node?.type !== 'MemberExpression' && node?.type !== 'PropertyDefinition') return undefined;
    privates ??= makePrivates({ scopes, index });
    const member = privates.memberAt(node);
    const [field] = member?.declared ?? [];
    if (member === undefined || field?.type !== 'PropertyDefinition' || !field.value)
      return undefined;
    const reads = privates.accessesOf(member);
    const isHidden = privates.isTakenApart(member) || privates.computedAccesses(member).length > 0;
    return isHidden || reads.some(isAssigned) ? undefined : { value: field.value, reads };
  }

  /** No thenable, or one that does not reject. */
  function isHarmlessValue(value: TSESTree.Node, as: Reckoned): boolean {
    if (value.type === 'SpreadElement') return false;
    return (
      constantTruth(value) !== undefined ||
      types.isCancelFunc(value) ||
      types.cannotReject(value as TSESTree.Expression) ||
      !mayReject(value, as)
    );
  }

  /** `new Promise((resolve) => …)` that gives nobody a way to reject it. */
  function isNeverRejected({ callee, arguments: given }: TSESTree.NewExpression, as: Reckoned) {
    const [executor, ...others] = given;
    if (executor === undefined || others.length > 0 || !isGlobal(scopes, callee, 'Promise')) {
      return false;
    }
    const fn = calledFunction(scopes, executor);
    // `new Promise(setImmediate)`
    if (fn === undefined) return isHarmlessFunction(scopes, unwrap(executor));
    if (!('params' in fn) || usesArguments(scopes, fn)) return false;
    const params = fn.params.map((each) => variableOf(scopes, each));
    if (params.some((each) => each === undefined)) return false;
    const [resolve, ...unused] = params as Variable[];
    if (unused.some(({ references }) => references.length > 0)) return false;
    // What an asynchronous executor throws goes elsewhere.
    if (!fn.async && rootThrows(fn, as)) return false;
    return isResolvedAlways(resolve, as);
  }

  /** `Promise.withResolvers()` of which nobody takes the means to reject it. */
  function isNeverRejectedBy(node: TSESTree.Node, as: Reckoned): boolean {
    const call = unwrap(node);
    const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
    if (callee?.type !== 'MemberExpression' || keyOf(callee) !== 'withResolvers') return false;
    if (!isGlobal(scopes, callee.object, 'Promise')) return false;
    const { parent } = wrapped(call);
    const holder =
      parent?.type === 'VariableDeclarator' ? variableOf(scopes, parent.id) : undefined;
    if (holder !== undefined && !isConstant(holder)) return false;
    const kept = holder && readsOf(scopes, holder.defs[0]!.name);
    const uses = holder === undefined ? (constantField(parent)?.reads ?? [call]) : kept;
    return uses?.flatMap(membersAt).every(([name, use]) => isUsedQuietly(name, use, as)) === true;
  }

  /** Does this use of a part of a promise with resolvers not reject the promise? */
  function isUsedQuietly(name: string | undefined, use: TSESTree.Node, as: Reckoned): boolean {
    if (name === 'promise') return !isAssigned(use);
    const taken = use.type === 'Property' ? variableOf(scopes, use.value) : undefined;
    if (use.type === 'Property' && taken === undefined) return false;
    if (name === 'reject') return taken?.references.every((each) => !each.isRead()) === true;
    if (name !== 'resolve') return false;
    return taken === undefined ? isResolvedQuietly(use, as) : isResolvedAlways(taken, as);
  }

  function isResolvedAlways(resolve: Variable | undefined, as: Reckoned): boolean {
    return (resolve?.references ?? []).every(({ identifier }) =>
      isResolvedQuietly(identifier as TSESTree.Node, as),
    );
  }

  /** Is it no call of `resolve` that gives it a promise which rejects? Others, who may have it, give it none. */
  function isResolvedQuietly(resolve: TSESTree.Node, as: Reckoned): boolean {
    const { parent } = resolve;
    if (parent?.type !== 'CallExpression' || parent.callee !== resolve) return true;
    return parent.arguments.every((each) => isHarmlessValue(each, as));
  }
}

/** Does a list that is written out have an element for certain? */
function hasElement(list: TSESTree.Node): boolean {
  const array = unwrap(list);
  return (
    array.type === 'ArrayExpression' &&
    array.elements.some((each) => each !== null && each.type !== 'SpreadElement')
  );
}

/** The methods that put their arguments into a list, and those that only take something out. */
const adding = new Set(['add', 'push', 'unshift']);
const removing = new Set(['clear', 'delete', 'has', 'pop', 'shift']);

/** The methods of a promise that take handlers, and with how many they take every rejection. */
const handlers: ReadonlyMap<string, number> = new Map([
  ['catch', 1],
  ['then', 2],
  ['finally', Infinity],
]);
