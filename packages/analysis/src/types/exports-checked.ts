/** Which names are exports of context modules, where a checker can be asked: imports of the file first. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { lastSpelling } from '../syntax/callee.js';
import { runtimeName, type File } from './annotation.js';
import type { CalleeReader } from './callee.js';
import type { NamesOfFile } from './names-of.js';
import type { ProgramFacts } from './program.js';
import { safely } from './safely.js';
import type { Types } from './port.js';

/** Answers for one file; each callee is looked at once. */
export type ExportsReader = Pick<Types, 'runtimeExport' | 'hasExport'>;

/** Makes the reader of one file. */
export function exportsReader(
  file: File,
  facts: ProgramFacts,
  callees: CalleeReader,
  names: NamesOfFile,
): ExportsReader {
  const { checker } = facts;
  const runtimes = new Map<TSESTree.Node, string | undefined>();
  return {
    runtimeExport(callee) {
      if (!runtimes.has(callee)) {
        const name = runtimeName(file, callee) ?? safely(undefined, () => exportOf(callee));
        runtimes.set(callee, name);
      }
      return runtimes.get(callee);
    },
    hasExport: (module, name) => safely(false, () => hasExport(module, name)),
  };

  /** Asks the checker only for names that may stand for an export. */
  function exportOf(callee: TSESTree.Node): string | undefined {
    const name = lastSpelling(callee);
    if (name === undefined) return undefined;
    if (!names.runtime().has(name)) return undefined;
    const symbol = callees.symbol(callee);
    if (symbol === undefined) return undefined;
    const own = facts.exportName(symbol);
    if (own !== undefined) return own;
    // `const make = cond ? withCancel : withTimeout` has no single name; one that only renames does.
    const { initializer } = (symbol.valueDeclaration ?? {}) as { initializer?: ts.Expression };
    const renamed =
      initializer &&
      checker.getSymbolAtLocation((initializer as { name?: ts.Node }).name ?? initializer);
    return renamed && facts.exportName(renamed);
  }

  function hasExport(module: TSESTree.Identifier, name: string): boolean {
    const symbol = callees.symbol(module);
    if (symbol === undefined) return false;
    const found = checker.getExportsOfModule(symbol).find((each) => each.name === name);
    return found !== undefined && facts.exportName(found) === name;
  }
}
