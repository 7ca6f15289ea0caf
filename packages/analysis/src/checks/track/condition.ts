/**
 * Tests that have the same answer wherever they are asked, for their operands have the same values there. Two tests that
 * are the same up to `!`, `===` and `!==`, `==` and `!=`, the order of what is compared, and parentheses have the same
 * key. Those that ask different questions of one value have the same subject.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Graph, Item } from '../../flow/graph.js';
import { convertedToBoolean, namedMember } from '../../syntax/callee.js';
import { filledIn } from '../../syntax/filled-lists.js';
import { resultOf } from '../../syntax/functions.js';
import { literalOf, nilOf } from '../../syntax/literal.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Slot } from './own-objects.js';
import { ask, type Question } from './question.js';
import {
  deepest,
  firstValueOf,
  halfOf,
  literalText,
  makeWriter,
  type Reading,
  type Written,
} from './written.js';

/** A test, as far as its answer lasts. */
export interface Condition {
  /** The same for tests with the same answer, or with the opposite one where `negated` differs. */
  readonly key: string;
  readonly negated: boolean;
  /** Assigning one of these ends the answer. */
  readonly slots: ReadonlySet<Slot>;
  /** The names of other properties it reads; `undefined` for one whose name is computed. */
  readonly properties: ReadonlySet<string | undefined>;
  /** What it asks of which value; `undefined` where that says nothing of other tests. */
  readonly asks: Asks | undefined;
  /** The tests that it is made of: `a && b`, kept in a constant. */
  readonly parts?: Parts;
}

/** Tests of which one alone decides with one answer, and all of them with the other: with `false` in `a && b`. */
interface Parts {
  readonly of: readonly Condition[];
  readonly deciding: boolean;
}

/** A question that is asked of a value. */
export interface Asks {
  readonly question: Question;
  /** The value, the same for tests of the same. */
  readonly subject: string;
  /** Is it a length or a size? */
  readonly isLength: boolean;
  /** The name or the member that it is, where it is one. */
  readonly name: TSESTree.Node | undefined;
}

/**
 * The condition that an item decides by; `undefined` where the same test may have another answer next time although the
 * root neither assigns anything nor calls what does.
 */
export function conditionOf(reading: Reading, item: Item): Condition | undefined {
  const { truth, nil, equality } = makeReader(reading);
  if (item.kind === 'choose') {
    const clause = item.node;
    if (clause.type !== 'SwitchCase' || clause.test === null) return undefined;
    return equality(clause.parent.discriminant, clause.test, '===', false);
  }
  if (item.kind !== 'test' || item.value.kind !== 'expression') return undefined;
  switch (item.question) {
    case 'truthy':
      return truth(item.value.node, false);
    case 'nonNil':
      return nil(item.value.node, true, isCallee(item.value.node));
    case 'defined':
      return undefined;
  }
}

/** The condition that an expression is true; `undefined` as above. */
export function truthOf(reading: Reading, node: TSESTree.Node): Condition | undefined {
  return makeReader(reading).truth(node, false);
}

/** A test with all that it is made of. */
export function allOf(condition: Condition): Condition[] {
  return [condition, ...(condition.parts?.of ?? []).flatMap(allOf)];
}

/** What a test is about: tests of one value may answer each other. */
export function topicOf({ key, asks }: Condition): string {
  return asks?.subject ?? key;
}

/** Is it what a call calls, as in `f?.()`? */
function isCallee(node: TSESTree.Node): boolean {
  const { parent } = node;
  return parent?.type === 'CallExpression' && parent.callee === node;
}

/** The key of a test whose answer is in the program: it asks for a constant that is a literal. */
export const alwaysKey = 'always';

/** Is anything tested in this graph? It may be what a constant, or an earlier test on a path, answers. */
export function hasTests({ blocks }: Graph): boolean {
  return blocks.some(({ items }) => /^(?:test|choose)$/.test(items.at(-1)?.kind ?? ''));
}

