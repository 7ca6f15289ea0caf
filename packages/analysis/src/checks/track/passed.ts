/** What arguments tell of parameters: `const end = (isLast: boolean) => { if (isLast) cancel(); }; end(!more);`. */
import type { TSESTree } from '@typescript-eslint/types';
import { firstParameter } from '../../syntax/functions.js';
import { functionInFile } from '../../syntax/methods.js';
import { contains, isConstant, variableOf, type Variable } from '../../syntax/scopes.js';
import { answersOf } from './answers.js';
import { alwaysKey, asksOf, topicOf, truthOf, type Condition } from './condition.js';
import { textOf, type Slot } from './own-objects.js';
import { ask, type Question } from './question.js';
import type { Facts } from './state.js';
import type { TrackFacts } from './track-facts.js';
import { deepest, makeWriter, type Reading } from './written.js';

/** Answers for one root. */
export interface Passed {
  /** What a call of a function of the root passes on: tests of that may answer each other. */
  topicsAt(call: TSESTree.Node): readonly string[];
  /**
   * The answers of the tests of parameters once a function is called, `undefined` for those that are not known: by a call
   * that shows the arguments, or by nobody knows whom.
   */
  answersAt(
    call: TSESTree.Node | undefined,
    fn: TSESTree.Node,
    tested: Tested,
    known: Facts,
  ): ReadonlyMap<string, boolean | undefined>;
  /** What is known of arguments after a call, by what was known of the parameters at its end. */
  learnedBy(
    call: TSESTree.Node,
    conditions: ReadonlyMap<string, Condition>,
    known: Facts,
  ): ReadonlyMap<string, boolean>;
}

/** The tests that ask for something. */
type Tested = ReadonlyMap<Slot, readonly Condition[]>;

/** A parameter that a call gives a value, if it does. */
interface Given {
  readonly parameter: Variable;
  readonly argument: TSESTree.Node | undefined;
}

/** Makes the answers, by those that are known of single tests. */
export function makePassed(
  facts: Pick<TrackFacts, 'scopes' | 'index'>,
  reading: Reading,
  answerOf: (condition: Condition, known: Facts) => boolean | undefined,
): Passed {
  const givenBy = new Map<TSESTree.Node, readonly Given[]>();
  return { topicsAt, answersAt, learnedBy };

  function topicsAt(call: TSESTree.Node): readonly string[] {
    return givenAt(call).flatMap(({ parameter, argument }) => {
      const test = argument && truthOf(reading, argument);
      const topics = test === undefined ? [] : [topicOf(test)];
      return [textOf(parameter), ...topics];
    });
  }

  function answersAt(
    call: TSESTree.Node | undefined,
    fn: TSESTree.Node,
    tested: Tested,
    known: Facts,
  ): ReadonlyMap<string, boolean | undefined> {
    const answers = new Map<string, boolean | undefined>();
    for (const variable of parametersOf(fn)) {
      for (const { key } of tested.get(variable) ?? []) answers.set(key, undefined);
    }
    if (answers.size === 0 || call === undefined) return answers;
    for (const { parameter, argument } of givenAt(call)) {
      if (!contains(fn, parameter.scope.block)) continue;
      for (const { key, asks } of tested.get(parameter) ?? []) {
        if (asks?.subject !== textOf(parameter)) continue;
        answers.set(key, answerTo(asks.question, argument, known));
      }
    }
    return answers;
  }

  function learnedBy(
    call: TSESTree.Node,
    conditions: ReadonlyMap<string, Condition>,
    known: Facts,
  ): ReadonlyMap<string, boolean> {
    const learned = new Map<string, boolean>();
    for (const { parameter, argument } of givenAt(call)) {
      if (argument === undefined) continue;
      for (const [key, isSo] of known) {
        const { asks } = conditions.get(key)!;
        if (asks?.subject !== textOf(parameter)) continue;
        const test = testOf(asks.question, argument, conditions);
        // What the function has assigned is not what it was given.
        const isSame = [...(test?.slots ?? [])].every(
          (slot) => reading.ownCalls.assigning(slot)?.has(call) === false,
        );
        if (test !== undefined && isSame) learned.set(test.key, isSo !== test.negated);
      }
    }
    return learned;
  }

  /** The test that asks the same of an argument, if one does. */
  function testOf(
    question: Question,
    argument: TSESTree.Node,
    conditions: ReadonlyMap<string, Condition>,
  ): Condition | undefined {
    if (question.kind === 'truthy') {
      const test = truthOf(reading, argument);
      const isAsked = test !== undefined && test.key !== alwaysKey && conditions.has(test.key);
      return isAsked ? test : undefined;
    }
    const written = makeWriter(reading).write(argument, deepest);
    if (written === undefined) return undefined;
    for (const test of conditions.values()) {
      const { asks } = test;
      const isSame = asks?.subject === written.text && areEqual(asks.question, question);
      if (isSame) return { ...test, negated: false };
    }
    return undefined;
  }

  function parametersOf(fn: TSESTree.Node): readonly Variable[] {
    return 'params' in fn ? facts.scopes.getDeclaredVariables(fn) : [];
  }

  function answerTo(
    question: Question,
    argument: TSESTree.Node | undefined,
    known: Facts,
  ): boolean | undefined {
    if (argument === undefined) return ask(question, undefined);
    const answer = answersOf(reading, argument)?.(question);
    if (answer !== undefined) return answer;
    if (question.kind === 'truthy') {
      const test = truthOf(reading, argument);
      const isSo = test && answerOf(test, known);
      return isSo === undefined ? undefined : isSo !== test!.negated;
    }
    const { slots, properties, write } = makeWriter(reading);
    const written = write(argument, deepest);
    if (written === undefined) return undefined;
    const asks = asksOf(question, written);
    // No test has this key: what is known of the value decides.
    return answerOf({ key: '', negated: false, slots, properties, asks }, known);
  }

  function givenAt(call: TSESTree.Node): readonly Given[] {
    let found = givenBy.get(call);
    if (found === undefined) givenBy.set(call, (found = [...parametersGiven(call)]));
    return found;
  }

  function* parametersGiven(call: TSESTree.Node): Generator<Given> {
    if (call.type !== 'CallExpression') return;
    const fn = functionInFile(facts, call.callee);
    if (fn === undefined || !contains(reading.root, fn) || fn === reading.root) return;
    for (const [index, name] of fn.params.slice(firstParameter(fn.params)).entries()) {
      const argument = call.arguments[index];
      if (argument?.type === 'SpreadElement') return;
      const parameter = name.type === 'Identifier' ? variableOf(facts.scopes, name) : undefined;
      if (parameter !== undefined && isConstant(parameter)) yield { parameter, argument };
    }
  }
}

function areEqual(a: Question, b: Question): boolean {
  const [one, other] = [Object.entries(a), Object.entries(b)];
  return one.every(([, value], index) => Object.is(value, other[index]?.[1]));
}
