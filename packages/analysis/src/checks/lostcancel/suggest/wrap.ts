/** Whether statements can be put into a `try` block without a change of what their names mean. */
import type { Scope, ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../../flow/build.js';
import type { Pass } from '../../check.js';
import { nodesWithin } from '../../../syntax/index-file.js';
import type { Case } from './case.js';
import type { Place } from './place.js';

/** Can these statements, which follow the declaration of a place, stand in a block of their own? */
export function canBeWrapped(
  { source, index }: Pick<Pass<unknown>, 'source' | 'index'>,
  { block }: Place,
  statements: readonly TSESTree.Statement[],
): boolean {
  const last = statements.at(-1);
  if (last === undefined || statements.some((each) => notInBlocks.test(each.type))) return false;
  if (statements.some((each) => 'declare' in each && each.declare)) return false;
  const range = [statements[0]!.range[0], last.range[1]] as const;
  const isInside = ({ range: [start, end] }: TSESTree.Node): boolean =>
    range[0] <= start && end <= range[1];
  // What a constructor does before `super()` is checked by its place.
  if (nodesWithin(index.of('Super'), range).length > 0) return false;
  // What ends with the block now would end with the `try` block: nobody else may speak of it.
  return scopesOf(source.scopes, block).every((scope) =>
    scope.variables.every((variable) => {
      const isDeclaredInside = variable.identifiers.some((each) => isInside(each));
      if (!isDeclaredInside) return true;
      const isVar = variable.defs.every(
        ({ parent }) => parent != null && 'kind' in parent && parent.kind === 'var',
      );
      if (isVar) return true;
      return (
        variable.identifiers.every((each) => isInside(each as TSESTree.Node)) &&
        variable.references.every(({ identifier }) => isInside(identifier as TSESTree.Node))
      );
    }),
  );
}

/** The scopes whose declarations can stand in a block: its own, or that of the function that it is the body of. */
function scopesOf(scopes: ScopeManager, block: TSESTree.Node): Scope[] {
  const { parent } = block as { parent?: TSESTree.Node | null };
  const isBody = parent != null && 'body' in parent && parent.body === block;
  const nodes = isBody ? [block, parent] : [block];
  return nodes.flatMap((node) => scopes.acquire(node, true) ?? []);
}

/** Statements that may only stand at the top, or that mean something else in a block. */
const notInBlocks =
  /^(?:Import|Export|TSExport|TSImportEquals|TSModule|TSNamespaceExport|TSDeclareFunction)/;

/** Do all mentions that hand the function over stand in a `return` that does nothing but put values together? */
export function handsOverOnlyByReturn({ uses, place, pass }: Case): boolean {
  const root = rootOf(place.declaration);
  return uses.given.every((mention) => {
    for (let at: TSESTree.Node = mention; ; at = at.parent) {
      switch (at.type) {
        case 'ReturnStatement':
          return rootOf(at) === root;
        case 'Identifier':
        case 'Property':
        case 'ObjectExpression':
        case 'ArrayExpression':
        case 'MemberExpression':
        case 'TSAsExpression':
        case 'TSSatisfiesExpression':
        case 'TSNonNullExpression':
          break;
        default:
          return false;
      }
      // Beside the function nothing may run after it has been put into what is returned.
      if (hasCallAfter(at.parent, at, pass)) return false;
    }
  });
}

function hasCallAfter(
  outer: TSESTree.Node,
  inner: TSESTree.Node,
  { index }: Case['pass'],
): boolean {
  if (!/^(?:Object|Array)Expression$/.test(outer.type)) return false;
  const types = ['CallExpression', 'NewExpression', 'AwaitExpression', 'YieldExpression'] as const;
  const after = [inner.range[1], outer.range[1]] as const;
  return types.some((type) => nodesWithin(index.of(type), after).length > 0);
}
