/** Uses of a key that a suggestion does not change, so that what they look up would be gone. */
import type { Scope } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { isExported } from '../../syntax/exports.js';
import {
  constantInitOf,
  isGlobal,
  isInType,
  variableOf,
  type Variable,
} from '../../syntax/scopes.js';
import type { Source } from '../../syntax/source.js';
import { unwrap } from '../../syntax/unwrap.js';
import { importedBy } from '../../types/imports.js';
import type { Pass } from '../check.js';
import { constantOf, type Constant } from './constants.js';

/** What a suggestion changes: keys of calls. */
interface Changed {
  readonly call: TSESTree.CallExpression;
  readonly key: TSESTree.Expression;
}

/**
 * May something else be looked up by this constant than the keys that are changed: by who else reads a variable that holds it, by a
 * function that is given it, or by a `value()` whose key may be any?
 */
export function isUsedOtherwise(
  pass: Pass<unknown>,
  constant: Constant,
  changed: readonly Changed[],
): boolean {
  const keys = new Set(changed.map(({ key }) => unwrap(key)));
  const calls = new Set<TSESTree.Node>(changed.map(({ call }) => call));
  return (
    isReadElsewhere(pass.source, constant, keys) ||
    isGiven(pass, constant, calls) ||
    isAnyAsked(pass, calls)
  );
}

function isReadElsewhere(
  source: Source,
  constant: Constant,
  keys: ReadonlySet<TSESTree.Node>,
): boolean {
  const isOther = (reference: Variable['references'][number]) => {
    const identifier = reference.identifier as TSESTree.Node;
    if (!reference.isRead() || isInType(reference) || keys.has(identifier)) return false;
    // A constant that only renames it is looked at itself.
    return identifier.parent?.type !== 'VariableDeclarator';
  };
  return (source.scopes.scopes as readonly Scope[]).some(({ variables }) =>
    variables.some((variable) => {
      const value = constantInitOf(variable);
      if (value === undefined || constantOf(source, value)?.id !== constant.id) return false;
      return isExported(variable) || variable.references.some(isOther);
    }),
  );
}

/** `get(ctx, 'user')`, `new Access('user')`. A text may be given to others for many reasons; with a context, to look it up. */
function isGiven(
  pass: Pass<unknown>,
  constant: Constant,
  calls: ReadonlySet<TSESTree.Node>,
): boolean {
  const { index, source, types } = pass;
  return [...index.of('CallExpression'), ...index.of('NewExpression')].some(
    (call) =>
      !calls.has(call) &&
      call.arguments.some((argument) => constantOf(source, argument)?.id === constant.id) &&
      !isDescribed(pass, call) &&
      (call.type === 'NewExpression' ||
        constant.id.startsWith('symbol:') ||
        call.arguments.some((each) => each.type !== 'SpreadElement' && types.mayBeContext(each))),
  );
}

/** `Symbol.for('user')`, `contextKey('user')`: what a key is called is no key. */
function isDescribed(
  { source, types }: Pass<unknown>,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): boolean {
  if (call.type === 'NewExpression') return false;
  const method = calledMember(call);
  const maker = method?.name === 'for' ? method.object : call.callee;
  return (
    isGlobal(source.scopes, maker, 'Symbol') || types.runtimeExport(call.callee) === 'contextKey'
  );
}

function isAnyAsked(
  { index, source, types }: Pass<unknown>,
  calls: ReadonlySet<TSESTree.Node>,
): boolean {
  return index.of('CallExpression').some((call) => {
    const method = calledMember(call);
    const [key, ...others] = call.arguments;
    if (method?.name !== 'value' || key === undefined || others.length > 0) return false;
    if (calls.has(call) || key.type === 'SpreadElement' || !mayBeAny(source, key)) return false;
    if (types.isOfTypeNamed(key, (name) => name === 'ContextKey')) return false;
    return types.mayBeContext(method.object);
  });
}

/** Could a key be any, as far as the file tells: neither a constant, nor made or imported once, nor a member of such? */
function mayBeAny(source: Source, key: TSESTree.Expression): boolean {
  let inner = unwrap(key);
  if (constantOf(source, inner) !== undefined) return false;
  const isMember = inner.type === 'MemberExpression';
  while (inner.type === 'MemberExpression') inner = unwrap(inner.object);
  const variable = variableOf(source.scopes, inner);
  if (variable === undefined) return true;
  const init = constantInitOf(variable);
  if (init !== undefined) return !isMember && !isMade(unwrap(init));
  // Enums, namespaces and static members of classes; what is imported, or required.
  const isDeclared = variable.defs.every(({ node }) => declared.test(node.type));
  return !isDeclared && importedBy(source, inner) === undefined;
}

const declared = /^(?:Class|Import|TSEnum|TSImport|TSModule)/;

function isMade({ type }: TSESTree.Node): boolean {
  return type === 'CallExpression' || type === 'NewExpression' || type === 'ObjectExpression';
}
