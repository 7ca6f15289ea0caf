/** What a run gives, remembered where nothing has changed since the last one; then neither the compiler nor the rules are loaded. */
import { configFor } from '../config/find.js';
import { steadyDisk } from '../disk.js';
import type { PlanOptions } from '../run/options.js';
import type { RunResult } from '../run/run.js';
import { openCache } from './cache.js';

/** The result of a run with these options. Throws a `Problem` where they are wrong. */
export async function resultOf(options: PlanOptions): Promise<RunResult> {
  const written = await configFor(options);
  const cache = isCacheable(options) ? openCache(options, written) : undefined;
  const known = await cache?.recall();
  if (known !== undefined) return known;
  const [{ planWith }, { run }] = await Promise.all([
    import('../run/plan.js'),
    import('../run/run.js'),
  ]);
  const recording = await cache?.record();
  const { plan, problems } = await planWith(options, written, recording?.disk ?? steadyDisk().disk);
  const ran = run({ ...plan, memory: recording?.memory });
  const result = { ...ran, problems: [...problems, ...ran.problems] };
  recording?.keep(result);
  return result;
}

/** Only what is asked for here can be remembered: another process reads the disk by itself. */
function isCacheable({ cache, text, engine = 'typescript' }: PlanOptions): boolean {
  return cache === true && text === undefined && engine === 'typescript';
}
