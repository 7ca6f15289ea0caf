/** Holds the engine's verdict on a program against the interpreter's. */
import { openFile, runCheck } from '../check.js';
import { lostcancel } from '../checks/lostcancel.js';
import type { Throws } from '../checks/track/throws.js';
import { defaultSettings } from '../syntax/source.js';
import { createUncheckedTypes } from '../types/unchecked.js';
import { lostSites } from './oracle.js';
import { parseSource } from './parse.js';
import { linesOfSites, printProgram } from './print-program.js';
import type { Program } from './programs.js';

/** The readings in which programs are compared. */
export const modes: readonly Throws[] = ['evident', 'calls', 'none'];

/** The number of runs after which a program is given up; few have more. */
const maxRuns = 1000;

/**
 * What engine and interpreter disagree on, with the program; `undefined` where they agree, or where the program has
 * no acquisition or too many runs.
 */
export function disagreementOn(program: Program, throws: Throws): string | undefined {
  const text = printProgram(program);
  const sites = linesOfSites(text);
  if (sites.size === 0) return undefined;
  const found = new Set(findingLines(text, throws).map((line) => sites.get(line)!));
  const exact = lostSites(program, { throws, values: 'exact' }, maxRuns) ?? new Set();
  const missed = [...exact].filter((site) => !found.has(site));
  if (missed.length > 0) return `missed ${numbers(missed)} (throws: ${throws}) in\n${text}`;
  const loose = lostSites(program, { throws, values: 'loose' }, maxRuns);
  const wrong = loose === undefined ? [] : [...found].filter((site) => !loose.has(site));
  return wrong.length > 0 ? `false ${numbers(wrong)} (throws: ${throws}) in\n${text}` : undefined;
}

/** The lines of the findings in a program. */
export function findingLines(text: string, throws: Throws): number[] {
  const source = parseSource(text, '/project/src/file.ts');
  const types = createUncheckedTypes(source, defaultSettings);
  const findings = runCheck(openFile(source, types, defaultSettings), lostcancel, { throws });
  return findings.map(({ range }) => text.slice(0, range[0]).split('\n').length);
}

function numbers(sites: readonly number[]): string {
  return sites.map((site) => `#${site}`).join(', ');
}
