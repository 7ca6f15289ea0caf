/** `check`, the library: what the command line does, without a terminal. */
import { loadConfig, readConfig, type Config, type LoadedConfig } from './config/load.js';
import { rulesFor } from './config/rules.js';
import { engineNamed, type EngineName } from './engine/engine.js';
import { makeProjects } from './engine/project.js';
import { makeShare } from './engine/shared.js';
import { absolute, withSlashes } from './paths.js';
import { reportOf, type Report } from './report/report.js';
import { run, type Plan, type Progress } from './run/run.js';
import { findTargets } from './run/targets.js';

/** What to check, and how. Everything may be left out. */
export interface CheckOptions {
  /** Where relative paths start, and where the configuration is looked for; the working directory of the process. */
  readonly cwd?: string;
  /** Files, folders, globs and tsconfig files; the nearest `tsconfig.json` where nothing is named. */
  readonly paths?: readonly string[];
  /** tsconfig files whose files are checked, or that `paths` belong to. */
  readonly projects?: readonly string[];
  /**
   * One text to check in the place of the file at `path`, which need not exist. Where a project has that file, it is
   * checked with types; else by its imports.
   */
  readonly text?: { readonly path: string; readonly text: string };
  /** Instead of the configuration that is found from `cwd` on. */
  readonly config?: Config;
  /** Instead of the rules of the configuration. */
  readonly preset?: 'recommended' | 'strict' | 'go';
  /** As `--rule`: `lostcancel` for this rule alone, `lostcancel:warn` to change one. */
  readonly rules?: readonly string[];
  /** Which exceptions `lostcancel` reckons with. */
  readonly throws?: 'evident' | 'calls' | 'none';
  /** What knows the types: TypeScript's classic API, or TypeScript 7 where `@typescript/native` is installed. */
  readonly engine?: EngineName;
}

/**
 * Checks a project, some files or one text, and gives the report that `--format json` prints. What cannot be checked is in its
 * `problems`; it rejects only where the options or the configuration are wrong. Nothing is written.
 *
 * @example
 * const { findings } = await check({ projects: ['tsconfig.json'] });
 * for (const { file, line, message } of findings) console.log(`${file}:${line} ${message}`);
 */
export async function check(options: CheckOptions = {}): Promise<Report> {
  const start = performance.now();
  const { plan, problems } = await planFor(options);
  const result = run(plan);
  return reportOf(
    result.found.flatMap(({ findings }) => findings),
    [...problems, ...result.problems],
    result.files,
    (performance.now() - start) / 1000,
  );
}

/** The same as the command line has it: not checked by a compiler, and with more to say. */
export interface PlanOptions extends Omit<
  CheckOptions,
  'projects' | 'rules' | 'preset' | 'throws' | 'engine'
> {
  readonly projects?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly preset?: string | undefined;
  readonly throws?: string | undefined;
  readonly engine?: string | undefined;
  readonly debug?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Everything settled before the first file is read. Throws a `Problem` where the options are wrong. */
export async function planFor(options: PlanOptions): Promise<{ plan: Plan; problems: string[] }> {
  const cwd = withSlashes(options.cwd ?? process.cwd());
  const loaded =
    options.config === undefined
      ? await loadConfig(cwd)
      : readConfig(options.config, 'configuration', cwd);
  const problems: string[] = [];
  const say = (problem: string): void => void problems.push(problem);
  const { text } = options;
  const texts = new Map(text && [[absolute(cwd, text.path), text.text]]);
  const targets = findTargets(
    {
      cwd,
      paths: [...(options.paths ?? []), ...(text === undefined ? [] : [text.path])],
      projects: options.projects ?? [],
      texts,
    },
    makeProjects(cwd, say),
    say,
  );
  const { settings } = loaded;
  const rules = rulesFrom(options, loaded);
  const { debug = false, onProgress } = options;
  const engine = await engineNamed(options.engine ?? 'typescript', cwd);
  const share = makeShare();
  const plan = { cwd, targets, rules, settings, texts, engine, share, debug, onProgress };
  return { plan, problems };
}

/** A preset that is asked for takes the place of the configuration's rules. */
function rulesFrom(options: PlanOptions, { config, where }: LoadedConfig) {
  const base = options.preset === undefined ? config : { preset: options.preset };
  return rulesFor({ ...base, only: options.rules, throws: options.throws }, where);
}
