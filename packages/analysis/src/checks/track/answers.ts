/** What is known of tests once something has been given a value that stands there: `done = true`, `{ done: false }`. */
import type { TSESTree } from '@typescript-eslint/types';
import { constantTruth } from '../../flow/constant.js';
import type { Item, ItemOf, Origin } from '../../flow/graph.js';
import { isOnlyRead, lastIn, tableOf } from '../../syntax/methods.js';
import { isAssigned } from '../../syntax/patterns.js';
import { isConstant, variableOf, type Variable } from '../../syntax/scopes.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import { isCalled, literalIn, membersAt, readsOf, textOf, type Slot } from './own-objects.js';
import { ask, implied, type Question } from './question.js';
import { keyOfPart } from './value.js';
import { deepest, isSteady, makeWriter, memberText, type Reading } from './written.js';

/** Something that is given a value. */
export interface Assignment {
  readonly slot: Slot;
  /** What that tells of tests; `undefined` where it tells nothing. */
  readonly answers: Answers | undefined;
  /** The same of what is in it, by how a test writes that down. */
  readonly within?: ReadonlyMap<string, Answers>;
}

/** The answer to a question that is asked of what was given; `undefined` where it may be either. */
type Answers = (question: Question) => boolean | undefined;

/** What an item gives values to: what it writes, and the properties of an object that it puts there. */
export function assignmentsBy(reading: Reading, item: Item): readonly Assignment[] {
  if (item.kind === 'select') return selectedBy(reading, item);
  // Of parameters, whoever calls tells what they are.
  if (item.kind !== 'write' || item.value.kind === 'parameter') return [];
  const origin = item.value;
  const target = unwrap(item.target);
  const value = origin.kind === 'expression' ? unwrap(origin.node) : undefined;
  const isUnset = origin.kind === 'undefined';
  switch (target.type) {
    case 'Identifier': {
      const variable = variableOf(reading.scopes, target);
      // Each way to a chosen value has given it already.
      if (variable === undefined || (value && isChoice(value) && takerOf(value) === target)) {
        return [];
      }
      const made = value?.type === 'ObjectExpression' ? reading.objects.propertiesIn(value) : [];
      const parts = [...made].map((slot) =>
        assignment(slot, slot.initial, slot.initial === undefined),
      );
      const whole = assignment(variable, value, isUnset);
      const object = whole.answers === undefined ? undefined : literalIn(value);
      if (object === undefined) return [whole, ...parts];
      return [{ ...whole, within: partsOf(reading, target, variable, object) }, ...parts];
    }
    case 'MemberExpression': {
      const slot = reading.objects.propertyAt(target);
      return slot === undefined ? [] : [assignment(slot, value, isUnset)];
    }
    default:
      return [];
  }

  function assignment(slot: Slot, value: TSESTree.Node | undefined, isUnset: boolean): Assignment {
    if (!isSteady(reading, slot)) return { slot, answers: undefined };
    if (isUnset) return { slot, answers: (question) => ask(question, undefined) };
    if (origin.kind === 'caught') return { slot, answers: saying(true) };
    if (value !== undefined) return { slot, answers: answersOf(reading, value) };
    return { slot, answers: partAnswers(reading, origin) };
  }
}

/**
 * `const limit = fast ? 10 : undefined` gives `limit` what is chosen where it is chosen, for there is known which it is. What
 * is chosen on the left of an operator may be another value at the end.
 */
function selectedBy(reading: Reading, { node, value }: ItemOf<'select'>): readonly Assignment[] {
  const target = isChoice(node) ? takerOf(node) : undefined;
  const slot = target && variableOf(reading.scopes, target);
  if (slot === undefined || value.kind !== 'expression') return [];
  const part = unwrap(value.node);
  if (takerOf(part) !== undefined && isChoice(part)) return [];
  if (!isSteady(reading, slot)) return [{ slot, answers: undefined }];
  const answers = answersOf(reading, part) ?? leftAnswers(node, value.node);
  return [{ slot, answers }];
}

/** What is known of the left side of an operator that gives that. */
function leftAnswers(node: TSESTree.Node, part: TSESTree.Node): Answers | undefined {
  if (node.type !== 'LogicalExpression' || node.left !== part) return undefined;
  if (node.operator === '??') {
    return (question) => implied(question, [[{ kind: 'nil', called: false }, false]], false);
  }
  return saying(node.operator === '||');
}

function isChoice({ type }: TSESTree.Node): boolean {
  return type === 'ConditionalExpression' || type === 'LogicalExpression';
}

