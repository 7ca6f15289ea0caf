/** Which variable a name stands for, looked up once for a whole file. */
import type { Definition, Scope, ScopeManager, Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from './members.js';
import { remembered } from './remembered.js';

export type { Variable };

/**
 * The variable that an identifier reads, writes or declares; `undefined` for globals that the file does
 * not declare, and for names that are no variables (properties, labels).
 */
export function variableOf(scopes: ScopeManager, identifier: TSESTree.Node): Variable | undefined {
  return tableOf(scopes).get(identifier);
}

/** Is this the global of that name, also as a member of `globalThis`, and no variable of the file? */
export function isGlobal(scopes: ScopeManager, node: TSESTree.Node, name: string): boolean {
  if (node.type === 'MemberExpression') {
    return accessedKey(node) === name && isGlobal(scopes, node.object, 'globalThis');
  }
  return node.type === 'Identifier' && node.name === name && variableOf(scopes, node) === undefined;
}

/**
 * The identifiers that give a variable a value, its declaration's own among them. Remembered, for it is asked at each
 * mention of a variable, and has all of them to look through.
 */
export const writesOf: (variable: Variable) => readonly TSESTree.Node[] = remembered(
  ({ references }: Variable) =>
    references
      .filter((reference) => reference.isWrite())
      .map(({ identifier }) => identifier as TSESTree.Node),
);

/**
 * What alone declares a name, or of several declarations the one that gives it its value: a type of the same name says nothing of
 * a variable or function, nor does a namespace that gives members to a function. `undefined` where more than one does.
 */
export function valueDefOf(variable: Variable | undefined): Definition | undefined {
  return soleOf(variable, (type) => !types.has(type) && type !== 'TSModuleDeclaration');
}

/** The same, or of several the one that is its type, of which a variable or function says nothing. */
export function typeDefOf(variable: Variable | undefined): Definition | undefined {
  return soleOf(variable, (type) => types.has(type));
}

const types = new Set<string>(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration']);
const values = new Set<string>(['FunctionDeclaration', 'TSDeclareFunction', 'VariableDeclarator']);

function soleOf(
  variable: Variable | undefined,
  isOfKind: (type: string) => boolean,
): Definition | undefined {
  const defs = variable?.defs ?? [];
  if (defs.length <= 1) return defs[0];
  // A class, an enum, a namespace is a type and a value: what has its name too is a part of it.
  const isApart = defs.some(({ node }) => values.has(node.type));
  const [def, ...others] = defs.filter((each) => isOfKind(each.node.type));
  return isApart && others.length === 0 ? def : undefined;
}

/** Does a variable have one value from its declaration on? */
export function isConstant(variable: Variable): boolean {
  const def = valueDefOf(variable);
  return def !== undefined && writesOf(variable).every((write) => write === def.name);
}

/** What a variable is declared with; `undefined` for a part that a pattern takes of it, and for anything else. */
export function initOf(variable: Variable | undefined): TSESTree.Expression | undefined {
  const def = valueDefOf(variable);
  const declarator = def?.node as TSESTree.Node | undefined;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id !== def?.name) return undefined;
  return declarator.init ?? undefined;
}

/** What a constant is declared with: the value that it always has. */
export function constantInitOf(variable: Variable | undefined): TSESTree.Expression | undefined {
  return variable !== undefined && isConstant(variable) ? initOf(variable) : undefined;
}

/** Does a mention stand in a type: of a type of the same name, or `typeof x` there? */
export function isInType(reference: Variable['references'][number]): boolean {
  const { identifier } = reference as { identifier: TSESTree.Node };
  // ESLint's own scope manager knows no types.
  const { isValueReference } = reference as { isValueReference?: boolean };
  return isValueReference === false || identifier.parent?.type === 'TSTypeQuery';
}

/** The node whose end is the end of a variable's life. */
export function scopeNodeOf(variable: Variable): TSESTree.Node {
  return variable.scope.block;
}

/** Is it a parameter that is neither annotated nor has a default, so that its function's place gives it its type? */
export function isBareParameter(variable: Variable | undefined): boolean {
  const def = variable?.defs[0];
  if (def === undefined || !('params' in def.node)) return false;
  const { params } = def.node as { params: readonly TSESTree.Node[] };
  const param = params.find((each) => each === def.name);
  return param?.type === 'Identifier' && param.typeAnnotation == null;
}

/** Does `outer` contain `inner`, or are they the same? */
export function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

const tableOf = remembered((scopes: ScopeManager): Map<TSESTree.Node, Variable> => {
  const table = new Map<TSESTree.Node, Variable>();
  for (const scope of scopes.scopes as readonly Scope[]) {
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) {
        // A class declares its name twice, for others and, in a scope of its own, for itself.
        if (!table.has(identifier)) table.set(identifier, variable);
      }
    }
    for (const { identifier, resolved } of scope.references) {
      if (resolved !== null && resolved.defs.length > 0) table.set(identifier, resolved);
    }
  }
  return table;
});
