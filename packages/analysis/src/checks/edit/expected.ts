/** Errors of the compiler that a file expects, which a change would take away. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Source } from '../../syntax/source.js';

const directive = /(?:\/[/*]+|^\*+)\s*@ts-expect-error\b/;

/**
 * Does a `@ts-expect-error` stand above the line where this starts, so that it would be an error itself once nothing is wrong
 * there? The compiler, too, looks past empty lines and comments for it.
 */
export function isErrorExpected({ text }: Source, { range }: TSESTree.Node): boolean {
  let end = startOfLine(text, range[0]);
  while (end > 0) {
    const start = startOfLine(text, end - 1);
    const line = text.slice(start, end).trim();
    if (directive.test(line)) return true;
    if (line !== '' && !line.startsWith('//')) return false;
    end = start;
  }
  return false;
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}
