/** The last line for people: `17 files, 18 findings (16 errors, 2 warnings), 2 fixable with --fix, 1.4 s`. */
import type { Report } from '../report/report.js';

/** The line, without its end. */
export function summaryLine({ summary, problems }: Report): string {
  const { files, errors, warnings, fixable, seconds } = summary;
  const kinds = [count(errors, 'error'), count(warnings, 'warning')].join(', ');
  const findings = errors + warnings;
  return [
    count(files, 'file'),
    findings === 0 ? 'no findings' : `${count(findings, 'finding')} (${kinds})`,
    ...(fixable > 0 ? [`${fixable} fixable with --fix`] : []),
    ...(problems.length > 0 ? [count(problems.length, 'problem')] : []),
    `${seconds.toFixed(1)} s`,
  ].join(', ');
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
