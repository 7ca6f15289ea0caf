/** The abstract value of an expression in a state. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import type { Origin } from '../../flow/graph.js';
import { literalOf } from '../../syntax/literal.js';
import { keyOf } from '../../syntax/members.js';
import { functionOf } from '../../syntax/functions.js';
import { unwrap } from '../../syntax/unwrap.js';
import { variableOf } from '../../syntax/scopes.js';
import type { Reach } from './reach.js';
import type { State } from './state.js';
import { isSettler } from './settlers.js';
import {
  accessorKey,
  inert,
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
