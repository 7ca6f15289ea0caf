/** The difference of two texts. */
import { createTwoFilesPatch, structuredPatch } from 'diff';

/** The lines of each hunk, with ` `, `-` or `+` before them, and `context` unchanged lines around what changes. */
export function hunksOf(file: string, before: string, after: string, context: number): string[][] {
  const { hunks } = structuredPatch(file, file, before, after, '', '', { context });
  // What is said of a last line without an end is for machines.
  return hunks.map(({ lines }) => lines.filter((line) => !line.startsWith('\\')));
}

/** A patch that `git apply` and `patch -p1` take. */
export function patchOf(file: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
}
