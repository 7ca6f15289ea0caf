/** The abstract value of an expression, and the truth of a condition, in a state. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { ItemOf, Origin } from '../../flow/graph.js';
import { convertedToBoolean } from '../../syntax/callee.js';
import { literalOf } from '../../syntax/literal.js';
import { keyOf } from '../../syntax/members.js';
import { functionOf } from '../../syntax/functions.js';
import { unwrap } from '../../syntax/unwrap.js';
import { variableOf } from '../../syntax/scopes.js';
import type { Reach } from './reach.js';
import type { State } from './state.js';
import { constantOf, deepest } from './written.js';
import { isSettler } from './settlers.js';
import {
  accessorKey,
  inert,
  isNil,
  isReleaser,
  nullValue,
  project,
  restOf,
  undefinedValue,
  type Closure,
  type Value,
} from './value.js';

/** What names and functions mean, whatever the state. */
export interface Meaning {
  readonly scopes: ScopeManager;
  readonly reach: Reach;
  /** What is known of the arguments that the running function got, by their places. */
  readonly parameters: ReadonlyMap<number, Value>;
  /** Has the resource been put anywhere without having been handed over by that? */
  isBuried(): boolean;
}

/** Where a value comes from, evaluated; `undefined` is "not known". `caught` is the pending exception. */
export function evaluateOrigin(
  origin: Origin,
  state: State,
  meaning: Meaning,
  caught?: Value,
): Value | undefined {
  switch (origin.kind) {
    case 'expression':
      return evaluate(origin.node, state, meaning);
    case 'part':
      return project(evaluateOrigin(origin.of, state, meaning, caught), origin.key);
    case 'rest':
      return restOf(evaluateOrigin(origin.of, state, meaning, caught), origin.without);
    case 'undefined':
      return undefinedValue;
    case 'parameter':
      return meaning.parameters.get(origin.index);
    case 'caught':
      return caught;
    case 'unknown':
      return undefined;
  }
}

/** The value of an expression whose operands have been evaluated. */
export function evaluate(node: TSESTree.Node, state: State, meaning: Meaning): Value | undefined {
  const inner = unwrap(node);
  const temp = state.temps.get(inner);
  if (temp !== undefined) return temp;
  switch (inner.type) {
    case 'Identifier':
      return evaluateName(inner, state, meaning);
    case 'ThisExpression': {
      const variable = meaning.reach.selves.get(inner);
      return variable && state.variables.get(variable);
    }
    case 'Literal':
      return inner.raw === 'null' ? nullValue : undefined;
    case 'UnaryExpression':
      return inner.operator === 'void' ? undefinedValue : undefined;
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      // One that cannot reach the resource tells at least that calling it does nothing to it, and may not throw.
      return { kind: 'closure', node: inner };
    case 'ClassExpression':
      return closure(inner, meaning);
    case 'MemberExpression':
      return project(evaluate(inner.object, state, meaning), keyOf(inner));
    case 'ChainExpression':
      return evaluate(inner.expression, state, meaning);
    case 'AwaitExpression': {
      const value = evaluate(inner.argument, state, meaning);
      return value?.kind === 'promise' ? value.of : value;
    }
    case 'SequenceExpression':
      return evaluate(inner.expressions.at(-1)!, state, meaning);
    case 'AssignmentExpression':
      return inner.operator === '=' ? evaluate(inner.right, state, meaning) : undefined;
    case 'CallExpression':
      return evaluateMethod(inner, state, meaning);
    case 'ArrayExpression':
      return evaluateArray(inner, state, meaning);
    case 'ObjectExpression':
      return evaluateObject(inner, state, meaning);
    case 'JSXMemberExpression':
      return project(evaluate(inner.object, state, meaning), inner.property.name);
    default:
      // Elements have names of their own kind, and so have the templates of other parsers.
      return evaluateName(inner, state, meaning);
  }
}

/** Which way a test goes; `undefined` where both ways are open. */
export function decide(item: ItemOf<'test'>, state: State, meaning: Meaning): boolean | undefined {
  if (item.question === 'truthy' && item.value.kind === 'expression') {
    return truth(item.value.node, state, meaning);
  }
  if (item.question === 'nonNil' && isMethodOfFunction(item.value, state, meaning)) return true;
  const value = evaluateOrigin(item.value, state, meaning);
  if (value === undefined) return undefined;
  switch (item.question) {
    case 'truthy':
    case 'nonNil':
      return isNil(value) === false;
    case 'defined':
      return value.kind !== 'undefined';
  }
}

