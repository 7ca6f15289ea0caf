/** A run: every file that is wanted is opened, checked and let go; what cannot be checked is said, and the rest is checked. */
import type { Settings } from '@ctxvet/analysis';
import type { Rule } from '../config/rules.js';
import type { Disk } from '../disk.js';
import { eachAlone } from '../engine/alone.js';
import type { Engine } from '../engine/engine.js';
import type { Opened } from '../engine/opened.js';
import { tooDeep, Unparsable } from '../engine/parse.js';
import type { Texts } from '../engine/program.js';
import type { Share } from '../engine/shared.js';
import { shown } from '../paths.js';
import { messageOf, whyNot } from '../problem.js';
import type { Finding } from '../report/report.js';
import { checkFile, type FileResult } from './check-file.js';
import type { Targets } from './targets.js';

/** All that a run needs. */
export interface Plan {
  readonly cwd: string;
  readonly targets: Targets;
  readonly rules: readonly Rule[];
  /** Is a comment that disables one of them for nothing a finding? */
  readonly reportUnused: boolean;
  readonly settings: Settings;
  readonly texts: Texts;
  readonly engine: Engine;
  /** What the programs of this run have in common. */
  readonly share: Share;
  readonly disk: Disk;
  /** What earlier runs found in files, where that is known. */
  readonly memory?: Memory | undefined;
  /** Unexpected errors are thrown, not said. */
  readonly debug: boolean;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Knows what was found in files that nothing has changed for. */
export interface Memory {
  /** The hash of the contents of a file that was read. */
  readonly contentOf: (path: string) => string | undefined;
  /** What an earlier run found, or `check` finds now. */
  readonly resultOf: (opened: Opened, check: () => FileResult) => FileResult;
}

/** How far a run is. */
export interface Progress {
  /** The tsconfig whose files are read or checked, as reports name it; `undefined` for files in no project. */
  readonly project: string | undefined;
  readonly files: number;
}

/** What a run gave. */
export interface RunResult {
  /** The files with findings, by path. */
  readonly found: readonly FileWithFindings[];
  /** How many were checked. */
  readonly files: number;
  /** What could not be checked. */
  readonly problems: readonly string[];
  /** What is worth a line, although everything was checked. */
  readonly notes: readonly string[];
}

/** A file in which something was found, with the text that it was found in. */
export interface FileWithFindings {
  /** Absolute. */
  readonly path: string;
  /** As reports name it. */
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Runs the plan. A file that two projects have is checked in the first. */
export function run(plan: Plan): RunResult {
  const { cwd, targets, settings, texts, engine, share, disk, memory } = plan;
  const contentOf = memory?.contentOf;
  const found: FileWithFindings[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  const seen = new Set<string>();
  if (plan.rules.length === 0) {
    engine.close?.();
    const problem = 'no rule runs, for all are off; see --rule and the configuration';
    return { found, files: 0, problems: [problem], notes };
  }
  for (const { project, only } of targets.projects) {
    const name = shown(cwd, project.path);
    plan.onProgress?.({ project: name, files: seen.size });
    const say = (problem: string): void => void problems.push(problem);
    const checks = plan.rules.map(({ check }) => check);
    const wanted = { project, ...(only && { only }), seen, checks, contentOf };
    checkAll(engine.eachOfProject({ ...wanted, texts, share, disk, settings, cwd, say }), name);
  }
  engine.close?.();
  const alone = targets.alone.filter((path) => !seen.has(path));
  for (const path of alone)
    checkAll(eachAlone([path], texts, disk, settings, cwd), undefined, path);
  for (const { name, files } of targets.groups) {
    if (files.some((path) => seen.has(path))) continue;
    problems.push(
      `${name}: no file of it is in a project, so none was checked; name files one by one to have them judged by their imports`,
    );
  }
  for (const path of targets.owed) {
    if (seen.has(path)) continue;
    problems.push(`${shown(cwd, path)}: is in none of the projects named; leave out --project`);
  }
  return {
    found: found.sort((a, b) => (a.file < b.file ? -1 : 1)),
    files: seen.size,
    problems,
    notes,
  };

  function checkAll(files: Iterable<Opened>, project: string | undefined, path?: string): void {
    try {
      for (const opened of files) {
        if (seen.has(opened.path)) continue;
        seen.add(opened.path);
        checkOne(opened);
        plan.onProgress?.({ project, files: seen.size });
      }
    } catch (err) {
      const isFileSystem = typeof (err as { code?: unknown }).code === 'string';
      if (path !== undefined && isFileSystem) problems.push(`${shown(cwd, path)}: ${whyNot(err)}`);
      else sayUnexpected(path === undefined ? project : shown(cwd, path), err);
    }
  }

  function checkOne(opened: Opened): void {
    const file = shown(cwd, opened.path);
    try {
      const check = (): FileResult => checkFile(opened, plan, file);
      const { findings, notes: said } = memory ? memory.resultOf(opened, check) : check();
      notes.push(...said.map((note) => `${file}:${note}`));
      if (findings.length > 0) {
        found.push({ path: opened.path, file, text: opened.text, findings });
      }
    } catch (err) {
      if (err instanceof Unparsable) problems.push(`${file}:${err.message}`);
      else if (err instanceof RangeError) problems.push(`${file}:${tooDeep}`);
      else sayUnexpected(file, err);
    }
  }

  function sayUnexpected(where: string | undefined, err: unknown): void {
    if (plan.debug) throw err;
    problems.push(
      `${where === undefined ? '' : `${where}: `}internal error: ${messageOf(err)}; --debug shows where, please report it`,
    );
  }
}
