/** Paths as TypeScript, settings and reports write them: `/` between their parts on every system. */
import { dirname, relative, resolve } from 'node:path';

/** Is it called as a file of code is? */
export function isCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

/** Is it called as a tsconfig is? Any other JSON would be taken for one that says nothing, and so takes in all that lies around it. */
export function isTsconfig(path: string): boolean {
  return /[jt]sconfig[^/]*\.json$/i.test(path);
}

/** Where package managers write down what is installed. */
export const lockFiles: readonly string[] = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
];

/** With `/` between its parts. */
export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Absolute, from `folder` on. */
export function absolute(folder: string, path: string): string {
  return withSlashes(resolve(folder, path));
}

/** The folder that relative paths of options start from. */
export function folderOf({ cwd = process.cwd() }: { readonly cwd?: string }): string {
  return absolute(process.cwd(), cwd);
}

/** As reports name it: from `cwd` on. */
export function shown(cwd: string, path: string): string {
  return withSlashes(relative(cwd, path)) || '.';
}

/** A folder and those above it, the nearest first. */
export function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
