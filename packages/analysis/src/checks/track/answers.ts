/** What is known of tests once something has been given a value that stands there: `done = true`, `{ done: false }`. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { constantTruth } from '../../flow/constant.js';
import type { Item } from '../../flow/graph.js';
import { keyOf } from '../../syntax/members.js';
import { variableOf } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import { literalIn, membersAt, readsOf, textOf, type Slot } from './own-objects.js';
import { ask, implied, type Question } from './question.js';
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
  if (item.kind !== 'write') return [];
  const target = unwrap(item.target);
  const value = item.value.kind === 'expression' ? unwrap(item.value.node) : undefined;
  const isUnset = item.value.kind === 'undefined';
  switch (target.type) {
    case 'Identifier': {
      const variable = variableOf(reading.scopes, target);
      if (variable === undefined) return [];
      const made = value?.type === 'ObjectExpression' ? reading.objects.propertiesIn(value) : [];
      const parts = [...made].map((slot) =>
        assignment(slot, slot.initial, slot.initial === undefined),
      );
      const whole = assignment(variable, value, isUnset);
      const object = whole.answers === undefined ? undefined : literalIn(value);
      if (object === undefined || !isTakenApart(reading.scopes, target)) return [whole, ...parts];
      return [{ ...whole, within: partsOf(reading, variable, object) }, ...parts];
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
    return { slot, answers: value && answersOf(reading, value) };
  }
}

/** Is nothing read of what a variable holds but members with a name, so that nobody else has it? */
function isTakenApart(scopes: ScopeManager, name: TSESTree.Node): boolean {
  const members = readsOf(scopes, name)?.flatMap(membersAt);
  return members?.every(([key]) => key !== undefined) === true;
}

/** What an object says of its properties: `{ kind: 'live' }` of `job.kind`. */
function partsOf(
  reading: Reading,
  holder: Slot,
  { properties }: TSESTree.ObjectExpression,
): ReadonlyMap<string, Answers> {
  const parts = new Map<string, Answers>();
  for (const property of properties) {
    const name = property.type === 'Property' ? keyOf(property) : undefined;
    // What is spread, or has a computed name, may be any of those before.
    if (property.type !== 'Property' || name === undefined) {
      parts.clear();
      continue;
    }
    const text = memberText(name, textOf(holder));
    const answers = property.kind === 'init' ? answersOf(reading, property.value) : undefined;
    if (answers === undefined) parts.delete(text);
    else parts.set(text, answers);
  }
  return parts;
}

function answersOf(reading: Reading, value: TSESTree.Node): Answers | undefined {
  const { literal } = makeWriter(reading).write(value, deepest) ?? {};
  if (literal !== undefined) return (question) => ask(question, literal.value);
  const isTrue = constantTruth(value);
  if (isTrue === undefined) return undefined;
  return (question) => implied(question, [[{ kind: 'truthy' }, isTrue]], false);
}
