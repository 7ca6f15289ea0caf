/** The program of a project: its source files, bound, and a checker that has checked nothing yet. */
import type typescript from 'typescript';
import { ts } from '../typescript.js';
import type { Project } from './project.js';
import type { Share } from './shared.js';

/** Texts to take instead of what the disk holds, by absolute path. */
export type Texts = ReadonlyMap<string, string>;

/** As an editor's service has it; for a plain host TypeScript reads this too, but does not declare it. */
interface RedirectingHost extends typescript.CompilerHost {
  useSourceOfProjectReferenceRedirect?(): boolean;
}

/** Makes the program. What it refers to is read from its sources, so nothing needs to be built first. */
export function makeProgram({ config }: Project, texts: Texts, share: Share): typescript.Program {
  const host: RedirectingHost = ts.createCompilerHost(config.options);
  // Types in comments count in JavaScript alone; there they are always read.
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  host.useSourceOfProjectReferenceRedirect = () => true;
  if (texts.size > 0) takeTexts(host, texts);
  share(host, config.options);
  return ts.createProgram({
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
