/** How much room a text takes on a terminal, in columns: ideographs and emoji take two, accents none. */
import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Most lines of code: a column a character. */
const plain = /^[ -~]*$/;

/** What would paint a text is a part of it here. */
const options = { countAnsiEscapeCodes: true };

/** The columns of a text. */
export function columnsOf(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text, options);
}

/** The longest part of a text, from its start on, that has room; nothing that is drawn as one is cut. */
export function headIn(text: string, room: number): string {
  if (plain.test(text)) return text.slice(0, room);
  let columns = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    columns += stringWidth(segment, options);
    if (columns > room) return text.slice(0, index);
  }
  return text;
}

/** The longest part of a text, up to its end, that has room. */
export function tailIn(text: string, room: number): string {
  if (plain.test(text)) return text.slice(Math.max(text.length - room, 0));
  let columns = 0;
  for (const { segment, index } of [...graphemes.segment(text)].reverse()) {
    columns += stringWidth(segment, options);
    if (columns > room) return text.slice(index + segment.length);
  }
  return text;
}