function makeReader(reading: Reading) {
  const { slots, properties, write, initializerOf } = makeWriter(reading);
  const isFilled = filledIn(reading.scopes);
  const isNil = (node: TSESTree.Node): boolean => nilOf(reading.scopes, unwrap(node)) !== undefined;
  return { truth, nil, equality };

  function truth(node: TSESTree.Node, negated: boolean, depth = deepest): Condition | undefined {
    const inner = unwrap(node);
    if (depth === 0) return undefined;
    switch (inner.type) {
      case 'UnaryExpression':
        if (inner.operator === '!') return truth(inner.argument, !negated, depth - 1);
        break;
      case 'BinaryExpression': {
        const { left, right } = inner;
        switch (inner.operator) {
          case '===':
          case '!==':
            return equality(left, right, '===', negated !== (inner.operator === '!=='));
          case '==':
          case '!=': {
            const differs = negated !== (inner.operator === '!=');
            if (isNil(right)) return nil(left, differs, false);
            return isNil(left) ? nil(right, differs, false) : equality(left, right, '==', differs);
          }
          case '<':
          case '<=':
            return comparison(right, mirrored[inner.operator], left, negated);
          case '>':
          case '>=':
            return comparison(left, inner.operator, right, negated);
          default:
        }
        break;
      }
      case 'CallExpression': {
        const { scopes } = reading;
        const asked = convertedToBoolean(scopes, inner) ?? resultOf(scopes, inner);
        if (asked !== undefined) return truth(asked, negated, depth - 1);
        break;
      }
      case 'LogicalExpression':
        return composition(inner, negated, depth);
      case 'Identifier': {
        const constant = initializerOf(inner);
        if (constant !== undefined) return truth(constant, negated, depth - 1);
        break;
      }
      default:
    }
    const written = write(inner, depth);
    const whole = written && made(written.text, negated, written, { kind: 'truthy' });
    return withFirst(whole, inner, (first) => makeReader(reading).truth(first, false, depth - 1));
  }

  /** `const both = a && b`, where that is tested. */
  function composition(
    node: TSESTree.LogicalExpression,
    negated: boolean,
    depth: number,
  ): Condition | undefined {
    const written = write(node, depth);
    const whole = written && made(written.text, negated, written, { kind: 'truthy' });
    const left = truth(node.left, false, depth - 1);
    const right = truth(node.right, false, halfOf(depth));
    const isMade = whole !== undefined && left !== undefined && right !== undefined;
    if (!isMade || node.operator === '??') return whole;
    return { ...whole, parts: { of: [left, right], deciding: node.operator === '||' } };
  }

  /** What is asked of a variable that has its first value still is asked of that too. */
  function withFirst(
    whole: Condition | undefined,
    asked: TSESTree.Node,
    ask: (first: TSESTree.Node) => Condition | undefined,
  ): Condition | undefined {
    const name = unwrap(asked);
    if (whole === undefined || name.type !== 'Identifier') return whole;
    const first = firstValueOf(reading.scopes, name);
    const part = first && ask(first);
    return part === undefined ? whole : { ...whole, parts: { of: [part], deciding: true } };
  }

  function nil(node: TSESTree.Node, negated: boolean, called: boolean): Condition | undefined {
    const written = write(node, deepest);
    const whole = written && made(`nil ${written.text}`, negated, written, { kind: 'nil', called });
    return withFirst(whole, node, (first) => makeReader(reading).nil(first, false, called));
  }

  function equality(
    left: TSESTree.Node,
    right: TSESTree.Node,
    operator: '===' | '==',
    negated: boolean,
  ): Condition | undefined {
    const ofType = typeTest(left, right, negated) ?? typeTest(right, left, negated);
    if (ofType !== undefined) return ofType;
    const a = write(left, deepest);
    const b = write(right, deepest);
    if (a === undefined || b === undefined) return undefined;
    const key = [a.text, b.text].sort().join(operator);
    const { literal = a.literal } = b;
    const subject = b.literal === undefined ? b : a;
    if (literal === undefined || operator === '==') return made(key, negated);
    const whole = made(key, negated, subject, { kind: 'equals', literal: literal.value });
    const [asked, other] = b.literal === undefined ? [right, left] : [left, right];
    return withFirst(whole, asked, (first) =>
      makeReader(reading).equality(first, other, operator, false),
    );
  }

  /** `typeof x === 'string'` */
  function typeTest(
    side: TSESTree.Node,
    other: TSESTree.Node,
    negated: boolean,
  ): Condition | undefined {
    const inner = unwrap(side);
    const name = literalOf(other)?.value;
    if (inner.type !== 'UnaryExpression' || inner.operator !== 'typeof') return undefined;
    if (typeof name !== 'string') return undefined;
    const written = write(inner.argument, deepest);
    return (
      written && made(`typeof ${written.text} ${name}`, negated, written, { kind: 'typeof', name })
    );
  }

  function comparison(
    greater: TSESTree.Node,
    order: '>' | '>=',
    less: TSESTree.Node,
    negated: boolean,
  ): Condition | undefined {
    const a = write(greater, deepest);
    const b = write(less, deepest);
    if (a === undefined || b === undefined) return undefined;
    const key = comparisonKey(order, a, b);
    const [above, below] = [b.literal?.value, a.literal?.value];
    if (typeof above === 'number') {
      return made(key, negated, a, { kind: 'compares', order, bound: above });
    }
    if (typeof below === 'number') {
      return made(key, negated, b, { kind: 'compares', order: mirrored[order], bound: below });
    }
    const whole = made(key, negated);
    return whole && isFilledLength(greater) ? withLeast(whole, order, b) : whole;
  }

  /** `i < signals.length` is `i < 1 || i < signals.length`, where there is something in the list at all times. */
  function withLeast(whole: Condition, order: '>' | '>=', less: Written): Condition {
    const least = { text: literalText(1) };
    const question = { kind: 'compares', order: mirrored[order], bound: 1 } as const;
    const part = made(comparisonKey(order, least, less), false, less, question);
    return part
      ? { ...whole, parts: { of: [part, { ...whole, negated: false }], deciding: true } }
      : whole;
  }

  function isFilledLength(node: TSESTree.Node): boolean {
    const member = namedMember(unwrap(node));
    return member?.name === 'length' && isFilled(member.object);
  }

  function made(
    key: string,
    negated: boolean,
    subject?: Written,
    question?: Question,
  ): Condition | undefined {
    if (subject?.literal !== undefined && question !== undefined) {
      const isSo = ask(question, subject.literal.value);
      return { key: alwaysKey, negated: negated === isSo, slots, properties, asks: undefined };
    }
    // What is made of literals alone is no question.
    if (slots.size === 0 && properties.size === 0) return undefined;
    const asks = subject && question && asksOf(question, subject);
    return { key, negated, slots, properties, asks };
  }
}

/** That a question is asked of what is written so. */
export function asksOf(question: Question, { text, isLength = false, name }: Written): Asks {
  return { question, subject: text, isLength, name };
}

function comparisonKey(order: '>' | '>=', greater: Written, less: Written): string {
  return `(${order} ${greater.text},${less.text})`;
}

/** `a < b` is `b > a`. */
const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
