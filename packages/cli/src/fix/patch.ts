/** The difference of two texts. */
import { createTwoFilesPatch, structuredPatch } from 'diff';
import type { Edit } from '../report/report.js';
import { applyEdits } from './apply.js';

/** What edits change: the lines of each hunk, with ` `, `-` or `+` before them, and `context` unchanged lines around. */
export function hunksOf(text: string, edits: readonly Edit[], context: number): string[][] {
  // Only the lines around the edits are compared: there may be many findings in a long file.
  const from = linesBefore(text, edits[0]?.range[0] ?? 0, context);
  const to = linesAfter(text, edits.at(-1)?.range[1] ?? 0, context);
  const before = text.slice(from, to);
  const shifted = edits.map(({ range, text: inserted }): Edit => ({
    range: [range[0] - from, range[1] - from],
    text: inserted,
  }));
  const { hunks } = structuredPatch('', '', before, applyEdits(before, shifted), '', '', {
    context,
  });
  // What is said of a last line without an end is for machines.
  return hunks.map(({ lines }) => lines.filter((line) => !line.startsWith('\\')));
}

/** Where the line of an offset starts, or the one so many lines before it. */
function linesBefore(text: string, offset: number, count: number): number {
  let at = offset;
  for (let i = 0; i <= count && at > 0; i++) at = text.lastIndexOf('\n', at - 1);
  return Math.max(at + (at > 0 ? 1 : 0), 0);
}

/** Where the line of an offset ends, or the one so many lines after it. */
function linesAfter(text: string, offset: number, count: number): number {
  let at = offset;
  for (let i = 0; i <= count; i++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}

/** A patch that `git apply` and `patch -p1` take. */
export function patchOf(file: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
  // As git does it: without a tab behind it, `patch` takes a name to end at its first space.
  return file.includes(' ') ? patch.replace(/^(--- .*)\n(\+{3} .*)\n/, '$1\t\n$2\t\n') : patch;
}
