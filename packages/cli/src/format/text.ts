/**
 * `--format text`: for people. Each finding with its code, the steps of the path under it, and what to do as a small diff.
 *
 *     src/query.ts:4:17  error  ctxvet/lostcancel
 *
 *       `cancel` from `withTimeout` is not called on every path: …
 *
 *         3 | export async function find(ctx: Context) {
 *       > 4 |   const [query, cancel] = withTimeout(ctx, 500);
 *           |                 ^^^^^^ 1. `cancel` is acquired here
 *       > 5 |   if (hit !== undefined) return hit;
 *           |       ^^^^^^^^^^^^^^^^^ 2. `hit !== undefined` is true
 *           |                          ^^^^^^^^^^^ 3. `cancel` is lost here
 *
 *       Add `using _ = cancel`, which calls it where the block ends:
 *
 *         + using _ = cancel;
 */
import pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { hunksOf } from '../fix/patch.js';
import type { Edit, Finding } from '../report/report.js';
import { groupBy } from '../group.js';
import { linesOf, type Format, type Surroundings } from './format.js';
import { crop, drawFrames, fromFor, roomIn, untab, type FramedPlace } from './frame.js';
import { summaryLine } from './summary.js';

type Colors = ReturnType<typeof pc.createColors>;

export const text: Format = (report, around) => {
  const paint = pc.createColors(around.colors);
  const blocks = [...groupBy(report.findings, ({ file }) => file)].flatMap(([file, findings]) => {
    const text = around.texts.get(file);
    const source = text === undefined ? undefined : { text, lines: linesOf(text) };
    return findings.map((finding) => `${printFinding(finding, source, around, paint)}\n\n`);
  });
  const line = summaryLine(report, around);
  const isClean = report.findings.length === 0 && report.problems.length === 0;
  return `${blocks.join('')}${isClean ? paint.green(line) : paint.bold(line)}\n`;
};

/** The file of a finding. */
interface SourceFile {
  readonly text: string;
  readonly lines: readonly string[];
}

function printFinding(
  finding: Finding,
  source: SourceFile | undefined,
  around: Surroundings,
  paint: Colors,
): string {
  const { file, line, column, severity, rule, message, fix, suggestions = [] } = finding;
  const level = severity === 'error' ? paint.red('error') : paint.yellow('warning');
  const width = around.width === undefined ? undefined : around.width - 2;
  const parts = [
    [`${paint.bold(`${file}:${line}:${column}`)}  ${level}  ${paint.dim(rule)}`],
    indent(wrap(markCode(message, paint), width)),
  ];
  if (source !== undefined) {
    parts.push(
      indent(drawFrames(source.lines, placesOf(finding), { width, colors: around.colors })),
    );
    const offered = fix === undefined ? suggestions : [{ message: 'Fixed by --fix', edits: fix }];
    const [first, ...others] = offered;
    if (first !== undefined) {
      parts.push(indent(wrap(markCode(`${first.message}:`, paint), width)));
      parts.push(indent(indent(drawDiff(source.text, first.edits, roomIn(width, 4), paint))));
    }
    if (others.length > 0) {
      parts.push(
        indent(others.flatMap((other) => wrap(markCode(`Or: ${other.message}`, paint), width))),
      );
    }
  }
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

/** The steps, with the finding's own place where the first step would stand beside it. */
function placesOf(finding: Finding): FramedPlace[] {
  const [first, ...rest] = finding.related;
  if (first === undefined) return [{ place: finding, label: '' }];
  const isSame = first.line === finding.line;
  const steps = isSame ? rest : finding.related;
  const opening = { place: finding, label: isSame ? `1. ${first.message}` : '' };
  const offset = isSame ? 2 : 1;
  return [
    opening,
    ...steps.map((place, i) => ({ place, label: `${i + offset}. ${place.message}` })),
  ];
}

/** What changes, with a line around it that tells the place. */
function drawDiff(text: string, edits: readonly Edit[], room: number, paint: Colors): string[] {
  const hunks = hunksOf(text, edits, 1).map(withoutBlankEnds);
  return hunks.flatMap((hunk, i) => {
    const lines = unindent(hunk.map((line) => line.slice(0, 1) + untab(line.slice(1))));
    const froms = fromsFor(lines, room - 2);
    return [...(i === 0 ? [] : ['⋮']), ...lines.map((line, j) => painted(line, froms.get(j) ?? 0))];
  });

  function painted(whole: string, from: number): string {
    const line = whole.slice(0, 2) + crop(whole.slice(2), from, room - 2);
    if (line.startsWith('-')) return paint.red(line);
    return line.startsWith('+') ? paint.green(line) : paint.dim(line);
  }
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

/** `code` in a message, told from the words around it. */
function markCode(message: string, paint: Colors): string {
  return message.replaceAll(/`[^`]+`/g, (code) => paint.cyan(code));
}

function wrap(line: string, width: number | undefined): string[] {
  return (width === undefined ? line : wrapAnsi(line, Math.max(width, 20))).split('\n');
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? line : `  ${line}`));
}
