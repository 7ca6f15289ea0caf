/** Lines of a text, which end where those of positions do: LF, CR, CRLF, LS, PS. */

const ends = /\r\n|[\n\r\u2028\u2029]/;

/** The lines, without their ends. */
export function linesOf(text: string): string[] {
  return text.split(ends);
}

/** Where each line starts. */
export function lineStartsOf(text: string): number[] {
  const all = text.matchAll(new RegExp(ends, 'g'));
  return [0, ...Array.from(all, ({ 0: end, index }) => index + end.length)];
}
