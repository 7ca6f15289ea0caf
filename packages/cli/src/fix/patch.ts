/** The difference of two texts. */
import { createTwoFilesPatch, structuredPatch } from 'diff';

/** `-` and `+` lines with some unchanged lines around them, as hunks one after another. */
export function diffOf(file: string, before: string, after: string, context: number): string[] {
  const { hunks } = structuredPatch(file, file, before, after, '', '', { context });
  return hunks.flatMap(({ lines }) => lines);
}

/** A patch that `git apply` and `patch -p1` take. */
export function patchOf(file: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
}
