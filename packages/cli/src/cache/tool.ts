/** What a report depends on beside the code that is checked: this program, the compiler, and what is installed. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entriesIn } from '../disk.js';
import { hashOf } from '../hash.js';
import { foldersAbove, lockFiles } from '../paths.js';
import { compilers } from '../typescript.js';
import type { RecordingDisk } from './record.js';

const require = createRequire(import.meta.url);

/** Ours may change without their version, while somebody works on them. */
const ours = [
  fileURLToPath(new URL('..', import.meta.url)),
  dirname(require.resolve('@ctxvet/analysis')),
];

/** Of what others publish, a version says it all. */
const packages = [
  '@typescript-eslint/typescript-estree',
  '@typescript-eslint/scope-manager',
  '@typescript-eslint/visitor-keys',
  '@eslint/plugin-kit',
  'tinyglobby',
];

const locks = [...lockFiles, 'node_modules/.package-lock.json'];

/** Asks the disk for all of it, and gives a hash of the answers. */
export function seeTool(disk: RecordingDisk, cwd: string): string {
  const paths = [
    ...ours.flatMap((folder) => filesIn(folder, disk)),
    ...packages.map(packageJsonOf),
    ...compilers(),
    ...foldersAbove(process.cwd()).map((folder) =>
      join(folder, 'node_modules/typescript/package.json'),
    ),
    ...foldersAbove(cwd).flatMap((folder) => locks.map((name) => join(folder, name))),
  ].filter((path) => disk.kindOf(path) === 'file');
  for (const path of paths) disk.read(path);
  return hashOf(JSON.stringify(paths.map((path) => [path, disk.contentOf(path)])));
}

/** Not every package lets it be resolved. */
function packageJsonOf(name: string): string {
  const main = require.resolve(name);
  const folder = join('node_modules', name);
  return join(main.slice(0, main.lastIndexOf(folder)), folder, 'package.json');
}

/** Its modules. */
function filesIn(folder: string, disk: RecordingDisk): string[] {
  return entriesIn(disk, folder).flatMap(({ name, kind }) => {
    const path = join(folder, name);
    if (kind === 'folder') return filesIn(path, disk);
    return /(?<!\.d)\.[jt]s$/.test(name) ? path : [];
  });
}
