/** The `baggage` header of the W3C: names and values that travel with a request. */

/** The bounds that the standard asks every participant to carry; we carry no more. */
const LONGEST = 8192;
const MOST = 64;

/** The members of a header, by name, as far as they are well formed and within the bounds. */
export function parseBaggage(header: string | undefined): Map<string, string> {
  const members = new Map<string, string>();
  if (header === undefined || header.length > LONGEST) return members;
  for (const member of header.split(',', MOST)) {
    // Where no value stands, its spaces are in one place: to divide many between two takes long.
    const [, name, encoded = ''] =
      /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:([!#-+\--:<-[\]-~]+)\s*)?(?:;|$)/.exec(member) ?? [];
    if (name === undefined || members.has(name)) continue;
    const value = decode(encoded);
    if (value !== undefined) members.set(name, value);
  }
  return members;
}

/**
 * A header with what `header` has under other names, as it stands there, and then these members, as
 * far as there is room.
 */
export function addBaggage(header: string, members: ReadonlyMap<string, string>): string {
  const all: string[] = [];
  for (const member of header.split(',')) {
    const text = member.trim();
    const [name = ''] = text.split(/[=;]/, 1);
    if (text !== '' && !members.has(name.trimEnd())) all.push(text);
  }
  for (const [name, value] of members) {
    const encoded = encode(value);
    if (encoded !== undefined) all.push(`${name}=${encoded}`);
  }
  let text = '';
  let count = 0;
  for (const member of all) {
    const more = count === 0 ? member : `,${member}`;
    if (count === MOST || text.length + more.length > LONGEST) continue;
    text += more;
    count += 1;
  }
  return text;
}

/** Replaces what is no UTF-8, as the standard asks; `undefined` for a `%` that encodes nothing. */
function decode(text: string): string | undefined {
  if (/%(?![\dA-Fa-f]{2})/.test(text)) return undefined;
  return text.replace(/(?:%..)+/g, (run) => {
    const bytes = run.slice(1).split('%');
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      Uint8Array.from(bytes, (hex) => Number.parseInt(hex, 16)),
    );
  });
}

/** `undefined` for half a surrogate pair, which has no encoding. */
function encode(text: string): string | undefined {
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
}
