/** A plan: everything settled before the first file is read. */
import { configFor } from '../config/find.js';
import { readConfig, type LoadedConfig, type WrittenConfig } from '../config/load.js';
import { rulesFor } from '../config/rules.js';
import { steadyDisk, type Disk } from '../disk.js';
import { engineNamed } from '../engine/engine.js';
import { makeProjects } from '../engine/project.js';
import { makeShare } from '../engine/shared.js';
import { absolute, folderOf } from '../paths.js';
import type { PlanOptions } from './options.js';
import type { Plan } from './run.js';
import { findTargets } from './targets.js';

/** A plan, and what cannot be checked, a line each. */
export interface Planned {
  readonly plan: Plan;
  readonly problems: readonly string[];
}

/** Makes the plan for a disk as it is. Throws a `Problem` where the options or the configuration are wrong. */
export async function planFor(options: PlanOptions): Promise<Planned> {
  return planWith(options, await configFor(options), steadyDisk().disk);
}

/** The same with a configuration that was found, and a disk that may be watched. */
export async function planWith(
  options: PlanOptions,
  written: WrittenConfig,
  disk: Disk,
): Promise<Planned> {
  const cwd = folderOf(options);
  const loaded = readConfig(written, cwd, disk);
  const problems: string[] = [];
  const say = (problem: string): void => void problems.push(problem);
  const { text } = options;
  // As the disk gives texts: positions do not count a byte order mark.
  const texts = new Map(text && [[absolute(cwd, text.path), text.text.replace(/^\uFEFF/, '')]]);
  const { settings } = loaded;
  const rules = rulesFrom(options, loaded);
  const engine = await engineNamed(options.engine ?? 'typescript', cwd);
  const targets = findTargets(
    {
      cwd,
      paths: [...(options.paths ?? []), ...(text === undefined ? [] : [text.path])],
      projects: options.projects ?? [],
      texts,
      disk,
    },
    makeProjects(cwd, disk, say, (path) => engine.readConfig?.(path, disk)),
    say,
  );
  const {
    reportUnusedDisableDirectives: reportUnused = false,
    debug = false,
    onProgress,
  } = options;
  const share = makeShare();
  return {
    plan: {
      cwd,
      targets,
      rules,
      reportUnused,
      settings,
      texts,
      engine,
      share,
      disk,
      debug,
      onProgress,
    },
    problems,
  };
}

/** A preset that is asked for takes the place of the configuration's rules. */
function rulesFrom({ preset, rules: only, throws }: PlanOptions, { config, where }: LoadedConfig) {
  return preset === undefined
    ? rulesFor({ ...config, only, throws }, where)
    : rulesFor({ preset, only, throws }, '--preset');
}
