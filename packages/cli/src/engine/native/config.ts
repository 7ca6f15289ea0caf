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
  if (!extendsNoCircle(path, disk)) return undefined;
  const { fileNames, projectReferences, errors } = api.parseConfigFile(path);
  if (fileNames.length === 0 || errors.length > 0) return undefined;
  const references = projectReferences?.map(({ path }) => ({ path }));
  return {
    fileNames,
    options: {},
    errors: [],
    ...(references && { projectReferences: references }),
  };
}

/** Is it certain that the file does not extend itself? TypeScript 7 would read for ever. Packages are not looked into. */
function extendsNoCircle(path: string, disk: Disk, above: readonly string[] = []): boolean {
  if (above.includes(path)) return false;
  const text = textAt(disk, path);
  // An escape may write the word in another way.
  if (text === undefined || text.includes('\\')) return false;
  const [, after, ...others] = text.split('extends');
  if (after === undefined) return true;
  const written = /^"\s*:\s*(?<bases>"[^"]*"|\[[^\]]*\])/.exec(after)?.groups?.['bases'];
  // One of several may stand in a comment, or not.
  if (written === undefined || others.length > 0) return false;
  return Array.from(written.matchAll(/"([^"]*)"/g), ([, base]) => base!).every(
    (base) =>
      /^\.{1,2}\//.test(base) && extendsNoCircle(baseAt(path, base, disk), disk, [...above, path]),
  );
}

function baseAt(path: string, base: string, disk: Disk): string {
  const at = join(dirname(path), base);
  return at.endsWith('.json') || disk.kindOf(at) === 'file' ? at : `${at}.json`;
}
