/** Holds the engine's verdict on a program against the interpreter's. */
import { runCheck, type OpenFile } from '../check.js';
import { lostcancel, type LostcancelOptions } from '../checks/lostcancel.js';
import type { Throws } from '../checks/track/track-facts.js';
import { lostSites } from './oracle.js';
import { linesOfSites, printProgram } from './print-program.js';
import type { Program } from './programs.js';
import { openUnchecked } from './run.js';

/** How programs are compared, and with what is done by itself: that is one more way to end well in each. */
const modes: readonly Mode[] = [
  { throws: 'evident', ignoreWhenDone: true },
  { throws: 'calls', ignoreWhenDone: false },
  { throws: 'none', ignoreWhenDone: true },
];

type Mode = Pick<LostcancelOptions, 'throws' | 'ignoreWhenDone'>;

/** The number of runs after which a program is given up; few have more. */
const maxRuns = 1000;

/**
 * What engine and interpreter disagree on in one of these readings, with the program; `undefined` where they agree, or
 * where the program has no acquisition or too many runs.
 */
export function disagreementOn(
  program: Program,
  readings: readonly Mode[] = modes,
): string | undefined {
  const text = printProgram(program);
  const sites = linesOfSites(text);
  if (sites.size === 0) return undefined;
  const file = openUnchecked(text);
  for (const mode of readings) {
    const { throws } = mode;
    const found = new Set(linesOf(file, mode).map((line) => sites.get(line)!));
    const lost = lostSites(program, { ...mode, values: 'exact' }, maxRuns) ?? new Set();
    const missed = [...lost].filter((site) => !found.has(site));
    if (missed.length > 0) return `missed ${numbers(missed)} (throws: ${throws}) in\n${text}`;
    const doubtful = [...found].filter((site) => !lost.has(site));
    if (doubtful.length === 0) continue;
    const loose = lostSites(program, { ...mode, values: 'loose' }, maxRuns);
    const wrong = loose === undefined ? [] : doubtful.filter((site) => !loose.has(site));
    if (wrong.length > 0) return `false ${numbers(wrong)} (throws: ${throws}) in\n${text}`;
  }
  return undefined;
}

/** The lines of the findings in a program. */
export function findingLines(text: string, throws: Throws): number[] {
  return linesOf(openUnchecked(text), { throws, ignoreWhenDone: true });
}

function linesOf(file: OpenFile, mode: Mode): number[] {
  return runCheck(file, lostcancel, mode).map(
    ({ range }) => file.source.text.slice(0, range[0]).split('\n').length,
  );
}

function numbers(sites: readonly number[]): string {
  return sites.map((site) => `#${site}`).join(', ');
}
