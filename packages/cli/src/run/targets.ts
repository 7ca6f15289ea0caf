/** From what the user names (paths, folders, globs, tsconfig files, nothing) to projects and files. */
import { accessSync, constants, readdirSync, type PathLike } from 'node:fs';
import { dirname } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import type { Disk } from '../disk.js';
import type { Texts } from '../engine/program.js';
import { nearestTsconfig, tsconfigAt, type Project, type Projects } from '../engine/project.js';
import { absolute, isCode, isTsconfig, shown } from '../paths.js';
import { whyNot } from '../problem.js';

/** What the user names. */
export interface Named {
  readonly cwd: string;
  /** Files, folders, globs, tsconfig files. */
  readonly paths: readonly string[];
  /** tsconfig files, or folders with one. */
  readonly projects: readonly string[];
  /** Files that need not be on the disk. */
  readonly texts: Texts;
  readonly disk: Disk;
}

/** What is to be checked. */
export interface Targets {
  readonly projects: readonly Target[];
  /** Files to check without a project, if no project turns out to have them. */
  readonly alone: readonly string[];
  /** The folders and globs that were named. */
  readonly groups: readonly Group[];
  /** Files that were named as those of projects. */
  readonly owed: readonly string[];
}

/** What stands for files. */
interface Group {
  /** As messages name it. */
  readonly name: string;
  readonly files: readonly string[];
}

/** A project, or some files of it. */
interface Target {
  readonly project: Project;
  /** All of the project's own where it is left out. */
  readonly only?: ReadonlySet<string>;
}

const skipped = ['**/node_modules/**', '**/.git/**'];

/** Finds them. What is not there is said, and the rest is found. */
export function findTargets(
  named: Named,
  projects: Projects,
  say: (problem: string) => void,
): Targets {
  const { cwd, disk } = named;
  const ofProjects = named.projects
    .map((path) => tsconfigAt(absolute(cwd, path), disk))
    .filter((path) => !isSource(path, cwd, say));
  const projectsNear = (folder: string): readonly Project[] => {
    const nearest = nearestTsconfig(folder, disk);
    const chosen = ofProjects.length > 0 || nearest === undefined ? ofProjects : [nearest];
    return chosen.flatMap((path) => projects.withReferences(path));
  };
  const given = sortPaths(named, projectsNear, say);
  const tsconfigs = [...ofProjects, ...given.tsconfigs];
  const isNothingNamed = named.paths.length === 0 && named.projects.length === 0;
  const nearest = isNothingNamed ? nearestTsconfig(cwd, disk) : undefined;
  if (nearest !== undefined) tsconfigs.push(nearest);
  else if (isNothingNamed) {
    say(
      `there is no tsconfig.json in ${cwd} or above; name one with --project, or name files to check`,
    );
  }
  const all = [...new Set(tsconfigs.flatMap((path) => projects.withReferences(path)))];
  for (const project of all) {
    if (project.config.fileNames.length > 0 || project.references.length > 0) continue;
    say(`${shown(cwd, project.path)}: takes in no file; see its "files", "include" and "exclude"`);
  }
  const { groups } = given;
  const found = groups.flatMap((group) => group.files);
  const files = [...given.files, ...found];
  if (files.length === 0) {
    // Paths at which nothing is stand for nothing, not for all of the projects that they were to belong to.
    const isNothingThere = named.paths.length > 0 && given.tsconfigs.length === 0;
    const whole = isNothingThere ? [] : all.map((project) => ({ project }));
    return { projects: whole, alone: [], groups, owed: [] };
  }
  if (named.projects.length > 0) {
    const only = new Set(files);
    const isText = (file: string): boolean => named.texts.has(file);
    return {
      projects: all.map((project) => ({ project, only })),
      alone: given.files.filter(isText),
      groups,
      // Where no project is left, that is said already.
      owed: all.length === 0 ? [] : given.files.filter((file) => !isText(file)),
    };
  }
  const { targets, outside } = sortByProject(files, projects, disk);
  const whole = all.map((project): Target => ({ project }));
  return {
    projects: [...whole, ...targets],
    // What a folder holds beside its projects (build output, scripts of tools) was not meant.
    alone: [...given.files, ...found.filter((file) => outside.has(file))],
    groups,
    owed: [],
  };
}

/** Is code named as a project? Read as JSON it would have a mistake in every line. */
function isSource(path: string, cwd: string, say: (problem: string) => void): boolean {
  if (!isCode(path)) return false;
  say(`${shown(cwd, path)}: is no tsconfig; name files to check without --project`);
  return true;
}

interface Given {
  readonly tsconfigs: string[];
  /** Named one by one. */
  readonly files: string[];
  readonly groups: Group[];
}