/** `cancel.call` and the like: every function has them. */
function isMethodOfFunction(origin: Origin, state: State, meaning: Meaning): boolean {
  const node = origin.kind === 'expression' ? unwrap(origin.node) : undefined;
  if (node?.type !== 'MemberExpression' || !functionMethods.has(keyOf(node) ?? '')) return false;
  const value = evaluate(node.object, state, meaning);
  return isReleaser(value) || value?.kind === 'closure';
}

const functionMethods: ReadonlySet<string> = new Set(['apply', 'bind', 'call']);

function truth(
  node: TSESTree.Node,
  state: State,
  meaning: Meaning,
  depth = deepest,
): boolean | undefined {
  const inner = unwrap(node);
  if (depth === 0) return undefined;
  switch (inner.type) {
    case 'UnaryExpression': {
      if (inner.operator !== '!') break;
      const argument = truth(inner.argument, state, meaning, depth - 1);
      return argument === undefined ? undefined : !argument;
    }
    case 'BinaryExpression':
      return compare(inner, state, meaning);
    case 'CallExpression': {
      const argument = convertedToBoolean(meaning.scopes, inner);
      if (argument !== undefined) return truth(argument, state, meaning, depth - 1);
      break;
    }
    default:
  }
  const nil = isNil(evaluate(inner, state, meaning));
  if (nil !== undefined) return !nil;
  // `const has = pair !== undefined` asks of what has not changed since.
  const test = inner.type === 'Identifier' ? constantOf(meaning.scopes, inner) : undefined;
  return test && truth(test, state, meaning, depth - 1);
}

/** `x === undefined`, `x != null`, `typeof x === 'function'`, `x instanceof Function`. */
function compare(
  node: TSESTree.BinaryExpression,
  state: State,
  meaning: Meaning,
): boolean | undefined {
  const { operator, left, right } = node;
  if (operator === 'instanceof') {
    const value = evaluate(left, state, meaning);
    if (isNil(value) === true) return false;
    const isFunction = right.type === 'Identifier' && right.name === 'Function';
    return value?.kind === 'resource' && isFunction ? true : undefined;
  }
  const negated = operator === '!==' || operator === '!=';
  if (!negated && operator !== '===' && operator !== '==') return undefined;
  const equal =
    compareTypeof(left, right, state, meaning) ??
    compareTypeof(right, left, state, meaning) ??
    compareNil(node, state, meaning);
  return equal === undefined ? undefined : equal !== negated;
}

function compareNil(
  node: TSESTree.BinaryExpression,
  state: State,
  meaning: Meaning,
): boolean | undefined {
  const left = evaluate(node.left, state, meaning);
  const right = evaluate(node.right, state, meaning);
  if (left === undefined) return isOther(right, node.left, meaning);
  if (right === undefined) return isOther(left, node.right, meaning);
  const [leftNil, rightNil] = [isNil(left), isNil(right)];
  if (leftNil === true && rightNil === true) {
    return node.operator.length === 2 || left.kind === right.kind;
  }
  // Of two that are not nil nothing is known but that a resource is itself.
  if (leftNil !== rightNil) return false;
  return left.kind === 'resource' && right.kind === 'resource' ? true : undefined;
}

/** What nobody else has yet is not what a property of another object is: `jobs[id].cancel !== cancel`. */
function isOther(
  value: Value | undefined,
  node: TSESTree.Node,
  meaning: Meaning,
): false | undefined {
  const isSure = value?.kind === 'resource' && !meaning.isBuried();
  return isSure && unwrap(node).type === 'MemberExpression' && isElsewhere(node, meaning)
    ? false
    : undefined;
}

/** Does an expression give what the resource never gets to, unless it is handed over? */
function isElsewhere(node: TSESTree.Node, meaning: Meaning, depth = deepest): boolean {
  const { reach, scopes } = meaning;
  const inner = unwrap(node);
  if (depth === 0 || reach.carriers.has(inner)) return false;
  switch (inner.type) {
    case 'ThisExpression':
      return !reach.selves.has(inner);
    case 'ChainExpression':
      return isElsewhere(inner.expression, meaning, depth - 1);
    case 'MemberExpression':
      return isElsewhere(inner.object, meaning, depth - 1);
    case 'Identifier': {
      const variable = variableOf(scopes, inner);
      // What a function of ours is given may be anything that is followed.
      const isOurs = variable?.defs.some((def) => reach.closures.has(def.node));
      return variable !== undefined && isOurs === false && !reach.variables.has(variable);
    }
    default:
      return false;
  }
}

