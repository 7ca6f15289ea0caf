/**
 * Expectations that stand in a program, as comments: `// want "part of the message" "part of another"` on
 * the line of the findings, one string a finding. Knows no host: a finding is a line and a message.
 */

/** A finding, as far as an expectation speaks of it. Lines count from 1. */
export interface Found {
  readonly line: number;
  readonly message: string;
}

/** What a program says of itself, in comments on its first lines. */
export interface Header {
  /** `// options: {…}`: the options of the folder's rule. */
  readonly options: object | undefined;
  /** `// settings: {…}`: `settings.ctxvet`. */
  readonly settings: object | undefined;
  /** `// untyped`: linted without a type checker. */
  readonly untyped: boolean;
  /** `// no-typecheck`: need not satisfy the compiler. */
  readonly noTypecheck: boolean;
}

/** Reads the comments at the head of a program, up to its first other line. Throws where JSON is broken. */
export function readHeader(text: string): Header {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('//')) break;
    lines.push(line.slice(2).trim());
  }
  const json = (key: string) => {
    const line = lines.find((line) => line.startsWith(`${key}:`));
    return line === undefined ? undefined : (JSON.parse(line.slice(key.length + 1)) as object);
  };
  return {
    options: json('options'),
    settings: json('settings'),
    untyped: lines.includes('untyped'),
    noTypecheck: lines.includes('no-typecheck'),
  };
}

/** The expectations of a program. Throws where a `want` is not followed by strings alone. */
export function readWants(text: string): Found[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    const comment = /\/\/ want\b(.*)$/.exec(line);
    if (comment === null) return [];
    const strings = comment[1]!.trim();
    if (!/^"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*$/.test(strings)) {
      throw new Error(`line ${i + 1}: a want is followed by strings in double quotes: ${strings}`);
    }
    return [...strings.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([quoted]) => ({
      line: i + 1,
      message: JSON.parse(quoted) as string,
    }));
  });
}

/**
 * Compares findings with expectations; empty where each finding has its want and each want its finding.
 * A want is met by one finding of its line whose message contains it.
 */
export function diffWants(wants: readonly Found[], findings: readonly Found[]): string[] {
  const lines = new Set([...wants, ...findings].map((found) => found.line));
  return [...lines]
    .sort((a, b) => a - b)
    .flatMap((line) => {
      const wanted = wants.filter((want) => want.line === line);
      const found = findings.filter((finding) => finding.line === line);
      const matched = matchAll(wanted, found);
      return [
        ...wanted
          .filter((want) => !matched.has(want))
          .map((want) => `line ${line}: - wanted, but not found: ${JSON.stringify(want.message)}`),
        ...found
          .filter((finding) => ![...matched.values()].includes(finding))
          .map((finding) => `line ${line}: + found, but not wanted: ${finding.message}`),
      ];
    });
}

/** Gives as many wants as possible a finding of their own (augmenting paths: "a" may fit two messages). */
function matchAll(wants: readonly Found[], findings: readonly Found[]): Map<Found, Found> {
  const takenBy = new Map<Found, Found>();
  const place = (want: Found, tried: Set<Found>): boolean => {
    for (const finding of findings) {
      if (tried.has(finding) || !finding.message.includes(want.message)) continue;
      tried.add(finding);
      const holder = takenBy.get(finding);
      if (holder === undefined || place(holder, tried)) {
        takenBy.set(finding, want);
        return true;
      }
    }
    return false;
  };
  for (const want of wants) place(want, new Set());
  return new Map([...takenBy].map(([finding, want]) => [want, finding]));
}
