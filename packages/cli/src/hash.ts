/** Hashes of contents. */
import { hash } from 'node:crypto';

/** The first 128 bits of SHA-256, in hexadecimal digits: more than enough where nobody tries to deceive. */
export function hashOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex').slice(0, 32);
}
