/** Lines of code with what happens at them, in the order of a path: a code frame a place, in one gutter. */
import { codeFrameColumns } from '@babel/code-frame';
import pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { Place } from '../report/report.js';
import { columnsOf, headIn, tailIn } from './width.js';

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
  const at = untab(raw.slice(0, place.column - 1)).length;
  // Of what goes over several lines the first is underlined.
  const end =
    place.endLine === line ? untab(raw.slice(0, place.endColumn - 1)).length : code.length;
  const from = fromFor(code, at, room);
  const cropped = crop(code, from, room);
  const shift = from - (from > 0 ? 1 : 0);
  const before = style.isFirst && line > 1 ? [crop(untab(lines[line - 2] ?? ''), 0, room)] : [];
  const start = columnsOf(cropped.slice(0, at - shift));
  const marked = columnsOf(cropped.slice(at - shift, end - shift)) || 1;
  // The frame counts characters, and only we know how many columns they take: the marks are drawn here.
  const options = {
    linesAbove: before.length,
    linesBelow: 0,
    startLine: line - before.length,
    forceColor: style.colors,
  };
  const drawn = codeFrameColumns(
    [...before, cropped].join('\n'),
    { start: { line } },
    options,
  ).split('\n');
  const pad = ' '.repeat(style.digits - String(line).length);
  const padded = drawn.map((each) => pad + each);
  const paint = pc.createColors(style.colors);
  const gutter = paint.gray(`${' '.repeat(style.digits + 2)} |`);
  const strong = (text: string): string => paint.bold(paint.red(text));
  const mark = `${gutter} ${' '.repeat(start)}${strong('^'.repeat(marked))}`;
  // A label that has no room behind the underline stands under it.
  const hasRoom = style.label === '' || start + marked + 1 + columnsOf(style.label) <= room;
  const parts = {
    shown: cropped,
    before: padded.slice(0, before.length),
    code: padded[before.length] ?? '',
  };
  if (hasRoom) return { ...parts, under: [mark + (style.label && ` ${strong(style.label)}`)] };
  const labelLines = wrapAnsi(style.label, room).split('\n');
  const widest = Math.max(...labelLines.map(columnsOf));
  const indent = ' '.repeat(Math.max(Math.min(start, room - widest), 0));
  return {
    ...parts,
    under: [mark, ...labelLines.map((each) => `${gutter} ${indent}${strong(each)}`)],
  };
}

/** From where on to show a line, so that what stands at `at` is seen, and something of what is before it. */
export function fromFor(code: string, at: number, room: number): number {
  const near = code.slice(Math.max(at - room * longest, 0), at);
  if (near.length === at && columnsOf(near) < Math.floor(room * 0.8)) return 0;
  return at - tailIn(near, Math.floor(room / 3) - 1).length;
}

/** How many characters a column has at most, nearly: an emoji of a family has eleven in two. */
const longest = 8;

/** A tab is up to eight columns on most terminals: an indentation would leave no room on narrow ones, and marks would miss theirs. */
const tab = '    ';

/** The same line with spaces for tabs. */
export function untab(code: string): string {
  return code.replaceAll('\t', tab);
}

/**
 * A part of a line that has room, from a column on; an ellipsis for what is left out. Characters that would tell the terminal what to do
 * are signs instead.
 */
export function crop(code: string, from: number, room: number): string {
  const head = from > 0 ? '…' : '';
  const left = room - head.length;
  const rest = code.slice(from);
  const near = rest.slice(0, room * longest).replaceAll(commands, signFor);
  const fits = near.length === rest.length && columnsOf(near) <= left;
  return head + (fits ? near : `${headIn(near, left - 1)}…`);
}

/** Control characters, and those that turn the direction of writing. */
const commands = /\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/** `␛` for an escape. */
function signFor(command: string): string {
  const code = command.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\uFFFD';
}
