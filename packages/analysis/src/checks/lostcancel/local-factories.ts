/**
 * Which calls of a file acquire. A function of the same file is judged by its body, whatever its type says:
 * one that returns nothing it acquired is no factory, one that returns a cancel function it acquired is. Whether that is still
 * owed then, or others have it already, is left to who judges the body.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import { keyOf } from '../../syntax/members.js';
import { calledIn, calledMember, lastName, lastSpelling } from '../../syntax/callee.js';
import { eitherOf } from '../../syntax/either.js';
import type { Named } from '../../syntax/functions.js';
import { calledInFile, instanceMethod, ownMethod, tableOf } from '../../syntax/methods.js';
import { eachReturn, isFunction, type FunctionNode } from '../../syntax/returns.js';
import {
  constantInitOf,
  contains,
  isGlobal,
  scopeNodeOf,
  variableOf,
} from '../../syntax/scopes.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import type { Factory } from '../../types/port.js';
import type { FilePass } from '../check.js';
import { reachOf } from '../track/reach.js';
import { keyOfPart } from '../track/value.js';
import { isOtherwiseUsed } from './usage.js';
import {
  acquisitionOf,
  receiverOf,
  type CancelAcquisition,
  type FileFactory,
} from './acquisition.js';
import { looksUp } from './lookups.js';
import { groupBy } from '../../syntax/group.js';

/** What the body of a function gives to its caller. */
type Given =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'pair' | 'bare';
      readonly keeps: Factory['keeps'];
      readonly made: FileFactory['made'];
      /** Does it give a promise of that, though it is not async? */
      readonly isPromised?: boolean;
    };

/** The calls of a file that may be of a factory by their names and by what is done with the result. */
export function* eachNamedCall(pass: FilePass): Generator<TSESTree.CallExpression> {
  for (const call of pass.index.of('CallExpression')) if (mayAcquire(pass, call)) yield call;
}

function mayAcquire(pass: FilePass, call: TSESTree.CallExpression): boolean {
  const isNamed = mayBeFactory(pass, calledIn(call)) || mayBeFactory(pass, call.callee);
  return isNamed && !isOtherwiseUsed(pass, call);
}

/** By its last name alone. */
function mayBeFactory({ types }: FilePass, callee: TSESTree.Node): boolean {
  const name = lastSpelling(callee);
  return name !== undefined && types.mayBeFactory(name);
}

