/**
 * Is what a place holds ever taken out of it, so that somebody may call it? Each read of the place is followed: through
 * what looks elements up, through the names that they are given, to where only other parts of them are used:
 *
 *     for (const job of this.#jobs.values()) total += job.size;   // nobody has `job.cancel`
 *
 * What is not known to leave the value alone has taken it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { firstParameter, usesArguments, type Callable } from '../../syntax/functions.js';
import { accessedKey, keyOf } from '../../syntax/members.js';
import { functionInFile } from '../../syntax/methods.js';
import { isTarget } from '../../syntax/patterns.js';
import { isGlobal, variableOf } from '../../syntax/scopes.js';
import { isUsing } from '../../syntax/statements.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import {
  elementOf,
  givenBy,
  hasElements,
  isCalling,
  isIndex,
  isInert,
  isSame,
  keyOfHeld,
  listOf,
  looking,
  mayRelease,
  plain,
  storing,
  withPart,
  type Held,
} from './held.js';
import { idOf } from './identity.js';
import { isCalled, readsOf } from './own-objects.js';
import type { Protocol } from './protocol.js';
import type { TrackFacts } from './track-facts.js';
import { accessorsOf, project, restOf, type Value } from './value.js';

/** What is asked about one place. */
interface Question {
  /** What is put into the place: it, or each element of it. */
  readonly held: Held;
  /** Is this expression the place itself? What is put back into it has not left it. */
  readonly isPlace: (node: TSESTree.Node) => boolean;
}

/** Does this read of the place take what it holds, as more than a mention? */
export type IsTaken = (read: TSESTree.Node, question: Question) => boolean;

