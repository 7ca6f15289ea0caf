/** Lints `fixtures/sample-service` as its authors would, with its own config, and compares with what it holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ESLint } from 'eslint';
import { foundIn, root } from './fixtures.js';
import { diffWants, readWants } from './wants.js';

/** The folder of the sample service. */
export const sampleService: string = join(root, 'fixtures/sample-service');

/** How linting the sample went. */
export interface SampleRun {
  readonly results: readonly ESLint.LintResult[];
  /** The findings in all files. */
  readonly count: number;
  /** Where findings and expectations differ, as `src/main.ts: line 3: …`; empty where they are the same. */
  readonly problems: readonly string[];
}

/** Lints the service. Also compares files that ESLint skipped: a want in one of them is unmet. */
export async function lintSample(eslint: ESLint): Promise<SampleRun> {
  const results = await eslint.lintFiles(['.']);
  const byPath = new Map(results.map((result) => [result.filePath, result]));
  const problems = sourcesOfSample().flatMap((path) => {
    const result = byPath.get(path);
    const found = result === undefined ? [] : foundIn(result);
    return diffWants(readWants(readFileSync(path, 'utf8')), found).map(
      (problem) => `${relative(sampleService, path)}: ${problem}`,
    );
  });
  return { results, count: results.flatMap((result) => result.messages).length, problems };
}

/** The absolute paths of the sample's source files, in order. */
export function sourcesOfSample(): string[] {
  return readdirSync(join(sampleService, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => join(sampleService, 'src', name))
    .sort();
}
