/** The last line for people: `17 files, 18 findings (16 errors, 2 warnings), 2 fixable with --fix, 1.4 s`. */
import type { Written } from '../fix/fix.js';
import type { Report } from '../report/report.js';
import type { Surroundings } from './format.js';

/** The line, without its end. */
export function summaryLine({ summary, problems }: Report, { written }: Surroundings): string {
  const { files, errors, warnings, fixable, seconds } = summary;
  const kinds = [count(errors, 'error'), count(warnings, 'warning')].join(', ');
  const findings = errors + warnings;
  return [
    count(files, 'file'),
    findings === 0 ? 'no findings' : `${count(findings, 'finding')} (${kinds})`,
    ...fixesIn(fixable, written),
    ...(problems.length > 0 ? [count(problems.length, 'problem')] : []),
    `${seconds.toFixed(1)} s`,
  ].join(', ');
}

/** What `--fix` could do, or has done: what it left out it would leave out again. */
function fixesIn(fixable: number, written: Written | undefined): string[] {
  if (written === undefined) return fixable > 0 ? [`${fixable} fixable with --fix`] : [];
  const { fixes, files } = written;
  if (fixes === 0) return [];
  return [
    `${count(fixes, 'fix', 'fixes')} written${files > 1 ? ` to ${count(files, 'file')}` : ''}`,
  ];
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string, nouns = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : nouns}`;
}
