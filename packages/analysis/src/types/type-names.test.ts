/** The names of the types of parameters: both adapters, asked about the first parameter of the last function. */
import { describe, expect, it } from 'vitest';
import type { OpenFile } from '../check.js';
import { openChecked, openUnchecked } from '../testing/run.js';

/** The names that are looked at before the answer is no. */
function namesIn({ index, types }: OpenFile): readonly string[] {
  const names: string[] = [];
  types.isOfTypeNamed(index.of('FunctionDeclaration').at(-1)!.params[0]!, (name) => {
    names.push(name);
    return false;
  });
  return names;
}

const files = {
  'http.ts': `export class Request { url = '' } export type Req = Request; export type Id = string;`,
};

const cases: readonly (readonly [
  text: string,
  checked: readonly string[],
  unchecked: readonly string[],
])[] = [
  [`import type { Request } from './http.js'; function f(a: Request) {}`, ['Request'], ['Request']],
  [
    `import type { Request as R } from './http.js'; function f(a?: R) {}`,
    ['R', 'Request'],
    ['R', 'Request'],
  ],
  [
    `import type * as http from './http.js'; function f(a: http.Request | null) {}`,
    ['http.Request', 'Request'],
    ['http.Request', 'Request'],
  ],
  [`import type { Req } from './http.js'; function f(a: Req) {}`, ['Req', 'Request'], ['Req']],
  [
    `import { Request } from './http.js'; function f(a = new Request()) {}`,
    ['Request'],
    ['Request'],
  ],
  [`function f(a: import('./http.js').Request) {}`, ['Request'], ['Request']],
  [`function f(a: string) {}`, ['string'], ['string']],
  [`function f(a: Request | string) {}`, ['Request', 'string'], ['Request']],
  [`function f(a: Request[]) {}`, ['Array'], []],
  [`function f({ a }) {}`, [], []],
  [`interface Env {} function f<E extends Env>(a: E) {}`, ['E', 'Env'], ['E', 'Env']],
  // A checker has no bound to ask of, and calls what is not nil so.
  [`function f<E extends F, F extends E>(a: E) {}`, ['E', 'F', 'NonNullable'], ['E', 'F']],
];

describe('isOfTypeNamed', () => {
  it.each(cases)('%s', (text, checked, unchecked) => {
    const named = namesIn(openChecked(text, files)).filter((name) => !name.startsWith('__'));
    expect([...new Set(named)]).toEqual(checked);
    expect([...new Set(namesIn(openUnchecked(text)))]).toEqual(unchecked);
  });
});

describe('of several types', () => {
  const isOf = ({ index, types }: OpenFile) =>
    types.isOfTypeNamed(index.of('FunctionDeclaration').at(-1)!.params[0]!, (name) =>
      ['Request', 'Clock'].includes(name),
    );
  const declared = `interface Request { url: string } interface Clock { now: number }
type Own = Request & { user?: string }; type Ring = Ring[] | Request;`;

  it.each([
    ['Request | Clock | undefined', true],
    ['Request | string', false],
    ['Request & { user?: string }', true],
    ['string & { id?: string }', false],
    ['Own', true],
    ['Own | Clock', true],
    ['Readonly<Request>', true],
    ['Readonly<Own> | null', true],
    ['Request[]', false],
    ['Ring', false],
    ['undefined', false],
  ])('%s: %s', (type, answer) => {
    const text = `${declared} function f(a: ${type}) {}`;
    expect(isOf(openChecked(text))).toBe(answer);
    expect(isOf(openUnchecked(text))).toBe(answer);
  });
});
