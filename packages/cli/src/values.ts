/** What a value is that somebody else wrote. */

/** Is it an object, and no array? */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
