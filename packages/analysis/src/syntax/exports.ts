/** What a module lets others reach by name. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from './scopes.js';

/** Is a variable exported, where it is declared or in a list: `export const a`, `export { a as b }`? */
export function isExported(variable: Variable): boolean {
  return (
    variable.defs.some((def) => isExportedDeclaration(def.node, def.name)) ||
    variable.references.some(({ identifier }) => {
      const parent = identifier.parent as TSESTree.Node | undefined;
      return (
        parent?.type === 'ExportSpecifier' ||
        parent?.type === 'ExportDefaultDeclaration' ||
        parent?.type === 'TSExportAssignment'
      );
    })
  );
}

function isExportedDeclaration(node: TSESTree.Node, name: TSESTree.Node): boolean {
  const isVariable = node.type === 'VariableDeclarator';
  // Parameters have the function as their node, but not its name.
  if (!isVariable && (!('id' in node) || node.id !== name)) return false;
  const declaration = isVariable ? node.parent : node;
  const parent = declaration.parent as TSESTree.Node | undefined;
  return parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration';
}