/** Makes the answers. */
export function makeTaken(facts: TrackFacts): IsTaken {
  const { scopes, protocol } = facts;
  return follow;

  function follow(read: TSESTree.Node, { held: whole, isPlace }: Question): boolean {
    const seen = new Set<string>();
    return isTaken(read, whole);

    function isTaken(node: TSESTree.Node, held: Held): boolean {
      if (!mayRelease(held.value) || isMention(node, protocol)) return false;
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
        case 'MemberExpression':
          return parent.object !== node || isMemberTaken(parent, held);
        case 'CallExpression':
          return parent.callee === node || isArgumentTaken(parent, node, held);
        case 'NewExpression':
          return isCopyTaken(parent, held);
        case 'SpreadElement':
          return isSpreadTaken(parent, held);
        case 'VariableDeclarator':
          return isUsing(parent.parent) || isGivenTo(parent.id, held);
        case 'AssignmentExpression':
          if (parent.left === node) return parent.operator !== '=' && isTaken(parent, held);
          return isGivenTo(parent.left, held) || isTaken(parent, held);
        case 'ForOfStatement':
          return parent.right === node && isIterationTaken(parent, held);
        case 'ForInStatement':
          return parent.right !== node;
        default:
          return true;
      }
    }

    function isMemberTaken(member: TSESTree.MemberExpression, held: Held): boolean {
      if (isTarget(member) || isMention(member, protocol)) return false;
      const name = accessedKey(member);
      const { kind, value } = held;
      if (isCalled(member)) {
        const call = wrapped(member).parent!;
        if (call.type !== 'CallExpression' || name === undefined) return true;
        return hasElements(held) ? isMethodTaken(call, name, held) : !isInert(project(value, name));
      }
      if (kind === 'value') return isPartTaken(member, name, value);
      if (name === 'length' || name === 'size') return false;
      if (kind === 'map') return true;
      return (
        (kind === 'list' && name !== undefined && !isIndex(name)) || isTaken(member, plain(value))
      );
    }

    function isPartTaken(
      member: TSESTree.MemberExpression,
      name: string | undefined,
      value: Value | undefined,
    ): boolean {
      // What has accessors may do anything when it is read.
      if (value?.kind !== 'record') return name !== 'length' && name !== 'name';
      if (name === undefined || accessorsOf(value).length > 0) return true;
      return isTaken(member, plain(project(value, name)));
    }

    /** A method of an array, set, map or iterator. */
    function isMethodTaken(call: TSESTree.CallExpression, name: string, held: Held): boolean {
      if (looking.has(name)) return false;
      if (name === 'push' || name === 'unshift') return false;
      if (name === 'add' || name === 'set') return isTaken(call, held);
      // `stack.use(x)` gives `x`.
      if (storing.has(name)) return !isMention(call, protocol);
      const given = givenBy(name, held);
      if (!isCalling(name) || call.arguments.length === 0) {
        return given === undefined || isTaken(call, given);
      }
      return isCallbackTaken(call, name, held) || (given !== undefined && isTaken(call, given));
    }

    /** Does the function that a method shows the elements to take them? */
    function isCallbackTaken(
      { arguments: args }: TSESTree.CallExpression,
      name: string,
      held: Held,
    ): boolean {
      const [fn, ...others] = args;
      if (fn?.type !== 'ArrowFunctionExpression' && fn?.type !== 'FunctionExpression') return true;
      if (usesArguments(scopes, fn)) return true;
      const { kind, value } = held;
      const isPair = name === 'sort' || name === 'toSorted';
      const isFold = name === 'reduce';
      if (isFold && others.length === 0) return true;
      const element = plain(kind === 'map' ? project(value, '1') : value);
      const second = isPair || isFold || kind === 'list' ? element : plain(project(value, '0'));
      const gets = isFold ? [undefined, element, undefined, held] : [element, second, held];
      return fn.params.some((param, index) => {
        const has = gets[index];
        return has !== undefined && isGivenTo(param, has);
      });
    }

    function isArgumentTaken(
      call: TSESTree.CallExpression,
      node: TSESTree.Node,
      held: Held,
    ): boolean {
      const callee = unwrap(call.callee);
      const fn = functionInFile(facts, callee);
      if (fn !== undefined) return isParameterTaken(fn, call.arguments, node, held);
      const name = callee.type === 'MemberExpression' ? accessedKey(callee) : undefined;
      if (callee.type !== 'MemberExpression' || name === undefined) return true;
      // What is put back is held as before, and what is looked for is not taken.
      if (isPlace(unwrap(callee.object))) {
        const isBack = storing.has(name) && isSame(held, elementOf(whole, name));
        return !looking.has(name) && !isBack;
      }
      if (call.arguments.length > 1) return true;
      if (isGlobal(scopes, callee.object, 'Array') && name === 'from' && hasElements(held)) {
        return isTaken(call, listOf(held.value));
      }
      if (held.kind !== 'table' || !isGlobal(scopes, callee.object, 'Object')) return true;
      if (name === 'values') return isTaken(call, listOf(held.value));
      if (name === 'entries') return isTaken(call, listOf(withPart('1', held.value)));
      return name !== 'keys' || node.parent !== call;
    }

    function isParameterTaken(
      fn: Callable,
      args: readonly TSESTree.Node[],
      node: TSESTree.Node,
      held: Held,
    ): boolean {
      const index = args.indexOf(node);
      const isSure = args.slice(0, index).every(({ type }) => type !== 'SpreadElement');
      if (!isSure || usesArguments(scopes, fn)) return true;
      const params = fn.params.slice(firstParameter(fn.params));
      const isInRest = params.findIndex(({ type }) => type === 'RestElement');
      if (isInRest >= 0 && isInRest <= index) return true;
      const parameter = params[index];
      return parameter !== undefined && isGivenTo(parameter, held);
    }

    /** `new Map(old)`, `new Set(list)` */
    function isCopyTaken(copy: TSESTree.NewExpression, held: Held): boolean {
      if (copy.arguments.length !== 1 || !hasElements(held)) return true;
      if (isGlobal(scopes, copy.callee, 'Set')) return isTaken(copy, listOf(held.value));
      return !isGlobal(scopes, copy.callee, 'Map') || isTaken(copy, { ...held, kind: 'map' });
    }

    function isSpreadTaken(spread: TSESTree.SpreadElement, held: Held): boolean {
      const { parent } = spread;
      if (parent.type === 'ArrayExpression') {
        return !hasElements(held) || isTaken(parent, listOf(held.value));
      }
      const isCopied = parent.type === 'ObjectExpression' && !hasElements(held);
      return !isCopied || isTaken(parent, held);
    }

    function isIterationTaken(loop: TSESTree.ForOfStatement, held: Held): boolean {
      if (loop.await || !hasElements(held)) return true;
      const { left } = loop;
      const each = plain(held.value);
      if (left.type !== 'VariableDeclaration') return isGivenTo(left, each);
      return isUsing(left) || isGivenTo(left.declarations[0].id, each);
    }

    /** Does somebody take it of what this pattern names? */
    function isGivenTo(pattern: TSESTree.Node, held: Held): boolean {
      if (!mayRelease(held.value)) return false;
      const { kind, value } = held;
      switch (pattern.type) {
        case 'AssignmentPattern':
          return isGivenTo(pattern.left, held);
        case 'Identifier':
          return isPlace(pattern) ? !isSame(held, whole) : isNameTaken(pattern, held);
        case 'MemberExpression':
          if (isPlace(pattern)) return !isSame(held, whole);
          return !isPlace(pattern.object) || !isSame(held, plain(whole.value));
        case 'ArrayPattern':
          return pattern.elements.some((element, index) => {
            if (element === null) return false;
            const isRest = element.type === 'RestElement';
            if (kind !== 'value') {
              return isRest
                ? isGivenTo(element.argument, listOf(value))
                : isGivenTo(element, plain(value));
            }
            return isRest
              ? isGivenTo(element.argument, plain(restOf(value, index)))
              : value?.kind !== 'record' ||
                  isGivenTo(element, plain(project(value, String(index))));
          });
        case 'ObjectPattern':
          return isObjectTaken(pattern, held);
        default:
          return true;
      }
    }

    function isObjectTaken({ properties }: TSESTree.ObjectPattern, held: Held): boolean {
      const { kind, value } = held;
      const isRead =
        kind === 'table' || (value?.kind === 'record' && accessorsOf(value).length === 0);
      if (!isRead || kind === 'list' || kind === 'map') return true;
      const keys = properties.map((each) => (each.type === 'Property' ? keyOf(each) : undefined));
      return properties.some((property, index) => {
        if (property.type === 'RestElement') {
          const known = keys.slice(0, index);
          const rest = known.includes(undefined) ? value : restOf(value, known as string[]);
          return isGivenTo(property.argument, kind === 'table' ? held : plain(rest));
        }
        if (kind === 'table') return isGivenTo(property.value, plain(value));
        const key = keys[index];
        return key === undefined || isGivenTo(property.value, plain(project(value, key)));
      });
    }

    function isNameTaken(name: TSESTree.Identifier, held: Held): boolean {
      const variable = variableOf(scopes, name);
      const reads = readsOf(scopes, name);
      if (variable === undefined || reads === undefined) return true;
      const key = `${String(idOf(variable))} ${keyOfHeld(held)}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return reads.some((each) => isTaken(each, held));
    }
  }
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
