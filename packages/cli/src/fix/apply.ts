/** Edits, made in a text. */
import type { Edit, Finding } from '../report/report.js';

/** The text with the edits made, which are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let made = '';
  let at = 0;
  for (const { range, text: inserted } of edits) {
    made += text.slice(at, range[0]) + inserted;
    at = range[1];
  }
  return made + text.slice(at);
}

/**
 * The text with all fixes made that do not touch each other, the first first, as ESLint does, and how many they are: a fix is
 * made whole or not at all, and those left out are found again in the new text.
 */
export function applyFixes(
  text: string,
  findings: readonly Finding[],
): { readonly after: string; readonly made: number } {
  const fixes = findings
    .flatMap(({ fix }) => (fix === undefined || fix.length === 0 ? [] : [fix]))
    .sort((a, b) => startOf(a) - startOf(b) || endOf(a) - endOf(b));
  const edits: Edit[] = [];
  let end = -1;
  let made = 0;
  for (const fix of fixes) {
    if (startOf(fix) <= end) continue;
    edits.push(...fix);
    end = endOf(fix);
    made++;
  }
  return { after: applyEdits(text, edits), made };
}

function startOf(fix: readonly Edit[]): number {
  return Math.min(...fix.map(({ range }) => range[0]));
}

function endOf(fix: readonly Edit[]): number {
  return Math.max(...fix.map(({ range }) => range[1]));
}
