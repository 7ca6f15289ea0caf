/** TypeScript 7's program of a project in the shape of the classic compiler's. */
import type { Compiler } from '@ctxvet/analysis';
import type { API, Project, SourceFileMetadata } from '@typescript/native/sync';
import { makeAhead, type Ahead } from './ahead.js';
import type { Answers } from './answers.js';
import { makeChecker } from './checker.js';
import { FileView, type Specifier } from './file.js';
import type { Native } from './load.js';
import { makeNodes, type Nodes } from './nodes.js';
import { makeResolver } from './resolve.js';
import { makeViews } from './types.js';

/** A program, and what only it can tell. */
export interface NativeProgram extends Compiler.Program {
  readonly nodes: Nodes;
  readonly ahead: Ahead;
  getSourceFiles(): readonly FileView[];
  getSourceFile(fileName: string): FileView | undefined;
  isSourceFileFromExternalLibrary(file: FileView): boolean;
  /** What the analysis asks the classic program, which does not declare it. */
  getResolvedModuleFromModuleSpecifier(
    specifier: Specifier,
  ): { readonly resolvedModule: { readonly resolvedFileName: string } } | undefined;
}

/** So many trees are fetched in one answer. */
const atATime = 200;

/** Makes the program; `readText` gives the text of a file as the program has it. */
export function makeProgram(
  native: Native,
  api: API,
  { program, checker, configFileName }: Project,
  readText: (path: string) => string,
): NativeProgram {
  const nodes = makeNodes(native, {
    fileAt,
    symbolOf(declaration) {
      const symbol = checker.getSymbolOfNode(declaration);
      return symbol && views.symbol(symbol);
    },
  });
  const views = makeViews(native, api, checker, nodes.declared);
  const names = program.getSourceFileNames();
  const metadata = api.batch(...names.map((name) => program.getSourceFileMetadata.gen(name)));
  const byName = new Map(
    names.map((name, i) => [
      name as string,
      { view: viewOf(name, metadata[i]), metadata: metadata[i] },
    ]),
  );
  const byPath = new Map(
    names.map((name) => [program.getCanonicalFileName(name), byName.get(name)!.view]),
  );
  const files = Array.from(byName.values(), ({ view }) => view);
  const resolver = makeResolver(native, api, program, files);
  const answers: Answers = { symbols: new Map(), targets: new Map(), declared: new Map() };
  const ahead = makeAhead(native, api, checker, views, answers, expectWalks);
  const wrapped = makeChecker(checker, views, answers, ahead, resolver);
  const options = { configFilePath: configFileName };
  return {
    nodes,
    ahead,
    getTypeChecker: () => wrapped,
    getSourceFiles: () => files,
    getSourceFile: (name) => byName.get(name)?.view,
    getCompilerOptions: () => options,
    expectWalks,
    isSourceFileDefaultLibrary: (file) => metadataOf(file)?.isDefaultLibrary === true,
    isSourceFileFromExternalLibrary: (file) => metadataOf(file)?.isFromExternalLibrary === true,
    getResolvedModuleFromModuleSpecifier(specifier) {
      const resolvedFileName = resolver.fileNamed(specifier);
      return resolvedFileName === undefined ? undefined : { resolvedModule: { resolvedFileName } };
    },
  };

  function expectWalks(expected: readonly Compiler.SourceFile[]): void {
    const missing = expected.flatMap(({ fileName }) => {
      const view = byName.get(fileName)?.view;
      return view?.isFetched() === false ? view : [];
    });
    // Many at a time, but not all: an answer is held until the last of it has come.
    for (let i = 0; i < missing.length; i += atATime) {
      const some = missing.slice(i, i + atATime);
      api.batch(...some.map(({ fileName }) => program.getSourceFile.gen(fileName)));
      for (const view of some) view.fetch();
    }
  }

  function viewOf(fileName: string, known: SourceFileMetadata | undefined): FileView {
    return new FileView({
      fileName,
      kind: native.ast.SyntaxKind.SourceFile,
      isDeclarationFile: /\.d\.(?:[cm]?ts|[^./]+\.ts)$/.test(fileName),
      isAlone: known?.isDefaultLibrary === true,
      text: () => readText(fileName),
      nodes,
      fetch: () => program.getSourceFile(fileName),
    });
  }

  function fileAt(path: string): FileView {
    const file = byPath.get(path);
    if (file === undefined) throw new Error(`${path} is not in the program`);
    return file;
  }

  function metadataOf(file: Compiler.SourceFile): SourceFileMetadata | undefined {
    return byName.get(file.fileName)?.metadata;
  }
}
