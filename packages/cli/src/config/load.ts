/** The configuration of a code base, held against its shape. */
import { readSettings, type Settings } from '@ctxvet/analysis';
import { textAt, type Disk } from '../disk.js';
import { shown } from '../paths.js';
import { listOf, messageOf, Problem } from '../problem.js';
import { isRecord } from '../values.js';

/** A configuration, with ESLint's shape. */
export interface Config {
  /** Where the rules start from; `recommended` where it is left out. */
  readonly preset?: 'recommended' | 'strict' | 'go';
  /** `{ lostcancel: ['error', { throws: 'calls' }] }`; rules that are not named are as the preset has them. */
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly settings?: { readonly ctxvet?: Partial<Settings> };
}

/** A configuration as somebody wrote it. */
export interface WrittenConfig {
  /** Of any shape. */
  readonly written: unknown;
  /** How messages name where it stands. */
  readonly where: string;
  /** Absolute; where the paths in its settings start. */
  readonly folder: string;
}

/** A configuration, and how messages name where it stands. */
export interface LoadedConfig {
  readonly config: Config;
  /** With paths that start at the working directory, as the engine takes them. */
  readonly settings: Settings;
  readonly where: string;
}

const keys = ['preset', 'rules', 'settings'];

/** Holds a configuration against its shape, and its settings against the files that they name. */
export function readConfig(
  { written, where, folder }: WrittenConfig,
  cwd: string,
  disk: Disk,
): LoadedConfig {
  if (!isRecord(written)) throw new Problem(`${where}: the configuration must be an object`);
  const unknown = Object.keys(written).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new Problem(
      `${where}: there is no ${JSON.stringify(unknown)}; known are ${listOf(keys)}`,
    );
  }
  for (const key of ['rules', 'settings']) {
    if (written[key] !== undefined && !isRecord(written[key])) {
      throw new Problem(`${where}: ${JSON.stringify(key)} must be an object`);
    }
  }
  const config: Config = written;
  // The settings of other tools would be harmless; ours, one level too high, would be lost without a word.
  const misplaced = Object.keys(config.settings ?? {}).find((key) => key !== 'ctxvet');
  if (misplaced !== undefined) {
    throw new Problem(
      `${where}: there is no "settings.${misplaced}"; settings are written as { "ctxvet": { … } }, as in an ESLint config`,
    );
  }
  try {
    const settings = readSettings(config.settings ?? {}, folder, (path) => textAt(disk, path));
    return { config, settings: folder === cwd ? settings : seenFrom(cwd, settings, folder), where };
  } catch (err) {
    throw new Problem(`${where}: ${messageOf(err).replace(/^ctxvet: /, '')}`);
  }
}

/** The same settings, for another folder to start from. */
function seenFrom(
  cwd: string,
  { modules, factories, notFactories }: Settings,
  folder: string,
): Settings {
  const start = shown(cwd, folder);
  const move = (entry: string): string => (entry.startsWith('.') ? `${start}/${entry}` : entry);
  return {
    modules: modules.map(move),
    factories: factories.map(move),
    notFactories: notFactories.map(move),
  };
}
