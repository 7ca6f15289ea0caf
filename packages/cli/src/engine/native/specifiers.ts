/** What a text imports from, read from the text alone: it finds all that a parser finds, and perhaps more. */

const blank = String.raw`(?:\s|\/\*[^]*?\*\/|\/\/.*)*`;
const before = String.raw`\b(?:from|import|require)\b${blank}(?:\(${blank})?`;
const imported = new RegExp(`${before}(["'\`])(?<text>(?:\\\\.|(?!\\1)[^\\\\\\n])*)\\1`, 'g');

/** The specifiers, each once, as a parser would have them. */
export function specifiersIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  // Most declaration files import nothing, and are long.
  if (!/\b(?:from|import|require)\b/.test(text)) return found;
  for (const { groups } of text.matchAll(imported)) {
    const written = groups!['text']!;
    found.add(written.includes('\\') ? unescaped(written) : written);
  }
  return found;
}

function unescaped(written: string): string {
  return written.replaceAll(
    /\\(?:u\{([\dA-Fa-f]+)\}|u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|(.))/g,
    (
      _,
      long: string | undefined,
      four: string | undefined,
      two: string | undefined,
      one: string,
    ) => {
      const code = long ?? four ?? two;
      return code === undefined ? one : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
