/**
 * What settings say about modules and functions, matched against import specifiers and file paths.
 * Strings only: nothing is looked up on a disk, so an extension, `/index` and a package's own folder are
 * matched by their spelling.
 */
import type { Settings, Source } from '../syntax/source.js';

/** Where a file stands; all that matching needs to know of it. */
export type Location = Pick<Source, 'path' | 'cwd'>;

/** A function that settings name: `./src/jobs.ts#start`, `jobs#Pool.start`. */
export interface NamedFunction {
  readonly module: string;
  /** The last name, the one that a call shows. */
  readonly name: string;
}

/** Is `specifier`, as written in the file, one of these modules or a subpath of such a package? */
export function matchesModule(
  modules: readonly string[],
  specifier: string,
  from: Location,
): boolean {
  return modules.some((module) => matches(module, specifier, from));
}

/** Is the file at `path` itself one of these modules? Packages are recognised by how they are imported, not here. */
export function isModuleFile(modules: readonly string[], path: string, cwd: string): boolean {
  return modules.some(
    (module) =>
      isPath(module) && path.includes(lastOf(module)) && samePath(joinPath(cwd, module), path),
  );
}

/** Is this the name of one of these modules, and of a package: not a path, and no subpath of it? */
export function isPackage(modules: readonly string[], specifier: string): boolean {
  return !isPath(specifier) && modules.includes(specifier);
}

/** Reads `module#name` entries; one without `#` names nothing. */
export function namedFunctions(entries: readonly string[]): NamedFunction[] {
  return entries.flatMap((entry) => {
    const hash = entry.lastIndexOf('#');
    if (hash <= 0) return [];
    const name = entry
      .slice(hash + 1)
      .split('.')
      .at(-1);
    return name === undefined || name === '' ? [] : [{ module: entry.slice(0, hash), name }];
  });
}

/** Could this text hold a specifier of one of these modules? False is final. */
export function mentionsModule(text: string, settings: Settings): boolean {
  return settings.modules.some((module) =>
    isPath(module)
      ? text.includes(lastOf(module)) || namesFolder.test(text)
      : text.includes(module),
  );
}

function matches(module: string, specifier: string, from: Location): boolean {
  if (!isPath(module)) return specifier === module || specifier.startsWith(`${module}/`);
  if (!isPath(specifier)) return false;
  if (!specifier.includes(lastOf(module)) && !isFolder.test(specifier)) return false;
  const folder = from.path.slice(0, from.path.lastIndexOf('/'));
  return samePath(joinPath(from.cwd, module), joinPath(folder, specifier));
}

/** Does an entry name a file, not a package? */
export function isPath(text: string): boolean {
  return text.startsWith('.') || text.startsWith('/');
}

/** A specifier that goes up, or stays, and names nothing on the way: `.`, `../..`, `./index.js`. */
const folderPath = String.raw`\.{1,2}(?:/\.{1,2})*/?(?:index(?:\.\w+)?)?`;
const isFolder = new RegExp(`^${folderPath}$`);
const namesFolder = new RegExp(`['"]${folderPath}['"]`);

const lasts = new Map<string, string>();

/**
 * The last name in a path, without its extension, that every other way to write the path ends with, but for those that
 * name no more than a folder. Remembered, for it is asked of every import.
 */
function lastOf(path: string): string {
  let last = lasts.get(path);
  if (last === undefined) {
    last = withoutExtension(joinPath('', path)).split('/').at(-1) ?? '';
    // At the top there is no folder to name.
    if (last === 'index') last = '';
    lasts.set(path, last);
  }
  return last;
}

function samePath(a: string, b: string): boolean {
  return withoutExtension(a) === withoutExtension(b);
}

/** A path without its extension and `/index`: what every way to import a file has in common. */
export function withoutExtension(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** `folder` and a relative path, with `.` and `..` taken out; an absolute path stands alone. */
export function joinPath(folder: string, path: string): string {
  const parts = path.startsWith('/') ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return path.startsWith('/') ? `/${parts.join('/')}` : parts.join('/');
}
