/** The first question about a file of a program. */
import { createCheckedTypes, type Compiler, type Settings, type Source } from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';

/** Asks the port before there is an ESTree: it needs the text and the names in the program's own nodes. */
export function reaches(
  program: Compiler.Program,
  file: Compiler.SourceFile,
  settings: Settings,
  cwd: string,
): boolean {
  const ast = {} as TSESTree.Program;
  const source = { ast, text: file.text, path: file.fileName, cwd } as Source;
  const esTreeNodeToTSNodeMap = {
    get: (node: TSESTree.Node) => (node === ast ? file : undefined),
  };
  return createCheckedTypes(source, { program, esTreeNodeToTSNodeMap }, settings).reaches();
}
