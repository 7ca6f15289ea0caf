/** The program of a project: its source files, bound, and a checker that has checked nothing yet. */
import type typescript from 'typescript';
import type { Disk } from '../disk.js';
import { ts } from '../typescript.js';
import { recordImports, type Imports } from './imports.js';
import type { Project } from './project.js';
import type { Share } from './shared.js';
import { systemOf } from './system.js';

/** Texts to take instead of what the disk holds, by absolute path. */
export type Texts = ReadonlyMap<string, string>;

/** As an editor's service has it; for a plain host TypeScript reads this too, but does not declare it. */
interface RedirectingHost extends typescript.CompilerHost {
  useSourceOfProjectReferenceRedirect?(): boolean;
}

/** What a program is made of. */
export interface ProgramOrder {
  readonly project: Project;
  /** What the disk does not hold yet. */
  readonly texts: Texts;
  readonly disk: Disk;
  /** The same for all programs of a run. */
  readonly share: Share;
  /** Is told what the imports of each file resolve to, where somebody wants to know. */
  readonly imports?: Imports | undefined;
}

/** Makes the program. What it refers to is read from its sources, so nothing needs to be built first. */
export function makeProgram(order: ProgramOrder): typescript.Program {
  const { config } = order.project;
  const host: RedirectingHost = ts().createCompilerHost(config.options);
  Object.assign(host, systemOf(order.disk));
  // Types in comments count in JavaScript alone.
  host.jsDocParsingMode = ts().JSDocParsingMode.ParseForTypeInfo;
  host.useSourceOfProjectReferenceRedirect = () => true;
  if (order.texts.size > 0) takeTexts(host, order.texts);
  order.share(host, config.options);
  if (order.imports) recordImports(host, config.options, order.imports);
  return ts().createProgram({
    rootNames: config.fileNames,
    options: config.options,
    ...(config.projectReferences && { projectReferences: config.projectReferences }),
    host,
  });
}

function takeTexts(host: typescript.CompilerHost, texts: Texts): void {
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.readFile = (path) => texts.get(path) ?? read(path);
  host.fileExists = (path) => texts.has(path) || exists(path);
}

/**
 * The files to check, in the order of their paths: those of the project's own, and what they import of its kind; nothing
 * installed, nothing of TypeScript's, no JSON. Of declarations those that the tsconfig itself takes in.
 */
export function sourcesOf<File extends Listed>(
  program: Lists<File>,
  { config }: Project,
): readonly File[] {
  const roots = new Set(config.fileNames);
  return program
    .getSourceFiles()
    .filter(
      (file) =>
        !file.fileName.endsWith('.json') &&
        !program.isSourceFileFromExternalLibrary(file) &&
        (!file.isDeclarationFile || roots.has(file.fileName)),
    )
    .sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
}

/** A program of any engine, as far as its files go. */
interface Lists<File> {
  getSourceFiles(): readonly File[];
  isSourceFileFromExternalLibrary(file: File): boolean;
}

interface Listed {
  readonly fileName: string;
  readonly isDeclarationFile: boolean;
}