/** Answers for the calls of one file. */
export function makeLocalFactories(
  pass: FilePass,
): (call: TSESTree.CallExpression) => FileFactory | undefined {
  const { index, types, source } = pass;
  const { scopes, visitorKeys } = source;
  const given = new Map<FunctionNode, Given>();
  let callsOf: Map<TSESTree.Node, TSESTree.CallExpression[]> | undefined;
  return factoryOf;

  function factoryOf(call: TSESTree.CallExpression): FileFactory | undefined {
    const callee = calledIn(call);
    const name = lastName(callee);
    if (name === undefined) return factoryWithoutName(call, callee);
    const local = localFunction(callee);
    const declared = mayAcquire(pass, call) ? types.factory(call) : undefined;
    if (local === undefined || !isFunction(local)) {
      return declared && looksUp(types, call, declared) ? undefined : declared;
    }
    const gives = givenBy(local);
    if (gives.kind === 'nothing') return undefined;
    const { keeps, made, isPromised = false } = gives;
    if (declared !== undefined) return { ...declared, keeps, made };
    if (gives.kind !== 'bare') return undefined;
    const promise = local.async || isPromised;
    return { name, cancel: { kind: 'whole' }, context: undefined, promise, keeps, made };
  }

  /**
   * `opens[kind](parent)`, `opener(parent)(ms)`: a table says by its own name, or by what is written in it, whether types need
   * be asked; what makes a function by its name.
   */
  function factoryWithoutName(
    call: TSESTree.CallExpression,
    callee: TSESTree.Node,
  ): Factory | undefined {
    const inner = unwrap(callee);
    const made = inner.type === 'CallExpression' ? inner.callee : undefined;
    const object = inner.type === 'MemberExpression' ? inner.object : made;
    const variable = object && variableOf(scopes, object);
    const held = [...((variable && tableOf(variable)?.values()) ?? [])];
    if (![object, ...held].some((each) => each && mayBeFactory(pass, each))) return undefined;
    const mayBe = made === undefined || mayMakeFactory(made);
    return mayBe && !isOtherwiseUsed(pass, call) ? types.factory(call) : undefined;
  }

  /** False for a function of this file that gives none whose body acquires. */
  function mayMakeFactory(maker: TSESTree.Node): boolean {
    const local = localFunction(maker);
    if (local === undefined || !isFunction(local)) return local === undefined;
    return [...eachReturn(local, visitorKeys)].some((each) => {
      const given = each && unwrap(each);
      return given !== null && isFunction(given) && givenBy(given).kind !== 'nothing';
    });
  }

  function localFunction(callee: TSESTree.Node): Named | undefined {
    const inner = unwrap(callee);
    const isMember = inner.type === 'MemberExpression';
    const own = isMember ? (ownMethod(inner) ?? instanceMethod(scopes, inner)) : undefined;
    return own ?? calledInFile({ scopes, index }, inner);
  }

  function givenBy(fn: FunctionNode): Given {
    const known = given.get(fn);
    if (known !== undefined) return known;
    // A function that gives what it gets from itself gives nothing by that.
    given.set(fn, { kind: 'nothing' });
    const gives = judge(fn);
    given.set(fn, gives);
    return gives;
  }

  function judge(fn: FunctionNode): Given {
    const returned = [...eachReturn(fn, visitorKeys)].filter((each) => each !== null);
    for (const each of returned) {
      const promised = isKept(each, fn) ? undefined : promisedBy(each);
      if (promised !== undefined) return promised;
    }
    const own = returned.filter((each) => !isKept(each, fn));
    const made: CancelAcquisition[] = [];
    let isPair = false;
    let isMade = false;
    for (const acquisition of own.length === 0 ? [] : acquisitionsIn(fn)) {
      const { carriers } = reachOf({ scopes, index }, acquisition.node, acquisition.root);
      const carrying = own.filter((each) => carriers.has(each));
      if (carrying.length > 0) made.push(acquisition);
      isMade ||= carrying.length > 0 && isMadeOver(acquisition, own);
      isPair ||= carrying.some((each) => !isBare(each, acquisition));
    }
    const [first] = made;
    if (first === undefined) return { kind: 'nothing' };
    const { keeps } = first.factory;
    return { kind: isPair ? 'pair' : 'bare', keeps, made: isMade ? undefined : made };
  }

  /** Is what a call makes of the cancel function among what is returned: `{ ctx, cancel: once(cancel) }`? */
  function isMadeOver(
    { node, root, acquired }: CancelAcquisition,
    returned: readonly TSESTree.Node[],
  ): boolean {
    const receiver = receiverOf(node, acquired.resource);
    const references = (receiver && variableOf(scopes, receiver)?.references) ?? [];
    return references.some(({ identifier }) => {
      const given = wrapped(identifier);
      const call = given.parent;
      if (call?.type !== 'CallExpression' || call.callee === given) return false;
      const { carriers } = reachOf({ scopes, index }, call, root);
      return returned.some((each) => carriers.has(each));
    });
  }

  /** What a promise that is given on will give: that of another function, `Promise.resolve(open())`, `ready.then(() => open())`. */
  function promisedBy(expression: TSESTree.Node): Given | undefined {
    const value = unwrap(expression);
    const promise = constantInitOf(variableOf(scopes, value)) ?? value;
    if (promise.type !== 'CallExpression') return undefined;
    const factory = factoryOf(promise);
    if (factory?.promise === true) return givenAs(factory);
    const method = calledMember(promise);
    const [first] = promise.arguments;
    if (method === undefined || first === undefined) return undefined;
    switch (method.name) {
      case 'resolve': {
        const made = isGlobal(scopes, method.object, 'Promise') ? unwrap(first) : undefined;
        const inner = made?.type === 'CallExpression' ? factoryOf(made) : undefined;
        return inner && givenAs(inner);
      }
      case 'then': {
        const fn = unwrap(first);
        const gives = isFunction(fn) ? givenBy(fn) : undefined;
        return gives === undefined || gives.kind === 'nothing'
          ? undefined
          : { ...gives, isPromised: true };
      }
      default:
        return undefined;
    }
  }

  function acquisitionsIn(fn: FunctionNode): CancelAcquisition[] {
    callsOf ??= groupBy(index.of('CallExpression'), rootOf);
    return (callsOf.get(fn) ?? []).flatMap((call) => {
      const factory = factoryOf(call);
      const acquisition = factory === undefined ? undefined : acquisitionOf(call, factory);
      return acquisition === undefined ? [] : [acquisition];
    });
  }

  /** What a function reads from a variable around it was put there first, for others. */
  function isKept(expression: TSESTree.Expression, fn: FunctionNode): boolean {
    const value = unwrap(expression);
    const name = value.type === 'AssignmentExpression' ? value.left : value;
    const variable = variableOf(scopes, name);
    return variable !== undefined && !contains(fn, scopeNodeOf(variable));
  }

  /** Is a returned expression the cancel function itself: its variable, or that part of the result? */
  function isBare(expression: TSESTree.Node, acquisition: CancelAcquisition): boolean {
    const { node, acquired } = acquisition;
    const value = unwrap(expression);
    if (value === node) return acquired.resource.kind === 'whole';
    if (value.type === 'MemberExpression') {
      return value.object === node && keyOf(value) === keyOfPart(acquired.resource);
    }
    // `cancel ?? noop`
    const either = eitherOf(value);
    if (either !== undefined) return either.some((each) => isBare(each, acquisition));
    if (value.type !== 'Identifier') return false;
    const receiver = receiverOf(node, acquired.resource);
    const variable = variableOf(scopes, value);
    return (
      receiver !== undefined && variable !== undefined && variableOf(scopes, receiver) === variable
    );
  }
}

/** What a promise of what a factory gives is. */
function givenAs({ cancel, keeps, made }: FileFactory): Given {
  return { kind: cancel.kind === 'whole' ? 'bare' : 'pair', keeps, made, isPromised: true };
}
