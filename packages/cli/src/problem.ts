/** What keeps us from checking something. Said in one line on stderr; the exit code is 2. */

/** Thrown where nothing can go on; elsewhere problems are collected and the rest is checked. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** Lists what is allowed, for messages. */
export function listOf(names: Iterable<string>): string {
  return [...names].join(', ');
}

/** The one line that an unexpected error is worth. */
export function messageOf(err: unknown): string {
  const message = err instanceof Error ? err.message : String(err);
  return (message.split('\n', 1)[0] ?? message).trimEnd();
}

/** Why a file is not written. */
export const mayNotWrite = {
  file: 'you may not write this file',
  inFolder: 'you may not write in its folder',
} as const;

/** The file system's errors in words, where something is read. */
export function whyNot(err: unknown): string {
  const { code } = err as { code?: string };
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'you may not read this';
    case 'EISDIR':
      return 'is a folder';
    case 'ELOOP':
      return 'is a loop of symbolic links';
    default:
      return `cannot be read (${code ?? String(err)})`;
  }
}
