import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Primitive } from '../../syntax/literal.js';
import { ask, implied, type Answer, type Question } from './question.js';

const truthy: Question = { kind: 'truthy' };
const nil: Question = { kind: 'nil', called: false };
const uncalled: Question = { kind: 'nil', called: true };
const is = (literal: string | number | boolean | null | undefined): Question => ({
  kind: 'equals',
  literal,
});
const above = (bound: number): Question => ({ kind: 'compares', order: '>', bound });
const atLeast = (bound: number): Question => ({ kind: 'compares', order: '>=', bound });
const below = (bound: number): Question => ({ kind: 'compares', order: '<', bound });
const type = (name: string): Question => ({ kind: 'typeof', name });

describe('one answer gives another', () => {
  it.each<[Question, boolean, Question, boolean | undefined]>([
    [truthy, true, nil, false],
    [truthy, true, is(undefined), false],
    [truthy, true, is('a'), undefined],
    [truthy, false, is('a'), false],
    [truthy, false, is(''), undefined],
    [truthy, false, nil, undefined],
    [truthy, false, uncalled, true],
    [uncalled, false, truthy, true],
    [nil, false, uncalled, false],
    [nil, true, truthy, false],
    [nil, true, is(undefined), undefined],
    [nil, false, is(null), false],
    [nil, false, truthy, undefined],
    [is(undefined), false, nil, undefined],
    [is('a'), true, is('b'), false],
    [is('a'), true, truthy, true],
    [is('a'), false, is('b'), undefined],
    [is(0), true, above(0), false],
    [is(0), true, atLeast(0), true],
    [is(NaN), true, truthy, undefined],
    [above(1), true, above(0), true],
    [above(0), true, above(1), undefined],
    [above(0), true, truthy, true],
    [above(0), false, truthy, undefined],
    [above(0), true, below(0), false],
    // Neither holds for `NaN` and `undefined`.
    [above(0), false, below(1), undefined],
    [atLeast(0), true, nil, undefined],
    [type('undefined'), false, is(undefined), false],
    [type('number'), true, nil, false],
    [type('object'), true, nil, undefined],
    [type('function'), true, truthy, true],
  ])('%j is %j: %j', (known, answer, question, expected) => {
    expect(implied(question, [[known, answer]], false)).toBe(expected);
  });

  it.each<[Question, boolean, Question, boolean | undefined]>([
    [truthy, true, above(0), true],
    [is(0), false, above(0), true],
    [is(1), false, truthy, undefined],
    [above(0), true, atLeast(1), true],
    [below(1), true, is(0), true],
  ])('of a length: %j is %j: %j', (known, answer, question, expected) => {
    expect(implied(question, [[known, answer]], true)).toBe(expected);
  });

  it('and several give more', () => {
    const answers: Answer[] = [
      [is(undefined), false],
      [is(null), false],
    ];
    expect(implied(nil, answers, false)).toBe(false);
  });
});

describe('what is implied', () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double());
  const literal = fc.oneof(
    number,
    fc.constantFrom(undefined, null, true, false, '', 'a', 'b', '0', '2', 0n, 2n),
  );
  const question = fc.oneof<fc.Arbitrary<Question>[]>(
    fc.constantFrom<Question>(truthy, nil),
    literal.map((value) => ({ kind: 'equals', literal: value })),
    fc
      .constantFrom('undefined', 'object', 'string', 'number', 'bigint', 'boolean', 'symbol')
      .map((name) => ({ kind: 'typeof', name })),
    fc.record({
      kind: fc.constant('compares' as const),
      order: fc.constantFrom('<', '<=', '>', '>='),
      bound: number,
    }),
  );
  const value = fc.oneof(literal, fc.constantFrom({}, [], [2], [[]], Symbol.iterator, ' ', '1e1'));

  it('is so for every value', () => {
    fc.assert(
      fc.property(value, question, fc.array(question, { maxLength: 4 }), (of, asked, known) => {
        const answers = known.map((each): Answer => [each, ask(each, of)]);
        expect([undefined, ask(asked, of)]).toContain(implied(asked, answers, false));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('is so for every value that a type admits', () => {
    const kindOf = (of: unknown) => (of === null ? 'null' : typeof of);
    fc.assert(
      fc.property(
        value,
        fc.array(value, { maxLength: 2 }),
        question,
        fc.array(question, { maxLength: 4 }),
        (of, others, asked, known) => {
          const answers = known.map((each): Answer => [each, ask(each, of)]);
          const kinds = new Set(others.map(kindOf));
          const literals = new Set<Primitive>();
          if (typeof of === 'string' || typeof of === 'boolean') literals.add(of);
          else kinds.add(kindOf(of));
          const told = implied(asked, answers, false, { kinds, literals });
          expect([undefined, ask(asked, of)]).toContain(told);
        },
      ),
      { numRuns: 20_000, seed: 1 },
    );
  });

  it('is nothing that the type alone would decide', () => {
    const object = { kinds: new Set(['object']), literals: new Set<Primitive>() };
    expect(implied(truthy, [[is(undefined), false]], false, object)).toBe(undefined);
    const optional = { ...object, kinds: new Set(['object', 'undefined']) };
    expect(implied(truthy, [[is(undefined), false]], false, optional)).toBe(true);
  });

  it('is so for all that can be called, or is not there', () => {
    const callee = fc.constantFrom(undefined, null, () => undefined);
    const asked = fc.oneof(question, fc.constant(uncalled));
    fc.assert(
      fc.property(callee, asked, fc.array(asked, { maxLength: 4 }), (of, last, known) => {
        const answers = [uncalled, ...known].map((each): Answer => [each, ask(each, of)]);
        expect([undefined, ask(last, of)]).toContain(implied(last, answers, false));
      }),
      { numRuns: 5_000, seed: 1 },
    );
  });

  it('is so for every length', () => {
    fc.assert(
      fc.property(fc.nat(5), question, fc.array(question, { maxLength: 4 }), (of, asked, known) => {
        const answers = known.map((each): Answer => [each, ask(each, of)]);
        expect([undefined, ask(asked, of)]).toContain(implied(asked, answers, true));
      }),
      { numRuns: 20_000, seed: 1 },
    );
  });
});
