/** What a module lets others reach by name. */
import type { TSESTree } from '@typescript-eslint/types';
import { remembered } from './remembered.js';
import { contains, type Variable } from './scopes.js';

/**
 * Is a variable exported, where it is declared or in a list: `export const a`, `export { a as b }`? Or may the template
 * of the component use it, whose script declares it at its top?
 */
export const isExported: (variable: Variable) => boolean = remembered(
  (variable) =>
    isInTemplate(variable) ||
    variable.defs.some((def) => isExportedDeclaration(def.node, def.name)) ||
    variable.references.some(({ identifier }) => isExporting(identifier)),
);

function isExporting(mention: TSESTree.Node): boolean {
  const parent = mention.parent;
  return (
    parent?.type === 'ExportSpecifier' ||
    parent?.type === 'ExportDefaultDeclaration' ||
    parent?.type === 'TSExportAssignment'
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

/** A component's script with the template that belongs to it. */
interface ComponentScript extends TSESTree.Program {
  /** From vue-eslint-parser, with the tokens of the whole file. */
  readonly templateBody?: {
    readonly tokens: readonly { readonly type: string; readonly value: string }[];
  } | null;
}

/** Does a name that a program declares at its top occur in what others use of it? */
type IsUsed = (variable: Variable) => boolean;

function isInTemplate(variable: Variable): boolean {
  const { block } = variable.scope;
  return block.type === 'Program' && templateOf(block)(variable);
}

const templateOf = remembered(({ templateBody, body }: ComponentScript): IsUsed => {
  if (templateBody != null) {
    // The script's own text is raw to the parser of the template; `:stop` is an attribute, and the variable's name.
    const identifiers = templateBody.tokens.filter(({ type }) => type.endsWith('Identifier'));
    const names = new Set(identifiers.map(({ value }) => value));
    return ({ name }) => names.has(name);
  }
  // Other parsers put the template among the statements.
  const parts = body.filter(({ type }) => !/^TS|^Export|(?:Statement|Declaration)$/.test(type));
  if (parts.length === 0) return () => false;
  return ({ references }) =>
    references.some(({ identifier }) => parts.some((part) => contains(part, identifier)));
});
