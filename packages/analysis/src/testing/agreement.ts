/** Holds the engine's verdict on a program against the interpreter's. */
import { runCheck, type OpenFile } from '../check.js';
import { lostcancel } from '../checks/lostcancel.js';
import type { Throws } from '../checks/track/track-facts.js';
import { lostSites } from './oracle.js';
import { linesOfSites, printProgram } from './print-program.js';
import type { Program } from './programs.js';
import { openUnchecked } from './run.js';

/** The readings in which programs are compared. */
const modes: readonly Throws[] = ['evident', 'calls', 'none'];

/** The number of runs after which a program is given up; few have more. */
const maxRuns = 1000;

/**
 * What engine and interpreter disagree on in one of these readings, with the program; `undefined` where they agree, or
 * where the program has no acquisition or too many runs.
 */
export function disagreementOn(
  program: Program,
  readings: readonly Throws[] = modes,
): string | undefined {
  const text = printProgram(program);
  const sites = linesOfSites(text);
  if (sites.size === 0) return undefined;
  const file = openUnchecked(text);
  for (const throws of readings) {
    const found = new Set(linesOf(file, throws).map((line) => sites.get(line)!));
    const lost = lostSites(program, { throws, values: 'exact' }, maxRuns) ?? new Set();
    const missed = [...lost].filter((site) => !found.has(site));
    if (missed.length > 0) return `missed ${numbers(missed)} (throws: ${throws}) in\n${text}`;
    const doubtful = [...found].filter((site) => !lost.has(site));
    if (doubtful.length === 0) continue;
    const loose = lostSites(program, { throws, values: 'loose' }, maxRuns);
    const wrong = loose === undefined ? [] : doubtful.filter((site) => !loose.has(site));
    if (wrong.length > 0) return `false ${numbers(wrong)} (throws: ${throws}) in\n${text}`;
  }
  return undefined;
}

/** The lines of the findings in a program. */
export function findingLines(text: string, throws: Throws): number[] {
  return linesOf(openUnchecked(text), throws);
}

function linesOf(file: OpenFile, throws: Throws): number[] {
  return runCheck(file, lostcancel, { throws }).map(
    ({ range }) => file.source.text.slice(0, range[0]).split('\n').length,
  );
}

function numbers(sites: readonly number[]): string {
  return sites.map((site) => `#${site}`).join(', ');
}
