/** Where the configuration of a code base is: `ctxvet` in package.json, or `ctxvet.config.{json,mjs,ts}`. */
import { statSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lilconfig } from 'lilconfig';
import { absolute, folderOf, shown } from '../paths.js';
import { listOf, messageOf, Problem } from '../problem.js';
import type { WrittenConfig } from './load.js';

/** The configuration of a run: the one that it is given, else the nearest. */
export async function configFor(options: {
  readonly config?: unknown;
  readonly cwd?: string;
}): Promise<WrittenConfig> {
  const { config: written } = options;
  const cwd = folderOf(options);
  return written === undefined ? findConfig(cwd) : { written, where: 'configuration', folder: cwd };
}

/** Where a configuration may be, in the order in which a folder is searched. */
const places = ['package.json', 'ctxvet.config.json', 'ctxvet.config.mjs', 'ctxvet.config.ts'];

/** Where other tools have theirs: one there would be passed over without a word. */
const mistaken = ['js', 'cjs', 'mts', 'cts'].map((extension) => `ctxvet.config.${extension}`);

/** The nearest configuration, in this folder or above; an empty one where there is none. Throws a `Problem` where it cannot be read. */
export async function findConfig(cwd: string): Promise<WrittenConfig> {
  const search = lilconfig('ctxvet', {
    searchPlaces: [...places, ...mistaken],
    loaders: {
      '.json': named(cwd, (_, content) => parseJson(content)),
      '.mjs': named(cwd, importModule),
      '.ts': named(cwd, importTypeScript),
      ...Object.fromEntries(mistaken.map((name) => [extname(name), refuse(cwd)])),
    },
  });
  const found = await search.search(cwd).catch((err: unknown) => {
    throw err instanceof Problem
      ? err
      : new Problem(`the configuration cannot be read: ${messageOf(err)}`);
  });
  if (found === null || found.isEmpty === true) {
    return { written: {}, where: 'configuration', folder: cwd };
  }
  const { filepath } = found;
  return {
    written: found.config,
    where: shown(cwd, filepath),
    folder: absolute(cwd, dirname(filepath)),
  };
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

function refuse(cwd: string): (path: string) => never {
  return (path) => {
    throw new Problem(
      `${shown(cwd, path)}: is not looked at; a configuration is in ${listOf(places)}`,
    );
  };
}

/** Its errors quote the text, which may have several lines, in one. */
function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown;
  } catch (err) {
    throw new Error((err as Error).message.replaceAll(/\s+/g, ' '), { cause: err });
  }
}

/** As it is now: whoever asks more than once may have changed it, and Node keeps what an address gave. */
async function importModule(path: string): Promise<unknown> {
  const address = pathToFileURL(path);
  address.searchParams.set('t', String(statSync(path).mtimeMs));
  const { default: config } = (await import(address.href)) as { default?: unknown };
  if (config === undefined) throw new Error('it has no default export');
  return config;
}

/** Not every Node that we run on reads TypeScript. */
async function importTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { moduleCache: false }).import(path, { default: true });
}
