/** Which way a test goes in a state. */
import type { TSESTree } from '@typescript-eslint/types';
import { constantTruth } from '../../flow/constant.js';
import type { ItemOf, Origin } from '../../flow/graph.js';
import { convertedToBoolean, functionMethods } from '../../syntax/callee.js';
import { resultOf } from '../../syntax/functions.js';
import { literalOf } from '../../syntax/literal.js';
import { keyOf } from '../../syntax/members.js';
import { isConstant, isGlobal, variableOf } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import { evaluate, evaluateOrigin } from './evaluate.js';
import type { Run } from './run.js';
import type { State } from './state.js';
import { isNil, isReleaser, type Value } from './value.js';
import { constantOf, deepest, halfOf } from './written.js';

/** Where a test is asked. */
interface Here {
  readonly state: State;
  readonly run: Run;
}

/** Which way a test goes; `undefined` where both ways are open. */
export function decide(
  item: ItemOf<'test' | 'choose'>,
  state: State,
  run: Run,
): boolean | undefined {
  if (item.kind === 'choose') {
    const clause = item.node;
    if (clause.type !== 'SwitchCase' || clause.test === null) return undefined;
    const { cases, discriminant } = clause.parent;
    // What a test assigns the discriminant does not see.
    const isPlain = cases.every(({ test }) => !/^(?:Assign|Seq)/.test(test?.type ?? ''));
    return isPlain ? equality(discriminant, clause.test, true, { state, run }) : undefined;
  }
  if (item.question === 'truthy' && item.value.kind === 'expression') {
    return truth(item.value.node, { state, run });
  }
  if (item.question === 'nonNil' && isMethodOfFunction(item.value, { state, run })) return true;
  const value = evaluateOrigin(item.value, state, run);
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
function isMethodOfFunction(origin: Origin, here: Here): boolean {
  const node = origin.kind === 'expression' ? unwrap(origin.node) : undefined;
  if (node?.type !== 'MemberExpression' || !functionMethods.has(keyOf(node) ?? '')) return false;
  const value = evaluate(node.object, here.state, here.run);
  return isReleaser(value) || value?.kind === 'closure';
}

function truth(node: TSESTree.Node, here: Here, depth = deepest): boolean | undefined {
  const inner = unwrap(node);
  if (depth === 0) return undefined;
  const nil = isNil(evaluate(inner, here.state, here.run));
  if (nil !== undefined) return !nil;
  const of = (part: TSESTree.Node, left = depth - 1): boolean | undefined =>
    truth(part, here, left);
  switch (inner.type) {
    case 'UnaryExpression': {
      const argument = inner.operator === '!' ? of(inner.argument) : undefined;
      return argument === undefined ? constantTruth(inner) : !argument;
    }
    case 'BinaryExpression':
      return compare(inner, here);
    case 'MemberExpression':
      return isCount(inner, here) ? true : undefined;
    case 'LogicalExpression': {
      if (inner.operator === '??') return undefined;
      const deciding = inner.operator === '||';
      const left = of(inner.left);
      if (left === deciding) return left;
      const right = of(inner.right, halfOf(depth));
      return right === deciding || left !== undefined ? right : undefined;
    }
    case 'ConditionalExpression': {
      const test = of(inner.test);
      if (test !== undefined) return of(test ? inner.consequent : inner.alternate, halfOf(depth));
      const either = of(inner.consequent, halfOf(depth));
      return either === of(inner.alternate, halfOf(depth)) ? either : undefined;
    }
    case 'CallExpression': {
      const result = convertedToBoolean(here.run.scopes, inner) ?? resultOf(here.run.scopes, inner);
      return result && of(result);
    }
    case 'Identifier': {
      // `const has = pair !== undefined` asks of what has not changed since.
      const constant = constantOf(here.run.scopes, inner);
      return constant && of(constant);
    }
    default:
      return constantTruth(inner);
  }
}

/** `x === undefined`, `x != null`, `typeof x === 'function'`, `x instanceof Function`, `list.length > 0`. */
function compare(
  { operator, left, right }: TSESTree.BinaryExpression,
  here: Here,
): boolean | undefined {
  switch (operator) {
    case 'instanceof': {
      const value = evaluate(left, here.state, here.run);
      if (isNil(value) === true) return false;
      const name = right.type === 'Identifier' ? right.name : '';
      if (value?.kind === 'resource' && name === 'Function') return true;
      return isMadeHere(value) && isGlobal(here.run.scopes, right, 'Promise') ? false : undefined;
    }
    case '===':
    case '==':
      return equality(left, right, operator === '===', here);
    case '!==':
    case '!=': {
      const equal = equality(left, right, operator === '!==', here);
      return equal === undefined ? undefined : !equal;
    }
    case '>':
    case '>=':
      return compareCount(left, operator, right, here);
    case '<':
    case '<=':
      return compareCount(right, operator === '<' ? '>' : '>=', left, here);
    default:
      return undefined;
  }
}

/** Is one number greater than another, where the one is known to be 1 at least, and the other is written out? */
function compareCount(
  left: TSESTree.Node,
  operator: '>' | '>=',
  right: TSESTree.Node,
  here: Here,
): boolean | undefined {
  const [low, high] = [literalOf(left)?.value, literalOf(right)?.value];
  const isAbove = operator === '>' ? 1 : 0;
  if (typeof high === 'number' && high + isAbove <= 1 && isCount(left, here)) return true;
  if (typeof low === 'number' && low - isAbove < 1 && isCount(right, here)) return false;
  return undefined;
}

/** Is it the length of a list that has something of ours in it? */
function isCount(node: TSESTree.Node, here: Here): boolean {
  const inner = unwrap(node);
  if (inner.type !== 'MemberExpression' || !counts.has(keyOf(inner) ?? '')) return false;
  const list = evaluate(inner.object, here.state, here.run);
  return list?.kind === 'record' && list.form !== undefined && list.parts.size > 0;
}

const counts: ReadonlySet<string> = new Set(['length', 'size']);

function equality(
  left: TSESTree.Node,
  right: TSESTree.Node,
  isStrict: boolean,
  here: Here,
): boolean | undefined {
  return (
    compareLiteral(left, right, here) ??
    compareLiteral(right, left, here) ??
    compareValues(left, right, isStrict, here)
  );
}

/** `typeof x` and a name, or a test and its outcome. */
function compareLiteral(
  side: TSESTree.Node,
  other: TSESTree.Node,
  here: Here,
): boolean | undefined {
  const inner = unwrap(side);
  const literal = literalOf(other)?.value;
  if (typeof literal === 'string') {
    const isAsked = inner.type === 'UnaryExpression' && inner.operator === 'typeof';
    return isAsked ? compareTypeof(inner.argument, literal, here) : undefined;
  }
  if (literal === 0) return isCount(inner, here) ? false : undefined;
  if (typeof literal !== 'boolean' || !isTest(inner)) return undefined;
  const answer = truth(inner, here);
  return answer === undefined ? undefined : answer === literal;
}

/** Is it true or false, and nothing else? */
function isTest(node: TSESTree.Node): boolean {
  if (node.type === 'UnaryExpression') return node.operator === '!';
  return node.type === 'BinaryExpression' && tests.has(node.operator);
}

const tests: ReadonlySet<string> = new Set(['===', '==', '!==', '!=', 'instanceof']);

function compareTypeof(node: TSESTree.Node, name: string, here: Here): boolean | undefined {
  const value = evaluate(node, here.state, here.run);
  switch (value?.kind) {
    case undefined:
      return undefined;
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
      return name === (here.run.protocol.releases(undefined) ? 'function' : 'object');
  }
}

function compareValues(
  left: TSESTree.Node,
  right: TSESTree.Node,
  isStrict: boolean,
  here: Here,
): boolean | undefined {
  const a = evaluate(left, here.state, here.run);
  const b = evaluate(right, here.state, here.run);
  if (a === undefined) return b && isOther(b, left, isStrict, here);
  if (b === undefined) return isOther(a, right, isStrict, here);
  const [aIsNil, bIsNil] = [isNil(a), isNil(b)];
  if (aIsNil === true && bIsNil === true) return !isStrict || a.kind === b.kind;
  // Of two that are not nil nothing is known but that a resource is itself.
  if (aIsNil !== bIsNil) return false;
  return a.kind === 'resource' && b.kind === 'resource' ? true : undefined;
}

/** Is what an expression gives surely not this value? */
function isOther(
  value: Value,
  node: TSESTree.Node,
  isStrict: boolean,
  here: Here,
): false | undefined {
  // A loose comparison makes a text of an object.
  const isText = !isStrict && (value.kind === 'record' || value.kind === 'container');
  if (literalOf(node) !== undefined && !isText) return false;
  if (value.kind === 'companion') return isOlder(node, here.run) ? false : undefined;
  // What was made here and nobody else has yet is not what another object has: `jobs[id].cancel !== cancel`.
  const isClosure = value.kind === 'closure' && here.run.reach.closures.has(value.node);
  const isOurs = isClosure
    ? !here.state.given.has(value.node)
    : value.kind === 'resource' || (value.kind === 'record' && isStrict);
  const isNew = isOurs && here.run.acquisition !== undefined && !here.run.isBuried();
  return isNew && isElsewhere(node, here.run) ? false : undefined;
}

/** Does a constant have its value from before the acquisition? The context that this gave is not that, whoever has it. */
function isOlder(node: TSESTree.Node, { acquisition, reach, scopes }: Run): boolean {
  const variable = variableOf(scopes, unwrap(node));
  if (variable === undefined || acquisition === undefined) return false;
  const [def] = variable.defs;
  const isBefore = def !== undefined && def.name.range[1] <= acquisition.range[0];
  return isBefore && isConstant(variable) && !reach.variables.has(variable);
}

/** The function, its context, or the pair of them. */
function isMadeHere(value: Value | undefined): boolean {
  return value?.kind === 'resource' || value?.kind === 'companion' || value?.kind === 'record';
}

/** Does a name or a member give what the resource never gets to, unless it is handed over? */
function isElsewhere(node: TSESTree.Node, run: Run, depth = deepest): boolean {
  const { reach, scopes } = run;
  const inner = unwrap(node);
  if (depth === 0 || reach.carriers.has(inner)) return false;
  switch (inner.type) {
    case 'ThisExpression':
      return !reach.selves.has(inner);
    case 'ChainExpression':
      return isElsewhere(inner.expression, run, depth - 1);
    case 'MemberExpression':
      return isElsewhere(inner.object, run, depth - 1);
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
