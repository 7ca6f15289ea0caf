/**
 * How much room a text takes on a terminal, in columns: a character of Chinese, Japanese or Korean, or an emoji, takes two, an accent
 * none. What terminals disagree about (ambiguous widths, emoji by a variation selector) counts as one.
 */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Most lines of code: a column a character. */
const plain = /^[ -~]*$/;

/** What Unicode calls wide and full-width, and what is drawn as a picture by itself. */
const wide =
  /^[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

/** Marks without a letter, and what is not drawn at all. */
const invisible = /^[\p{M}\p{Cf}]+$/u;

/** The columns of a text. */
export function columnsOf(text: string): number {
  if (plain.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += columnsOfOne(segment);
  return columns;
}

/** The longest part of a text, from its start on, that has room; nothing that is drawn as one is cut. */
export function headIn(text: string, room: number): string {
  if (plain.test(text)) return text.slice(0, room);
  let columns = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    columns += columnsOfOne(segment);
    if (columns > room) return text.slice(0, index);
  }
  return text;
}

/** The longest part of a text, up to its end, that has room. */
export function tailIn(text: string, room: number): string {
  if (plain.test(text)) return text.slice(Math.max(text.length - room, 0));
  let columns = 0;
  for (const { segment, index } of [...graphemes.segment(text)].reverse()) {
    columns += columnsOfOne(segment);
    if (columns > room) return text.slice(index + segment.length);
  }
  return text;
}

function columnsOfOne(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
}
