/** What is known of tests once something has been given a value that stands there: `done = true`, `{ done: false }`. */
import type { TSESTree } from '@typescript-eslint/types';
import { constantTruth } from '../../flow/constant.js';
import type { Item } from '../../flow/graph.js';
import { variableOf } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import {
  equalityKey,
  isNil,
  isSteady,
  nilKey,
  textOfLiteral,
  type Condition,
  type Reading,
} from './condition.js';
import { textOf, type Slot } from './own-objects.js';

/** Something that is given a value. */
export interface Assignment {
  readonly slot: Slot;
  /** What that tells of tests; `undefined` where it tells nothing. */
  readonly answers: Answers | undefined;
}

/** The answers that a value gives. */
interface Answers {
  /** The keys, and the subjects, of what it answers. */
  readonly keys: readonly string[];
  /** The answer for a test; `undefined` for another one. */
  of(condition: Condition): boolean | undefined;
}

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
      return [assignment(variable, value, isUnset), ...parts];
    }
    case 'MemberExpression': {
      const slot = reading.objects.propertyAt(target);
      return slot === undefined ? [] : [assignment(slot, value, isUnset)];
    }
    default:
      return [];
  }

  function assignment(slot: Slot, value: TSESTree.Node | undefined, isUnset: boolean): Assignment {
    const known = isUnset ? nothing : value && valueOf(unwrap(value));
    const answers = known && isSteady(reading, slot) ? answersOf(textOf(slot), known) : undefined;
    return { slot, answers };
  }
}

/** What is known of a value. */
interface Known {
  readonly isTrue: boolean;
  readonly isNil: boolean;
  /** The text of what it is equal to, where that can be written as a literal. */
  readonly literal: string | undefined;
}

const nothing: Known = { isTrue: false, isNil: true, literal: 'undefined' };

function valueOf(value: TSESTree.Node): Known | undefined {
  if (value.type === 'Identifier' && isNil(value)) return nothing;
  const isTrue = constantTruth(value);
  if (isTrue === undefined) return undefined;
  if (value.type === 'UnaryExpression' && value.operator === 'void') return nothing;
  const literal = value.type === 'Literal' ? textOfLiteral(value) : undefined;
  return { isTrue, isNil: isNil(value), literal };
}

function answersOf(text: string, known: Known): Answers {
  const isNilKey = nilKey(text);
  const same = known.literal === undefined ? undefined : equalityKey(text, known.literal, '===');
  return {
    keys: [text, isNilKey],
    of({ key, subject }) {
      if (key === text) return known.isTrue;
      if (key === isNilKey) return known.isNil;
      return subject === text && same !== undefined ? key === same : undefined;
    },
  };
}
