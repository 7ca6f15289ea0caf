/** The names filter never misses: what is a factory when asked directly has a name that may be one. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastSpelling } from '../syntax/callee.js';
import { bases, links } from '../testing/chains.js';
import { openChecked, type Files } from '../testing/run.js';

/** A way to make a factory, and the ways it is handed on. */
type Chain = readonly [base: string, ...links: string[]];

/** What is wrong with the last call of each chain, all of them in one program. */
function problemsOf(chains: readonly Chain[]): string[] {
  const files: Record<string, string> = {};
  const imports: string[] = [];
  const calls: string[] = [];
  chains.forEach(([base, ...rest], i) => {
    let made = bases[base]!(`b${i}`);
    rest.forEach((link, step) => (made = links[link]!(`l${i}x${step}`, made)));
    Object.assign(files, made.files);
    imports.push(made.imports);
    calls.push(`${made.callee}(p);`);
  });
  const text = `import type { Context } from '@ctxvet/context';
${imports.join('\n')}
declare const p: Context;
${calls.join('\n')}`;
  const { index, types } = openChecked(text, files satisfies Files);
  return index.of('CallExpression').flatMap((call, i) => {
    const name = lastSpelling(call.callee)!;
    const chain = chains[i]!.join(' > ');
    if (types.factory(call) === undefined) return [`${chain}: ${name} is no factory`];
    return types.mayBeFactory(name) && types.reaches() ? [] : [`${chain}: ${name} is filtered out`];
  });
}

describe('the names filter', () => {
  it('lets every factory through that one file makes and another hands on', () => {
    const chains = Object.keys(bases).flatMap((base): Chain[] => [
      [base],
      ...Object.keys(links).map((link): Chain => [base, link]),
    ]);
    expect(problemsOf(chains)).toEqual([]);
  });

  it('lets every factory through that goes through more files', () => {
    const link = fc.constantFrom(...Object.keys(links));
    const chain = fc.tuple(fc.constantFrom(...Object.keys(bases)), link, link, link);
    const programs = fc.array(chain, { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(programs, (chains) => {
        expect(problemsOf(chains)).toEqual([]);
      }),
      // A failing program is best cut down by hand: the message names the chain.
      { numRuns: 3, endOnFailure: true },
    );
  });
});
