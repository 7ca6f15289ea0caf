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
  return modules.some((module) => isPath(module) && samePath(joinPath(cwd, module), path));
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
  return settings.modules.some((module) => text.includes(isPath(module) ? stem(module) : module));
}

function matches(module: string, specifier: string, from: Location): boolean {
  if (!isPath(module)) return specifier === module || specifier.startsWith(`${module}/`);
  if (!isPath(specifier)) return false;
  const folder = from.path.slice(0, from.path.lastIndexOf('/'));
  return samePath(joinPath(from.cwd, module), joinPath(folder, specifier));
}

/** Does an entry name a file, not a package? */
export function isPath(text: string): boolean {
  return text.startsWith('.') || text.startsWith('/');
}

/** The last part of a path without its extension: what every way to import it has in common. */
function stem(path: string): string {
  const last = withoutExtension(path).split('/').at(-1) ?? path;
  return last === 'index' ? (path.split('/').at(-2) ?? last) : last;
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
