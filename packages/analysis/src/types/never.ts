/**
 * The names of the functions that a text declares to return `never`: `fail(text: string): never`,
 * `exit: (code: number) => never`. Found by the word, so a name too many is possible, one too few only where a
 * type stands between the two.
 */

/** Reads a text once. */
export function neverNamesIn(text: string): string[] {
  const names: string[] = [];
  for (const { index } of text.matchAll(/\)\s*(?::|=>)\s*never\b/g)) {
    const name = nameBefore(text, openingOf(text, index));
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** The place of the parenthesis that the one at `closing` closes. */
function openingOf(text: string, closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) return at;
  }
  return 0;
}

/** The name that stands before a parameter list, type parameters and `?`, `:` or `=` between them. */
function nameBefore(text: string, end: number): string | undefined {
  const before = text.slice(Math.max(0, end - 200), end);
  return /([\w$]+)\s*(?:<[^()]*>)?\s*[?:=]*\s*(?:<[^()]*>)?\s*$/.exec(before)?.[1];
}