function sortPaths(
  { cwd, paths, texts, disk }: Named,
  projectsNear: (folder: string) => readonly Project[],
  say: (problem: string) => void,
): Given {
  const given: Given = { tsconfigs: [], files: [], groups: [] };
  for (const written of paths) {
    const path = absolute(cwd, written);
    const problem = texts.has(path) ? undefined : whyUnreadable(path);
    const name = shown(cwd, path);
    const kind = texts.has(path) ? 'file' : disk.kindOf(path);
    if (problem !== undefined && written.startsWith('!')) {
      say(`${written}: a path cannot leave files out; name what is to be checked`);
    } else if (problem !== undefined && isDynamicPattern(written)) {
      const matches = find({ disk, folder: cwd, pattern: written });
      const tsconfigs = matches.filter(isTsconfig);
      const code = matches.filter(isCode);
      // A pattern that only folders match stands for them.
      const isOfFolders = code.length === 0 && tsconfigs.length === 0;
      const folders = isOfFolders
        ? find({ disk, folder: cwd, pattern: written, folders: true })
        : [];
      const files = isOfFolders ? [...new Set(folders.flatMap(codeBelow))] : code;
      if (files.length > 0) given.groups.push({ name: written, files });
      else if (!isOfFolders) given.tsconfigs.push(...tsconfigs);
      else say(`no file of code and no tsconfig matches ${written}`);
    } else if (problem !== undefined) say(`${name}: ${problem}`);
    else if (kind === 'other') say(`${name}: is neither a file nor a folder`);
    else if (kind === 'folder') {
      const files = codeBelow(path);
      if (files.length > 0) given.groups.push({ name, files });
      else say(`${name}: there is no TypeScript or JavaScript file in this folder`);
    } else if (isTsconfig(path)) given.tsconfigs.push(path);
    else if (isCode(path)) given.files.push(path);
    else if (path.endsWith('.json')) {
      say(`${name}: is not called as a tsconfig is; if it is one, name it with --project`);
    } else say(`${name}: is no TypeScript or JavaScript file, and no tsconfig`);
  }
  return given;

  function codeBelow(folder: string): string[] {
    const files = find({ disk, folder, pattern: '**/*' }).filter(isCode);
    return [...new Set([...files, ...takenIn(folder, projectsNear(folder))])];
  }
}

/** What projects take in below a folder: also through links, which are not followed otherwise, for they may lead anywhere. */
function takenIn(folder: string, projects: readonly Project[]): string[] {
  return projects
    .flatMap(({ config }) => config.fileNames)
    .filter((path) => path.startsWith(`${folder}/`) && isCode(path));
}

/** What is looked for, and where. */
interface Wanted {
  readonly disk: Disk;
  readonly folder: string;
  readonly pattern: string;
  /** Folders; else files. */
  readonly folders?: boolean;
}

function find({ disk, folder, pattern, folders = false }: Wanted): string[] {
  // So that the disk knows which folders were asked for.
  const list = ((path: PathLike, options: { withFileTypes: true }) => {
    disk.list(String(path));
    return readdirSync(path, options);
  }) as typeof readdirSync;
  return globSync(pattern, {
    cwd: folder,
    fs: { readdirSync: list },
    absolute: true,
    ignore: skipped,
    followSymbolicLinks: false,
    expandDirectories: false,
    onlyDirectories: folders,
  })
    .map((path) => path.replace(/\/$/, ''))
    .sort();
}

function whyUnreadable(path: string): string | undefined {
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (err) {
    return whyNot(err);
  }
}

/** Gives each file to the nearest project that takes it in, else to the nearest at all, whose files may import it. */
function sortByProject(
  files: readonly string[],
  projects: Projects,
  disk: Disk,
): { targets: Target[]; outside: ReadonlySet<string> } {
  const byProject = new Map<Project, Set<string>>();
  const outside = new Set<string>();
  const roots = new Map<Project, ReadonlySet<string>>();
  const takesIn = (project: Project, file: string): boolean => {
    if (!roots.has(project)) roots.set(project, new Set(project.config.fileNames));
    return roots.get(project)?.has(file) === true;
  };
  for (const file of files) {
    const project = projectOf(file, projects, disk, takesIn);
    if (project === undefined) {
      outside.add(file);
      continue;
    }
    const only = byProject.get(project) ?? new Set();
    byProject.set(project, only.add(file));
  }
  return { targets: [...byProject].map(([project, only]) => ({ project, only })), outside };
}

function projectOf(
  file: string,
  projects: Projects,
  disk: Disk,
  takesIn: (project: Project, file: string) => boolean,
): Project | undefined {
  let nearest: Project | undefined;
  for (let folder = dirname(file); ;) {
    const tsconfig = nearestTsconfig(folder, disk);
    if (tsconfig === undefined) return nearest;
    const all = projects.withReferences(tsconfig);
    const found = all.findLast((project) => takesIn(project, file));
    if (found !== undefined) return found;
    nearest ??= all.at(-1);
    folder = dirname(dirname(tsconfig));
    // Above the top there is nothing.
    if (dirname(tsconfig) === folder) return nearest;
  }
}
