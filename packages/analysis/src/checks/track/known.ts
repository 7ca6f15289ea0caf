/** What the facts at a point of a path say of a test: its own answer, or that of others from which it follows. */
import type { Admitted, Types } from '../../types/port.js';
import { alwaysKey, type Asks, type Condition } from './condition.js';
import { implied, type Answer } from './question.js';
import type { Facts } from './state.js';

/** Answers by the tests that have been asked. */
export interface Known {
  /** Is what the key of a test stands for true? */
  readonly answerOf: (condition: Condition, facts: Facts) => boolean | undefined;
  /** The facts once a test has been answered: of `a && b` that is true both parts are. */
  readonly learn: (condition: Condition, answer: boolean, facts: Facts) => Facts;
}

/** Makes the answers; `byKey` are the tests that facts are kept of. */
export function makeKnown(byKey: ReadonlyMap<string, Condition>, types: Types): Known {
  const admitted = new Map<string, Admitted | undefined>();
  return { answerOf, learn };

  function answerOf(condition: Condition, facts: Facts): boolean | undefined {
    const { key, asks, parts } = condition;
    if (key === alwaysKey) return true;
    const known = facts.get(key) ?? (asks && answerTo(asks, facts));
    if (known !== undefined || parts === undefined) return known;
    const answers = parts.of.map((part) => {
      const answer = answerOf(part, facts);
      return answer === undefined ? undefined : answer !== part.negated;
    });
    if (answers.includes(parts.deciding)) return parts.deciding;
    return answers.includes(undefined) ? undefined : !parts.deciding;
  }

  function answerTo(asks: Asks, facts: Facts): boolean | undefined {
    const { question, subject, isLength } = asks;
    const answers: Answer[] = [];
    for (const [other, isSo] of facts) {
      const of = byKey.get(other)!.asks;
      if (of?.subject === subject) answers.push([of.question, isSo]);
    }
    const known = implied(question, answers, isLength);
    if (known !== undefined || isLength || answers.length === 0) return known;
    // Types are asked last: only where two questions meet that do not answer each other.
    const type = admittedBy(asks);
    return type && implied(question, answers, false, type);
  }

  function admittedBy({ subject, name }: Asks): Admitted | undefined {
    if (name === undefined) return undefined;
    if (!admitted.has(subject)) admitted.set(subject, types.admitted(name));
    return admitted.get(subject);
  }

  function learn(condition: Condition, answer: boolean, facts: Facts): Facts {
    const learned = new Map(facts);
    const open = [{ condition, answer }];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      const { key, parts } = each.condition;
      if (key !== alwaysKey && byKey.has(key)) learned.set(key, each.answer);
      if (parts === undefined) continue;
      // The answer for more than one says that they are not all otherwise, and not which.
      if (each.answer === parts.deciding && parts.of.length > 1) continue;
      for (const part of parts.of) {
        open.push({ condition: part, answer: each.answer !== part.negated });
      }
    }
    return learned;
  }
}
