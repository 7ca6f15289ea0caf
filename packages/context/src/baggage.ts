/** The `baggage` header of the W3C: names and values that travel with a request. */

/** The bounds that the standard asks every participant to carry; we carry no more. */
const LONGEST = 8192;
const MOST = 64;

/** The members of a header, by name, as far as they are well formed and within the bounds. */
export function parseBaggage(header: string | undefined): Map<string, string> {
  const members = new Map<string, string>();
  if (header === undefined || header.length > LONGEST) return members;
  for (const member of header.split(',', MOST)) {
    const [, name, encoded] =
      /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*([^\s",;\\]*)\s*(?:;|$)/.exec(member) ?? [];
    if (name === undefined || encoded === undefined || members.has(name)) continue;
    const value = decode(encoded);
    if (value !== undefined) members.set(name, value);
  }
  return members;
}

/** A header with these members, those first that came first, as far as there is room. */
export function printBaggage(members: ReadonlyMap<string, string>): string {
  let header = '';
  let count = 0;
  for (const [name, value] of members) {
    const encoded = encode(value);
    if (encoded === undefined) continue;
    const member = `${count === 0 ? '' : ','}${name}=${encoded}`;
    if (count === MOST || header.length + member.length > LONGEST) continue;
    header += member;
    count += 1;
  }
  return header;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `undefined` for half a surrogate pair, which has no encoding. */
function encode(text: string): string | undefined {
  try {
    return encodeURIComponent(text);
  } catch {
    return undefined;
  }
}
