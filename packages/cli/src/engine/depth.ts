/** Texts that are nested deeper than compilers take in, or take in before long. */

/** Deeper than people write. */
const deepest = 500;

/** By brackets alone, for this asks about texts that cannot be parsed. */
export function isDeep(text: string): boolean {
  // Strings and comments may hold any brackets, and are looked for only where there are so many.
  return depthOf(text) > deepest && depthOf(text.replaceAll(literals, '')) > deepest;
}

/** How many brackets are open at most. */
export function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) most = Math.max(most, ++depth);
    else if (depth > 0) depth--;
  }
  return most;
}

const literals = /(["'`])(?:\\[^]|(?!\1)[^\\])*?\1|\/\/.*|\/\*[^]*?\*\//g;
