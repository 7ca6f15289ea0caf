/** The difference of two texts. */
import { join } from 'node:path';
import { createTwoFilesPatch, structuredPatch } from 'diff';
import { plainDisk } from '../disk.js';
import { foldersAbove, shown } from '../paths.js';
import { Problem } from '../problem.js';
import type { Edit } from '../report/report.js';
import { applyEdits } from './apply.js';

/** What edits change: the lines of each hunk, with ` `, `-` or `+` before them, and `context` unchanged lines around. */
export function hunksOf(text: string, edits: readonly Edit[], context: number): string[][] {
  // Only the lines around the edits are compared: there may be many findings in a long file.
  const from = linesBefore(text, edits[0]?.range[0] ?? 0, context);
  const to = linesAfter(text, edits.at(-1)?.range[1] ?? 0, context);
  const before = text.slice(from, to);
  const shifted = edits.map(({ range, text: inserted }): Edit => ({
    range: [range[0] - from, range[1] - from],
    text: inserted,
  }));
  const { hunks } = structuredPatch('', '', before, applyEdits(before, shifted), '', '', {
    context,
  });
  // What is said of a last line without an end is for machines.
  return hunks.map(({ lines }) => lines.filter((line) => !line.startsWith('\\')));
}

/** Where the line of an offset starts, or the one so many lines before it. */
function linesBefore(text: string, offset: number, count: number): number {
  let at = offset;
  for (let i = 0; i <= count && at > 0; i++) at = text.lastIndexOf('\n', at - 1);
  return Math.max(at + (at > 0 ? 1 : 0), 0);
}

/** Where the line of an offset ends, or the one so many lines after it. */
function linesAfter(text: string, offset: number, count: number): number {
  let at = offset;
  for (let i = 0; i <= count; i++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}

/** Where the names in a patch start. */
export interface Start {
  readonly folder: string;
  /** Is that the top of a repository, above the working directory? */
  readonly isTop: boolean;
}

/** The working directory, or the top of its repository where a file lies beside it, which a patch cannot name from there on. */
export function startFor(paths: readonly string[], cwd: string): Start {
  const folder = plainDisk.realpath(cwd);
  const top = foldersAbove(folder).find((each) => plainDisk.kindOf(join(each, '.git')));
  const isTop = top !== undefined && paths.some((path) => isIn(top, path) && !isIn(folder, path));
  return isTop ? { folder: top, isTop } : { folder, isTop };
}

/** A patch that `git apply` and `patch -p1` take. Throws a `Problem` for a file that lies where no patch reaches. */
export function patchOf(
  path: string,
  before: string,
  after: string,
  { folder, isTop }: Start,
): string {
  if (!isIn(folder, path)) throw new Problem('no git repository holds both it and this folder');
  const file = shown(folder, path);
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
  // As git does it: without a tab behind it, `patch` takes a name to end at its first space.
  const named = file.includes(' ')
    ? patch.replace(/^(--- .*)\n(\+{3} .*)\n/, '$1\t\n$2\t\n')
    : patch;
  // Below the top, git takes names for those of the folder where it works, unless git itself seems to have written them.
  return isTop ? `diff --git a/${file} b/${file}\n${named}` : named;
}

function isIn(folder: string, path: string): boolean {
  return !shown(folder, path).startsWith('../');
}
