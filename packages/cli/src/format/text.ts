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
import type { Edit, Finding } from '../report/report.js';
import { groupBy } from '../group.js';
import { lineStartsOf, linesOf } from '../lines.js';
import { drawDiff } from './diff.js';
import type { Format, Surroundings } from './format.js';
import { drawFrames, roomIn, type FramedPlace } from './frame.js';
import { summaryLine } from './summary.js';

type Colors = ReturnType<typeof pc.createColors>;

export const text: Format = (report, around) => {
  const paint = pc.createColors(around.colors);
  const blocks = [...groupBy(report.findings, ({ file }) => file)].flatMap(([file, findings]) => {
    const text = around.texts.get(file);
    const source = text === undefined ? undefined : sourceOf(text);
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
  readonly starts: readonly number[];
  /** The changes that have been drawn, with the line of the finding that they stand at. */
  readonly drawn: Map<string, number>;
}

function sourceOf(text: string): SourceFile {
  return { text, lines: linesOf(text), starts: lineStartsOf(text), drawn: new Map() };
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
      const { message, edits } = first;
      const at = lineWhereDrawn(edits, line, source);
      const end = at === undefined ? ':' : ` (shown at line ${at})`;
      parts.push(indent(wrap(markCode(message + end, paint), width)));
      if (at === undefined) {
        const offset = (source.starts[line - 1] ?? 0) + column - 1;
        const room = roomIn(width, 4);
        parts.push(indent(indent(drawDiff(source.text, edits, { offset, room, paint }))));
      }
    }
    if (others.length > 0) {
      parts.push(
        indent(others.flatMap((other) => wrap(markCode(`Or: ${other.message}`, paint), width))),
      );
    }
  }
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

/** Where the same change is drawn already: one that many findings share is drawn at the first of them. */
function lineWhereDrawn(
  edits: readonly Edit[],
  line: number,
  { drawn }: SourceFile,
): number | undefined {
  const key = JSON.stringify(edits);
  const at = drawn.get(key);
  if (at === undefined) drawn.set(key, line);
  return at;
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