function compareTypeof(
  node: TSESTree.Node,
  literal: TSESTree.Node,
  state: State,
  meaning: Meaning,
): boolean | undefined {
  if (node.type !== 'UnaryExpression' || node.operator !== 'typeof') return undefined;
  const name = literal.type === 'Literal' ? literal.value : undefined;
  const value = evaluate(node.argument, state, meaning);
  if (typeof name !== 'string' || value === undefined) return undefined;
  switch (value.kind) {
    case 'undefined':
      return name === 'undefined';
    case 'null':
    case 'companion':
    case 'record':
    case 'promise':
    case 'container':
      return name === 'object';
    case 'closure':
    case 'inert':
      return name === 'function';
    case 'resource':
    case 'guardian':
      // A protocol's resource may be a function or an object; it is no primitive.
      return name === 'function' || name === 'object' ? true : false;
  }
}

function evaluateName(node: TSESTree.Node, state: State, meaning: Meaning): Value | undefined {
  const variable = variableOf(meaning.scopes, node);
  if (variable === undefined) {
    return node.type === 'Identifier' && node.name === 'undefined' ? undefinedValue : undefined;
  }
  const known = state.variables.get(variable);
  if (known !== undefined) return known;
  if (!meaning.reach.variables.has(variable)) return undefined;
  const constant = functionOf(meaning.scopes, node);
  return constant === undefined ? undefined : closure(constant, meaning);
}

function closure(node: Closure, meaning: Meaning): Value | undefined {
  return meaning.reach.closures.has(node) ? { kind: 'closure', node } : undefined;
}

/** `f.bind(x)` is `f`; `pair.at(1)` is `pair[1]`. */
function evaluateMethod(
  node: TSESTree.CallExpression,
  state: State,
  meaning: Meaning,
): Value | undefined {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const method = keyOf(callee);
  if (method !== 'bind' && method !== 'at') return undefined;
  const object = evaluate(callee.object, state, meaning);
  if (method === 'bind') return object;
  const [argument] = node.arguments;
  const index = argument === undefined ? 0 : literalOf(argument)?.value;
  if (object?.kind !== 'record' || typeof index !== 'number') return project(object, undefined);
  if (index >= 0) return project(object, String(index));
  const length = Math.max(...[...object.parts.keys()].map(Number)) + 1;
  return project(object, String(length + index));
}

function evaluateArray(
  node: TSESTree.ArrayExpression,
  state: State,
  meaning: Meaning,
): Value | undefined {
  const parts = new Map<string, Value>();
  node.elements.forEach((element, index) => {
    if (element === null) return;
    if (element.type === 'SpreadElement') {
      const value = evaluate(element.argument, state, meaning);
      if (value?.kind !== 'record') return;
      for (const [key, part] of value.parts) parts.set(String(index + Number(key)), part);
    } else {
      const value = evaluate(element, state, meaning);
      if (value !== undefined) parts.set(String(index), value);
    }
  });
  if (parts.size === 0) return undefined;
  // Of more than one, or of what is spread, somebody may ask by their places.
  const isTuple = node.elements.length > 1 && !node.elements.some(isSpread);
  return { kind: 'record', parts, form: isTuple ? 'tuple' : 'list' };
}

function isSpread(element: TSESTree.Node | null): boolean {
  return element?.type === 'SpreadElement';
}

function evaluateObject(
  node: TSESTree.ObjectExpression,
  state: State,
  meaning: Meaning,
): Value | undefined {
  const parts = new Map<string, Value>();
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const value = evaluate(property.argument, state, meaning);
      // What does nothing may be overwritten by what does.
      for (const [key, part] of parts) if (isForeign(part, meaning)) parts.delete(key);
      if (value?.kind !== 'record') continue;
      for (const [key, part] of value.parts) parts.set(key, part);
    } else {
      const value =
        evaluate(property.value, state, meaning) ??
        (isSettler(meaning.scopes, property.value) ? inert : undefined);
      // A computed key is some key: the part is kept under a name that nobody can write.
      const key = keyOf(property) ?? '[computed]';
      if (value === undefined) continue;
      parts.set(property.kind === 'init' ? key : accessorKey(property.kind, key), value);
    }
  }
  return parts.size === 0 ? undefined : { kind: 'record', parts };
}

/** Is it a function that does not reach the resource? */
function isForeign(value: Value, { reach }: Meaning): boolean {
  return value.kind === 'inert' || (value.kind === 'closure' && !reach.closures.has(value.node));
}
