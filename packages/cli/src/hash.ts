/** Hashes of contents. */
import { createHash } from 'node:crypto';

/** The first 128 bits of SHA-256, in hexadecimal digits: more than enough where nobody tries to deceive. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
