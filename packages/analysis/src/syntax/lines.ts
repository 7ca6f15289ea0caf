/** From offsets to lines and columns. */

/** A place in a text as people count: from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Gives the position of an offset, in the logarithm of the number of lines. */
export type Positions = (offset: number) => Position;

/** Gives the line of an offset, counted from 1, in the logarithm of the number of lines. */
export type Lines = (offset: number) => number;

/** Reads a text once. Lines end as ECMAScript says: LF, CR, CRLF, LS, PS. */
export function makePositions(text: string): Positions {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    starts.push(match.index + match[0].length);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

/** The same where only lines matter. */
export function makeLines(text: string): Lines {
  const positionOf = makePositions(text);
  return (offset) => positionOf(offset).line;
}
