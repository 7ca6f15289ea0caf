/** `--fix` and `--diff`: fixes are made in memory, round after round as ESLint does, and written or shown at the end. */
import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { decode, plainDisk } from '../disk.js';
import { shown } from '../paths.js';
import { mayNotWrite, messageOf, Problem } from '../problem.js';
import type { PlanOptions } from '../run/options.js';
import { planFor } from '../run/plan.js';
import { run, type FileWithFindings, type Plan, type RunResult } from '../run/run.js';
import { applyFixes } from './apply.js';
import { patchOf, startFor, type Start } from './patch.js';
import { eachInTurn } from './turns.js';

/** A file whose fixes are made. */
export interface FixedFile {
  readonly path: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** How many were made. */
  readonly fixes: number;
}

/** What `--fix` has written. */
export interface Written {
  readonly fixes: number;
  readonly files: number;
}

/** What `--fix` or `--diff` comes to: a result, and what was written, or the patch where it was only to be shown. */
export interface Repair {
  readonly result: RunResult;
  readonly written?: Written;
  readonly patch?: string;
}

/** Runs, never from a cache, and makes the fixes: writes them, or shows them and leaves the result as it is without them. */
export async function repair(options: PlanOptions, isShown: boolean): Promise<Repair> {
  const { plan, problems } = await planFor(options);
  const first = run(plan);
  const { fixed, result } = fixAll(plan, first);
  if (isShown) {
    const start = startFor(
      fixed.map(({ path }) => plainDisk.realpath(path)),
      plan.cwd,
    );
    const { used, leftOut } = await useFixes(fixed, (each) => patchFor(each, start));
    const said = [...problems, ...first.problems, ...leftOut.values()];
    const notes = [...first.notes, ...(start.isTop ? [whereToApply(start, plan.cwd)] : [])];
    return { result: { ...first, problems: said, notes }, patch: used.join('') };
  }
  const { used, leftOut } = await useFixes(fixed, (each) => {
    writeFixed(each);
    return each.fixes;
  });
  const said = [...problems, ...result.problems, ...leftOut.values()];
  return {
    result: { ...withoutFixes(result, first, leftOut), problems: said },
    written: { fixes: used.reduce((sum, each) => sum + each, 0), files: used.length },
  };
}

/** Git passes over what lies outside of the folder where it is called, and does not say so. */
function whereToApply({ folder }: Start, cwd: string): string {
  const top = shown(plainDisk.realpath(cwd), folder);
  return `the patch changes files outside of this folder, so its names start at ${top}: git -C ${top} apply`;
}

/**
 * Does something with each fixed file, under its real name, and once where links give it several; where that throws, the path is left
 * out, with a line that says why.
 */
async function useFixes<T>(
  fixed: readonly FixedFile[],
  use: (each: FixedFile) => T,
): Promise<{ used: T[]; leftOut: ReadonlyMap<string, string> }> {
  const used: T[] = [];
  const leftOut = new Map<string, string>();
  const done = new Map<string, FixedFile>();
  await eachInTurn(fixed, (each) => {
    try {
      const path = realpathSync(each.path);
      const same = done.get(path);
      if (same === undefined) {
        used.push(use({ ...each, path }));
        done.set(path, each);
      } else if (same.after !== each.after) {
        throw new Problem(`it is ${same.file} too, which is fixed in another way`);
      }
    } catch (err) {
      leftOut.set(each.path, `${each.file}: its fixes are left out: ${messageOf(err)}`);
    }
  });
  return { used, leftOut };
}

/** What was found at first stays where the fixes were left out. */
function withoutFixes(
  result: RunResult,
  first: RunResult,
  leftOut: ReadonlyMap<string, string>,
): RunResult {
  const others = result.found.filter(({ path }) => !leftOut.has(path));
  const theirs = first.found.filter(({ path }) => leftOut.has(path));
  return { ...result, found: [...others, ...theirs].sort(byName) };
}

