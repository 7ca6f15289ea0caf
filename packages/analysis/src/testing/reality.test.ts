import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingLines } from './agreement.js';
import { linesOfSites, printProgram } from './print-program.js';
import { programs, type Program } from './programs.js';
import { compile, type Random } from './reality.js';

/** Mulberry32: a small generator, so that a failure can be seen again. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function givesClosures(program: Program): boolean {
  return JSON.stringify(program).includes('"giveClosure"');
}

const sample = fc
  .sample(programs, { numRuns: 1000, seed: 3 })
  .filter((program) => !givesClosures(program))
  .slice(0, 300);

describe('what happens when a program runs', () => {
  it.each([
    ['calls', true],
    ['none', false],
  ] as const)('was reported where calls may throw as %s', async (mode, throws) => {
    let losses = 0;
    for (const [i, program] of sample.entries()) {
      const text = printProgram(program);
      const sites = linesOfSites(text);
      const found = new Set(findingLines(text, mode).map((line) => sites.get(line)));
      const runnable = compile(program);
      const random = randomFrom(i);
      for (let run = 0; run < 60; run++) {
        const lost = await runnable.run(random, throws);
        for (const site of lost ?? []) {
          losses++;
          expect(found, `#${site} was lost in\n${text}`).toContain(site);
        }
      }
    }
    expect(losses).toBeGreaterThan(1000);
  });
});
