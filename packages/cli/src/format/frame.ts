/** Lines of code with what happens at them, in the order of a path: a code frame a place, in one gutter. */
import { codeFrameColumns } from '@babel/code-frame';
import pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { Place } from '../report/report.js';

/** A place to show. */
export interface FramedPlace {
  readonly place: Place;
  /** Stands behind the underline. */
  readonly label: string;
}

/** How to show it. */
export interface FrameStyle {
  readonly width?: number | undefined;
  readonly colors: boolean;
}

/** Draws the frames. The first place is shown with the line before it, so that a reader finds their way. */
export function drawFrames(
  lines: readonly string[],
  places: readonly FramedPlace[],
  { width, colors }: FrameStyle,
): string[] {
  const digits = String(Math.max(...places.map(({ place }) => place.line))).length;
  // `> 12 | ` stands before the code.
  const room = roomIn(width, digits + 5);
  let last: { readonly line: number; readonly shown: string } | undefined;
  return places.flatMap(({ place, label }) => {
    const isFirst = last === undefined;
    const { shown, before, code, under } = drawOne(lines, place, {
      label,
      digits,
      room,
      colors,
      isFirst,
    });
    const isSame = last?.line === place.line && last.shown === shown;
    const hasGap = last !== undefined && last.line !== place.line && last.line !== place.line - 1;
    last = { line: place.line, shown };
    // The line stands there already: only what is under it is new.
    if (isSame) return under;
    return [...(hasGap ? [`${' '.repeat(digits + 3)}⋮`] : []), ...before, code, ...under];
  });
}

/** How much of a line of code is shown: what fits beside `margin`. Generated code may have megabytes; nobody reads so far. */
export function roomIn(width: number | undefined, margin: number): number {
  return width === undefined ? 200 : Math.max(width - margin, 20);
}

interface OneFrame {
  readonly label: string;
  readonly digits: number;
  readonly room: number;
  readonly colors: boolean;
  readonly isFirst: boolean;
}

/** A frame by its parts: the line before, the line itself, and what is under it. */
interface Drawn {
  /** What of the line is shown, without colours. */
  readonly shown: string;
  readonly before: readonly string[];
  readonly code: string;
  readonly under: readonly string[];
}

function drawOne(lines: readonly string[], place: Place, style: OneFrame): Drawn {
  const { line } = place;
  const { room } = style;
  const raw = lines[line - 1] ?? '';
  const code = untab(raw);
  const column = untab(raw.slice(0, place.column - 1)).length + 1;
  // Of what goes over several lines the first is underlined.
  const end =
    place.endLine === line ? untab(raw.slice(0, place.endColumn - 1)).length + 1 : code.length + 1;
  const from = column <= room * 0.8 ? 0 : column - Math.floor(room / 3);
  const cropped = crop(code, from, room);
  const shift = from - (from > 0 ? 1 : 0);
  const before = style.isFirst && line > 1 ? [crop(untab(lines[line - 2] ?? ''), 0, room)] : [];
  const start = column - shift;
  const stop = Math.max(Math.min(end - shift, cropped.length + 1), start + 1);
  // A label that has no room behind the underline stands under it.
  const hasRoom = stop + style.label.length <= room;
  const options = {
    linesAbove: before.length,
    linesBelow: 0,
    startLine: line - before.length,
    message: hasRoom ? style.label : '',
    forceColor: style.colors,
  };
  const drawn = codeFrameColumns(
    [...before, cropped].join('\n'),
    { start: { line, column: start }, end: { line, column: stop } },
    options,
  ).split('\n');
  const pad = ' '.repeat(style.digits - String(line).length);
  const padded = drawn.map((each) => pad + each);
  const parts = {
    shown: cropped,
    before: padded.slice(0, before.length),
    code: padded[before.length] ?? '',
    under: padded.slice(before.length + 1),
  };
  if (hasRoom) return parts;
  const labelLines = wrapAnsi(style.label, room).split('\n');
  const widest = Math.max(...labelLines.map(({ length }) => length));
  const indent = ' '.repeat(Math.max(Math.min(start - 1, room - widest), 0));
  const paint = pc.createColors(style.colors);
  const gutter = paint.gray(`${' '.repeat(style.digits + 2)} |`);
  const below = labelLines.map((each) => `${gutter} ${indent}${paint.bold(paint.red(each))}`);
  return { ...parts, under: [...parts.under, ...below] };
}

/** A tab of an indentation is eight columns on most terminals, and would leave no room on narrow ones. */
const tab = '    ';

/** The same line, indented by spaces. */
export function untab(code: string): string {
  return code.replace(/^ *\t[\t ]*/, (indent) => indent.replaceAll('\t', tab));
}

/**
 * A part of a line that has room, from a column on; an ellipsis for what is left out. Characters that would tell the terminal what to do
 * are signs instead.
 */
export function crop(code: string, from: number, room: number): string {
  const head = from > 0 ? '…' : '';
  const rest = code.slice(from);
  const fits = rest.length + head.length <= room;
  const shown = fits ? rest : `${rest.slice(0, room - head.length - 1)}…`;
  return head + shown.replaceAll(commands, signFor);
}

/** Control characters but tabs, and those that turn the direction of writing. */
const commands = /[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu;

/** `␛` for an escape. */
function signFor(command: string): string {
  const code = command.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
}
