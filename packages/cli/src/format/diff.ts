/** What edits would change, as a small diff for people. */
import type pc from 'picocolors';
import { hunksOf } from '../fix/patch.js';
import { groupBy } from '../group.js';
import type { Edit } from '../report/report.js';
import { crop, fromFor, untab } from './frame.js';
import { count } from './summary.js';

type Colors = ReturnType<typeof pc.createColors>;

/** How to draw it. */
interface DiffStyle {
  /** What the reader looks at; of changes that are many times the same, the nearest is drawn. */
  readonly offset: number;
  readonly room: number;
  readonly paint: Colors;
}

/** What changes, with a line around it that tells the place. */
export function drawDiff(
  text: string,
  edits: readonly Edit[],
  { offset, room, paint }: DiffStyle,
): string[] {
  const chosen = withoutRepeats(text, edits, offset);
  const hunks = hunksOf(text, chosen, 1).map(withoutBlankEnds);
  const drawn = hunks.flatMap((hunk, i) => {
    const lines = unindent(hunk.map((line) => line.slice(0, 1) + untab(line.slice(1))));
    const froms = fromsFor(lines, room - 2);
    return [...(i === 0 ? [] : ['⋮']), ...lines.map((line, j) => painted(line, froms.get(j) ?? 0))];
  });
  const rest = edits.length - chosen.length;
  return rest > 0 ? [...drawn, paint.dim(`⋮ and the same in ${count(rest, 'more place')}`)] : drawn;

  function painted(whole: string, from: number): string {
    const line = whole.slice(0, 2) + crop(whole.slice(2), from, room - 2);
    if (line.startsWith('-')) return paint.red(line);
    return line.startsWith('+') ? paint.green(line) : paint.dim(line);
  }
}

/** So many times the same change is drawn each time. */
const mostRepeats = 3;

/** Of edits that all put the same in the place of the same, only the nearest, with those in its line. */
function withoutRepeats(text: string, edits: readonly Edit[], offset: number): readonly Edit[] {
  const distanceOf = ({ range }: Edit): number => Math.abs(range[0] - offset);
  const areInOneLine = (a: Edit, b: Edit): boolean => {
    const [from, to] = a.range[0] < b.range[0] ? [a, b] : [b, a];
    return !text.slice(from.range[0], to.range[0]).includes('\n');
  };
  const kinds = groupBy(edits, ({ range, text: inserted }) =>
    JSON.stringify([text.slice(...range), inserted]),
  );
  const chosen = [...kinds.values()].flatMap((same) => {
    if (same.length <= mostRepeats) return same;
    const nearest = same.reduce((a, b) => (distanceOf(b) < distanceOf(a) ? b : a));
    return same.filter((each) => areInOneLine(each, nearest));
  });
  return chosen.sort((a, b) => a.range[0] - b.range[0]);
}

/** From where on to show the lines that change, so that long ones are not cut before the change. */
function fromsFor(lines: readonly string[], room: number): ReadonlyMap<number, number> {
  const froms = new Map<number, number>();
  // The first line that is added takes the place of the first that is removed, and so on.
  let removed: number[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.startsWith('-')) removed.push(i);
    else if (!line.startsWith('+')) removed = [];
    else {
      const before = removed.shift();
      if (before === undefined) continue;
      const at = changeIn(lines[before]?.slice(2) ?? '', line.slice(2));
      const from = fromFor(line.slice(2), at, room);
      froms.set(i, from).set(before, from);
    }
  }
  return froms;
}

/** Where two lines begin to differ. */
function changeIn(before: string, after: string): number {
  let at = 0;
  while (at < after.length && before[at] === after[at]) at++;
  return at;
}

/** An unchanged empty line tells no place. */
function withoutBlankEnds(lines: readonly string[]): string[] {
  const isWritten = (line: string): boolean => line.trim() !== '';
  return lines.slice(lines.findIndex(isWritten), lines.findLastIndex(isWritten) + 1);
}

/** Takes away the indentation that all lines have behind their sign. */
function unindent(lines: readonly string[]): string[] {
  const depths = lines
    .filter((line) => line.slice(1).trim() !== '')
    .map((line) => line.slice(1).search(/\S/));
  const depth = Math.min(...depths);
  return lines.map((line) => `${line.slice(0, 1)} ${line.slice(1 + depth)}`.trimEnd());
}