/** The variable that is given the value of a choice, however many are in one another. */
function takerOf(node: TSESTree.Node): TSESTree.Identifier | undefined {
  const whole = wrapped(node);
  const { parent } = whole;
  switch (parent?.type) {
    case 'ConditionalExpression':
      return parent.test === whole ? undefined : takerOf(parent);
    case 'LogicalExpression':
      return parent.right === whole ? takerOf(parent) : undefined;
    case 'VariableDeclarator':
      return parent.init === whole && parent.id.type === 'Identifier' ? parent.id : undefined;
    case 'AssignmentExpression': {
      const { operator, left, right } = parent;
      const isTaken = operator === '=' && right === whole && left.type === 'Identifier';
      return isTaken ? left : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * What an object says of its properties, `{ kind: 'live' }` of `job.kind`, where nobody else has it: nothing is read of the
 * variable but members with a name, and those that are called give the object to nobody.
 */
function partsOf(
  reading: Reading,
  name: TSESTree.Node,
  holder: Slot,
  object: TSESTree.ObjectExpression,
): ReadonlyMap<string, Answers> {
  const parts = new Map<string, Answers>();
  const members = readsOf(reading.scopes, name)?.flatMap(membersAt);
  if (members === undefined) return parts;
  const { table, isWhole } = lastIn(object, (argument) => constantTable(reading, argument));
  const assigned = new Set(members.flatMap(([key, member]) => (isAssigned(member) ? [key] : [])));
  const isOwn = members.every(([key, member]) => {
    if (key === undefined || !isCalled(member)) return key !== undefined;
    if (assigned.has(key)) return false;
    const method = table.get(key);
    // What is not there cannot be called, but for what every object has.
    if (method === undefined) return isWhole && !(key in Object.prototype);
    return leavesItsObject(reading, method);
  });
  if (!isOwn) return parts;
  for (const [key, value] of table) {
    // What an accessor gives is not written here.
    const answers = value.type === 'Property' ? undefined : answersOf(reading, value);
    if (answers !== undefined) parts.set(memberText(key, textOf(holder)), answers);
  }
  return parts;
}

/** What a constant object has that nobody changes. */
function constantTable({ scopes }: Reading, name: TSESTree.Node) {
  const variable = variableOf(scopes, name);
  return variable !== undefined && isOnlyRead(variable) ? tableOf(variable) : undefined;
}

/** Is a method nothing that could give its object away, or change it? */
function leavesItsObject({ objects }: Reading, method: TSESTree.Node): boolean {
  return unwrap(method).type !== 'FunctionExpression' && objects.leavesThis(method);
}

/** What an expression that stands there answers. */
export function answersOf(reading: Reading, value: TSESTree.Node): Answers | undefined {
  // What may give nothing may be tested for that.
  if (reading.acquired.has(value)) {
    return reading.types.admitsNil(value as TSESTree.Expression) ? undefined : ofAnObject;
  }
  const { literal } = makeWriter(reading).write(value, deepest) ?? {};
  if (literal !== undefined) return (question) => ask(question, literal.value);
  const isTrue = knownTruth(reading, value);
  return isTrue === undefined ? undefined : saying(isTrue);
}

/** `[ctx, cancel] = withCancel(p)`: what an acquisition gives is there, and is no literal. */
function partAnswers({ acquired }: Reading, origin: Origin): Answers | undefined {
  if (origin.kind !== 'part' || origin.of.kind !== 'expression') return undefined;
  const { resource, companion } = acquired.get(unwrap(origin.of.node)) ?? {};
  const parts = [resource, companion].map((part) => part && keyOfPart(part));
  return origin.key !== undefined && parts.includes(origin.key) ? ofAnObject : undefined;
}

/** What an object or a function answers. */
function ofAnObject(question: Question): boolean | undefined {
  return question.kind === 'typeof' ? undefined : ask(question, {});
}

/** All that is known is whether it is true or false. */
function saying(isTrue: boolean): Answers {
  return (question) => implied(question, [[{ kind: 'truthy' }, isTrue]], false);
}

/** Is a value true or false, whatever it is? What was caught is taken for an error: nobody throws `undefined`. */
function knownTruth(reading: Reading, value: TSESTree.Node): boolean | undefined {
  const inner = unwrap(value);
  switch (inner.type) {
    case 'NewExpression':
      return true;
    case 'Identifier': {
      const variable = variableOf(reading.scopes, inner);
      return variable !== undefined && isCaught(variable) ? true : undefined;
    }
    case 'ConditionalExpression': {
      const truth = knownTruth(reading, inner.consequent);
      return truth === knownTruth(reading, inner.alternate) ? truth : undefined;
    }
    default:
      return constantTruth(inner);
  }
}

/** Is it the parameter of a `catch`, the whole of what was thrown? */
function isCaught(variable: Variable): boolean {
  const [def] = variable.defs;
  const clause = def?.node as TSESTree.Node | undefined;
  return clause?.type === 'CatchClause' && clause.param === def?.name && isConstant(variable);
}
