/** `--fix` and `--diff`: fixes are made in memory, round after round as ESLint does, and written or shown at the end. */
import { readFileSync } from 'node:fs';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { messageOf } from '../problem.js';
import type { PlanOptions } from '../run/options.js';
import { planFor } from '../run/plan.js';
import { run, type FileWithFindings, type Plan, type RunResult } from '../run/run.js';
import { applyFixes } from './apply.js';
import { patchOf } from './patch.js';

/** A file whose fixes are made. */
export interface FixedFile {
  readonly path: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What `--fix` or `--diff` comes to: a result, and the patch where it was only to be shown. */
export interface Repair {
  readonly result: RunResult;
  readonly patch?: string;
}

/** Runs, never from a cache, and makes the fixes: writes them, or shows them and leaves the result as it is without them. */
export async function repair(options: PlanOptions, isShown: boolean): Promise<Repair> {
  const { plan, problems } = await planFor(options);
  const first = run(plan);
  const { fixed, result } = fixAll(plan, first);
  if (isShown) {
    const patch = fixed.map(({ file, before, after }) => patchOf(file, before, after)).join('');
    return { result: { ...first, problems: [...problems, ...first.problems] }, patch };
  }
  const unwritten = fixed.flatMap((each) => writeFixed(each) ?? []);
  return { result: { ...result, problems: [...problems, ...result.problems, ...unwritten] } };
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
  const after = applyFixes(text, findings);
  return after === text ? [] : [{ path, file, before: known?.before ?? text, after }];
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
    found: [...others, ...again.found].sort((a, b) => (a.file < b.file ? -1 : 1)),
    problems: [...new Set([...before.problems, ...again.problems])],
  };
}

/**
 * Writes a file, by way of another that takes its place, so that nobody ever sees half of it. Says why where it does not: somebody
 * changed the file since it was read, or it may not be written.
 */
export function writeFixed({ path, file, before, after }: FixedFile): string | undefined {
  try {
    const now = readFileSync(path, 'utf8');
    const mark = now.startsWith('\uFEFF') ? '\uFEFF' : '';
    if (now !== mark + before) {
      return `${file}: has changed while it was checked, so its fixes are not written; run again`;
    }
    writeFileAtomic(path, mark + after);
    return undefined;
  } catch (err) {
    return `${file}: its fixes cannot be written: ${messageOf(err)}`;
  }
}
