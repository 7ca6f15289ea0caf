/** tsconfig files as TypeScript 7 reads them: where nothing is wrong with one, the classic compiler need not be loaded for it. */
import { dirname, join } from 'node:path';
import type { API } from '@typescript/native/sync';
import type typescript from 'typescript';
import { textAt, type Disk } from '../../disk.js';

/**
 * Reads a tsconfig file; `undefined` where there is something to say about it, or there may be: what is wrong has the words of
 * the classic compiler, whichever engine runs. Of its options none are given, for only that compiler asks for them.
 */
export function readGoodConfig(
  api: API,
  path: string,
  disk: Disk,
): typescript.ParsedCommandLine | undefined {
  const chain = chainOf(path, disk);
  if (chain === undefined) return undefined;
  const { fileNames, projectReferences, errors } = api.parseConfigFile(path);
  if (fileNames.length === 0 || errors.length > 0) return undefined;
  // What is no JSON is not among the errors, whatever could be made of it.
  const read = api.batch(...chain.map((each) => api.readConfigFile.gen(each)));
  if (read.some(({ error }) => error !== undefined)) return undefined;
  const references = projectReferences?.map(({ path }) => ({ path }));
  return {
    fileNames,
    options: {},
    errors: [],
    ...(references && { projectReferences: references }),
  };
}

/**
 * The file with those that it extends; `undefined` where it is not certain that it does not extend itself, for TypeScript 7 would read
 * for ever, or where it has options that TypeScript 7 does not look at. Packages are not looked into.
 */
function chainOf(path: string, disk: Disk, above: readonly string[] = []): string[] | undefined {
  if (above.includes(path)) return undefined;
  const text = textAt(disk, path);
  // An escape may write the words in another way.
  if (text === undefined || text.includes('\\') || text.includes('watchOptions')) return undefined;
  const [, after, ...others] = text.split('extends');
  if (after === undefined) return [path];
  const written = /^"\s*:\s*(?<bases>"[^"]*"|\[[^\]]*\])/.exec(after)?.groups?.['bases'];
  // One of several may stand in a comment, or not.
  if (written === undefined || others.length > 0) return undefined;
  const chain = [path];
  for (const [, base] of written.matchAll(/"([^"]*)"/g)) {
    if (!/^\.{1,2}\//.test(base!)) return undefined;
    const ofBase = chainOf(baseAt(path, base!, disk), disk, [...above, path]);
    if (ofBase === undefined) return undefined;
    chain.push(...ofBase);
  }
  return chain;
}

function baseAt(path: string, base: string, disk: Disk): string {
  const at = join(dirname(path), base);
  return at.endsWith('.json') || disk.kindOf(at) === 'file' ? at : `${at}.json`;
}
