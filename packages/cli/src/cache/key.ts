/** What a cached result is for, as a name. */
import { isDeepStrictEqual } from 'node:util';
import type { WrittenConfig } from '../config/load.js';
import { hashOf } from '../hash.js';
import { version } from '../package.js';
import { folderOf } from '../paths.js';
import type { PlanOptions } from '../run/options.js';

/** Changes with the shape of what is stored. */
const shape = 3;

/**
 * A name for all that a run is told and that is not on the disk: options, configuration, Node and how it was started; `undefined` where the
 * configuration is more than data.
 */
export function keyOf(options: PlanOptions, { written, where }: WrittenConfig): string | undefined {
  if (!isData(written)) return undefined;
  const { paths, projects, rules, preset, throws, reportUnusedDisableDirectives } = options;
  const { NODE_OPTIONS, NODE_PATH } = process.env;
  return hashOf(
    JSON.stringify([
      [shape, version],
      // A larger stack takes in files that are nested more deeply.
      [process.version, process.execArgv, NODE_OPTIONS, NODE_PATH],
      // TypeScript and its types are looked for from the first on.
      [process.cwd(), folderOf(options)],
      [paths, projects, rules, preset, throws, reportUnusedDisableDirectives],
      [written, where],
    ]),
  );
}

/** May a value be told from another by its JSON? */
function isData(value: unknown): boolean {
  const json = JSON.stringify(value) as string | undefined;
  return json !== undefined && isDeepStrictEqual(JSON.parse(json), value);
}
