/**
 * What one test of a value says of another test of the same value: `x` of `x !== undefined`, `ms > 1` of `ms > 0`. A
 * question is asked of values that stand for all others; what the known answers leave of them decides.
 */
import type { Primitive } from '../../syntax/literal.js';
import type { Admitted } from '../../types/port.js';

/** How a value compares with a number. */
type Order = '<' | '<=' | '>' | '>=';

/** What a test asks of a value. */
export type Question =
  | { readonly kind: 'truthy' }
  /** Is it `null` or `undefined`? What is `called`, as by `f?.()`, is that or a function: nothing else can be called. */
  | { readonly kind: 'nil'; readonly called: boolean }
  | { readonly kind: 'equals'; readonly literal: Primitive }
  | { readonly kind: 'compares'; readonly order: Order; readonly bound: number }
  | { readonly kind: 'typeof'; readonly name: string };

/** A question, and its answer. */
export type Answer = readonly [Question, boolean];

/** The answer for one value; as in the language, but for what would throw there. */
export function ask(question: Question, value: unknown): boolean {
  switch (question.kind) {
    case 'truthy':
      return Boolean(value);
    case 'nil':
      return value === undefined || value === null;
    case 'equals':
      return value === question.literal;
    case 'typeof':
      return typeof value === question.name;
    case 'compares':
      return typeof value !== 'symbol' && compare(value as number, question.order, question.bound);
  }
}

function compare(value: number, order: Order, bound: number): boolean {
  switch (order) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
  }
}

/**
 * The answer to a question that others, answered for the same value, leave; `undefined` where both are possible, or
 * none is. The value may be known to be a whole number that is not negative, as a length is; or to be one of those that its
 * type admits, which alone decides nothing: whoever asks does not trust it.
 */
export function implied(
  question: Question,
  answers: readonly Answer[],
  isLength: boolean,
  admitted?: Admitted,
): boolean | undefined {
  const telling = answers.filter(([known, answer]) => answer || tellsMore(known, admitted));
  if (telling.length === 0) return undefined;
  const questions = [question, ...telling.map(([known]) => known)];
  const all = isLength ? lengthsFor(questions) : valuesFor(questions);
  const values = admitted === undefined ? all : admittedOf(all, admitted);
  if (admitted !== undefined && answerFor(question, values) !== undefined) return undefined;
  return answerFor(
    question,
    values.filter((value) => telling.every(([known, answer]) => ask(known, value) === answer)),
  );
}

/** The one answer that all of these give. */
function answerFor(question: Question, values: readonly unknown[]): boolean | undefined {
  const [first, ...rest] = values.map((value) => ask(question, value));
  return rest.every((answer) => answer === first) ? first : undefined;
}

/** Those that a type admits, and what it names. */
function admittedOf(values: readonly unknown[], { kinds, literals }: Admitted): unknown[] {
  const isAdmitted = (value: unknown) => kinds.has(value === null ? 'null' : typeof value);
  return [...literals, ...values.filter(isAdmitted)];
}

/** Does a "no" rule out more than one value of many? Long switches ask for many. */
function tellsMore(question: Question, admitted: Admitted | undefined): boolean {
  if (question.kind !== 'equals' || few.includes(question.literal)) return true;
  return admitted?.literals.has(question.literal) === true;
}

/** The values that other questions than equality tell from all others. */
const few: readonly unknown[] = [undefined, null, false, true, '', 0, 0n];

/** One value of each kind that a question could tell from the others. */
function valuesFor(questions: readonly Question[]): unknown[] {
  if (questions.some((question) => question.kind === 'nil' && question.called)) {
    return [undefined, null, () => undefined];
  }
  const values: unknown[] = [...few, 'text', Symbol.iterator, {}, () => undefined];
  for (const question of questions) if (question.kind === 'equals') values.push(question.literal);
  for (const number of [NaN, ...around(questions)]) {
    // Text and objects are compared as the numbers that they stand for.
    values.push(number, String(number), { valueOf: () => number });
    if (Number.isInteger(number)) values.push(BigInt(number));
  }
  return values;
}

function lengthsFor(questions: readonly Question[]): number[] {
  const near = around(questions).flatMap((number) => [Math.floor(number), Math.ceil(number)]);
  return near.filter((number) => number >= 0 && number < Infinity);
}

/** The numbers that the questions name, one on either side of each, and what is near zero. */
function around(questions: readonly Question[]): number[] {
  const numbers = new Set([0]);
  for (const question of questions) {
    if (question.kind === 'compares') numbers.add(question.bound);
    if (question.kind === 'equals' && typeof question.literal === 'number') {
      numbers.add(question.literal);
    }
  }
  const named = [...numbers].filter((number) => !Number.isNaN(number)).sort((a, b) => a - b);
  const between = named.slice(1).map((number, i) => (number + named[i]!) / 2);
  const beside = named.flatMap((number) => [number - 1, number + 1]);
  return [-Infinity, ...named, ...between, ...beside, Infinity];
}