/** What fixing came to: the files, and what a run says of them now. */
export interface FixResult {
  readonly fixed: readonly FixedFile[];
  readonly result: RunResult;
}

/** Fixes may make room for others; ESLint stops here too. */
const mostRounds = 10;

/** Makes the fixes of what a run found, and runs again on the files that have changed. */
export function fixAll(plan: Plan, first: RunResult): FixResult {
  const fixed = new Map<string, FixedFile>();
  let result = first;
  for (let round = 0; round < mostRounds; round++) {
    const changed = result.found.flatMap((each) => changedBy(each, fixed.get(each.path)));
    if (changed.length === 0) break;
    for (const each of changed) fixed.set(each.path, each);
    const again = run(planAgain(plan, fixed, changed));
    result = merge(result, again, changed);
  }
  return { fixed: [...fixed.values()], result };
}

function changedBy(
  { path, file, text, findings }: FileWithFindings,
  known: FixedFile | undefined,
): FixedFile[] {
  const { after, made } = applyFixes(text, findings);
  const { before, fixes } = known ?? { before: text, fixes: 0 };
  return after === text ? [] : [{ path, file, before, after, fixes: fixes + made }];
}

/** The same plan for these files alone, with their new texts. */
function planAgain(
  plan: Plan,
  fixed: ReadonlyMap<string, FixedFile>,
  changed: readonly FixedFile[],
): Plan {
  const paths = new Set(changed.map(({ path }) => path));
  const { projects, alone } = plan.targets;
  return {
    ...plan,
    targets: {
      projects: projects.map(({ project, only }) => ({
        project,
        only: only === undefined ? paths : new Set([...only].filter((path) => paths.has(path))),
      })),
      alone: alone.filter((path) => paths.has(path)),
      groups: [],
      owed: [],
    },
    texts: new Map([
      ...plan.texts,
      ...[...fixed].map(([path, { after }]) => [path, after] as const),
    ]),
  };
}

/** What was found elsewhere stays. */
function merge(before: RunResult, again: RunResult, changed: readonly FixedFile[]): RunResult {
  const paths = new Set(changed.map(({ path }) => path));
  const others = before.found.filter(({ path }) => !paths.has(path));
  return {
    ...before,
    found: [...others, ...again.found].sort(byName),
    problems: [...new Set([...before.problems, ...again.problems])],
  };
}

function byName(a: FileWithFindings, b: FileWithFindings): number {
  return a.file < b.file ? -1 : 1;
}

/**
 * Writes a file, by way of another that takes its place, so that nobody ever sees half of it. Throws where that cannot be done, or
 * would lose something.
 */
export function writeFixed(fixed: FixedFile): void {
  const text = markOf(fixed) + fixed.after;
  assertWritable(fixed.path);
  writeFileAtomic(fixed.path, text);
}

/** Who may write in the folder could put another file in the place of one that is to stay as it is; who may not can put none there. */
function assertWritable(path: string): void {
  if (!mayWrite(path)) throw new Problem(mayNotWrite.file);
  if (!mayWrite(dirname(path))) throw new Problem(mayNotWrite.inFolder);
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The fixes of a file as a patch. Throws where they could not be written. */
function patchFor(fixed: FixedFile, start: Start): string {
  const mark = markOf(fixed);
  return patchOf(fixed.path, mark + fixed.before, mark + fixed.after, start);
}

/**
 * The byte order mark of a file, or nothing. Throws where somebody has changed it since it was read, and where it would not be the
 * same file in UTF-8: what is no letter there was read as one that says so.
 */
function markOf({ path, before }: FixedFile): string {
  const bytes = readFileSync(path);
  if (decode(bytes) !== before) throw new Problem('it has changed while it was checked; run again');
  const mark = ['', '\uFEFF'].find((each) => bytes.equals(Buffer.from(each + before)));
  if (mark === undefined) throw new Problem('it is not in UTF-8');
  return mark;
}
