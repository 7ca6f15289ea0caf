/** TypeScript 7's API, which `--engine native` asks. It is installed by who wants it: `@typescript/native` is an optional peer. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Ast from '@typescript/native/ast';
import type * as Fs from '@typescript/native/fs';
import type * as Sync from '@typescript/native/sync';
import { nativeRange } from '../../package.js';
import { Problem } from '../../problem.js';

/** The parts of the package that we use. */
export interface Native {
  readonly ast: typeof Ast;
  readonly fs: typeof Fs;
  readonly sync: typeof Sync;
}

const name = '@typescript/native';
const install = `npm install --save-dev "${name}@${nativeRange}"`;

/**
 * Loads the package that is installed for one of these folders, the first that has it. Throws a `Problem` where none has, or
 * the version is one whose API we do not know.
 */
export async function loadNative(folders: readonly string[]): Promise<Native> {
  const found = folders.map(packageFor).find((each) => each !== undefined);
  if (found === undefined) {
    throw new Problem(`--engine native needs TypeScript 7, which is not installed; ${install}`);
  }
  const { require, version } = found;
  if (!version.startsWith('7.1.')) {
    throw new Problem(
      `--engine native knows TypeScript 7.1, but ${name} is ${version}; ${install}`,
    );
  }
  const load = async (part: string): Promise<unknown> =>
    import(pathToFileURL(require.resolve(`${name}/${part}`)).href);
  return {
    ast: (await load('ast')) as typeof Ast,
    fs: (await load('fs')) as typeof Fs,
    sync: (await load('sync')) as typeof Sync,
  };
}

function packageFor(folder: string) {
  const require = createRequire(join(folder, 'package.json'));
  try {
    const { version } = require(`${name}/package.json`) as { version: string };
    return { require, version };
  } catch {
    return undefined;
  }
}
