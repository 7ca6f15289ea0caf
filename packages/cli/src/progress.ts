/** One line on a terminal's stderr that says how far a run is; nothing where nobody watches. */
import type { Output } from './io.js';
import type { Progress } from './run/run.js';
import { count } from './format/summary.js';

/** Draws the line. */
export interface ProgressLine {
  readonly update: ((progress: Progress) => void) | undefined;
  /** Takes the line away. */
  clear(): void;
}

const clearLine = '\r\u001B[2K';
const interval = 100;

/** Makes the line; it is not drawn more often than an eye can follow. */
export function makeProgress(output: Output): ProgressLine {
  const { isTTY, columns = 80 } = output;
  if (isTTY !== true) return { update: undefined, clear: () => undefined };
  let project: string | undefined;
  let drawn = -Infinity;
  return {
    update(progress) {
      const now = performance.now();
      // A new project is read before its first file is checked, which is the longest wait.
      if (progress.project === project && now - drawn < interval) return;
      ({ project } = progress);
      drawn = now;
      const line = `${project === undefined ? '' : `${project}: `}${count(progress.files, 'file')} checked`;
      output.write(`${clearLine}${line.slice(0, columns - 1)}`);
    },
    clear() {
      if (drawn > 0) output.write(clearLine);
    },
  };
}
