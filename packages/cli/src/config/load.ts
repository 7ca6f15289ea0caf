/** The configuration of a code base: `ctxvet` in package.json, or `ctxvet.config.{json,mjs,ts}`. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readSettings, type Settings } from '@ctxvet/analysis';
import { lilconfig } from 'lilconfig';
import { shown } from '../paths.js';
import { listOf, messageOf, Problem } from '../problem.js';

/** A configuration, with ESLint's shape. */
export interface Config {
  /** Where the rules start from; `recommended` where it is left out. */
  readonly preset?: 'recommended' | 'strict' | 'go';
  /** `{ lostcancel: ['error', { throws: 'calls' }] }`; rules that are not named are as the preset has them. */
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly settings?: { readonly ctxvet?: Partial<Settings> };
}

/** A configuration, and how messages name where it stands. */
export interface LoadedConfig {
  readonly config: Config;
  readonly settings: Settings;
  readonly where: string;
}

const keys = ['preset', 'rules', 'settings'];

/** The nearest configuration, in this folder or above. Throws a `Problem` where it is wrong. */
export async function loadConfig(cwd: string): Promise<LoadedConfig> {
  const search = lilconfig('ctxvet', {
    searchPlaces: ['package.json', 'ctxvet.config.json', 'ctxvet.config.mjs', 'ctxvet.config.ts'],
    loaders: {
      '.json': named(cwd, (_, content) => JSON.parse(content) as unknown),
      '.mjs': named(cwd, importModule),
      '.ts': named(cwd, importTypeScript),
    },
  });
  const found = await search.search(cwd);
  if (found === null || found.isEmpty === true) return readConfig({}, 'configuration', cwd);
  return readConfig(found.config, shown(cwd, found.filepath), cwd);
}

/** Holds a configuration against its shape. `where` names it in messages. */
export function readConfig(written: unknown, where: string, cwd: string): LoadedConfig {
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
  try {
    return { config, settings: readSettings(config.settings ?? {}, cwd, readText), where };
  } catch (err) {
    throw new Problem(`${where}: ${messageOf(err).replace(/^ctxvet: /, '')}`);
  }
}

/** A loader whose errors say which file they are about. */
function named(
  cwd: string,
  load: (path: string, content: string) => unknown,
): (path: string, content: string) => Promise<unknown> {
  return async (path, content) => {
    try {
      return await load(path, content);
    } catch (err) {
      throw new Problem(`${shown(cwd, path)}: cannot be read: ${messageOf(err)}`);
    }
  };
}

async function importModule(path: string): Promise<unknown> {
  const { default: config } = (await import(pathToFileURL(path).href)) as { default?: unknown };
  return config;
}

/** Not every Node that we run on reads TypeScript. */
async function importTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url).import(path, { default: true });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
