/** `check`, the library: what the command line does, without a terminal. */
import { reportOf, type Report } from './report/report.js';
import type { CheckOptions } from './run/options.js';
import { assertShape } from './run/shape.js';
import { resultOf } from './cache/result.js';

/**
 * Checks a project, some files or one text, and gives the report that `--format json` prints. What cannot be checked is in its
 * `problems`; it rejects only where the options or the configuration are wrong. Nothing is written, but for a cache that is asked for.
 *
 * @example
 * const { findings } = await check({ projects: ['tsconfig.json'] });
 * for (const { file, line, message } of findings) console.log(`${file}:${line} ${message}`);
 */
export async function check(options: CheckOptions = {}): Promise<Report> {
  const start = performance.now();
  assertShape(options);
  const { found, problems, files } = await resultOf(options);
  return reportOf(
    found.flatMap(({ findings }) => findings),
    problems,
    files,
    (performance.now() - start) / 1000,
  );
}
