/** Whose cancel functions end a context as well: those of the contexts that it comes from, in the same function. */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import { contains, variableOf, writesOf, type Variable } from '../../syntax/scopes.js';
import { hasLoopAround, isStatementList } from '../../syntax/statements.js';
import { keyOf } from '../../syntax/members.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Pass } from '../check.js';
import { keyOfPart } from '../track/value.js';
import { receiverOf, type CancelAcquisition } from './acquisition.js';

/** Answers for the acquisitions of one file. */
export function makeAncestors(
  pass: Pass<unknown>,
  acquisitions: readonly CancelAcquisition[],
): (acquisition: CancelAcquisition) => readonly CancelAcquisition[] {
  const { scopes } = pass.source;
  const byReceiver = new Map<TSESTree.Node, CancelAcquisition>();
  const byPair = new Map<TSESTree.Node, CancelAcquisition>();
  for (const acquisition of acquisitions) {
    const { companion } = acquisition.acquired;
    const receiver = companion && receiverOf(acquisition.node, companion);
    if (receiver !== undefined) byReceiver.set(receiver, acquisition);
    const pair = receiverOf(acquisition.node, { kind: 'whole' });
    if (pair !== undefined) byPair.set(pair, acquisition);
  }
  return ancestorsOf;

  function ancestorsOf({ call, root }: CancelAcquisition): CancelAcquisition[] {
    const found: CancelAcquisition[] = [];
    for (
      let at = parentOf(call);
      at?.root === root && !found.includes(at);
      at = parentOf(at.call)
    ) {
      found.push(at);
    }
    return found;
  }

  /** The acquisition that made the context which a call is given, through `withValue` and other names. */
  function parentOf(call: TSESTree.CallExpression): CancelAcquisition | undefined {
    let given: TSESTree.Node | undefined = call.arguments[0];
    // What a variable holds was made earlier, so this ends.
    while (given !== undefined) {
      const value = unwrap(given);
      if (value.type === 'CallExpression') {
        const isValue = pass.types.runtimeExport(value.callee) === 'withValue';
        given = isValue ? value.arguments[0] : undefined;
        continue;
      }
      if (value.type === 'MemberExpression') return inPair(value);
      const variable = variableOf(scopes, value);
      if (variable === undefined) return undefined;
      const write = writeBefore(variable, value);
      const made = write && byReceiver.get(write);
      if (made !== undefined) return made;
      const declarator = write?.parent;
      const isName = declarator?.type === 'VariableDeclarator' && declarator.id === write;
      given = isName ? (declarator.init ?? undefined) : undefined;
    }
    return undefined;
  }

  /** `pair[0]`: the acquisition whose whole result a variable holds. */
  function inPair(member: TSESTree.MemberExpression): CancelAcquisition | undefined {
    const variable = variableOf(scopes, member.object);
    const write = variable && writeBefore(variable, member.object);
    const made = write && byPair.get(write);
    const companion = made?.acquired.companion;
    const isCompanion = companion !== undefined && keyOf(member) === keyOfPart(companion);
    return isCompanion ? made : undefined;
  }
}

/**
 * The one write whose value a use finds: the only one, or the last one before it, where all that come before stand in lists
 * of statements around the use. `undefined` where it may find another's.
 */
function writeBefore(variable: Variable, use: TSESTree.Node): TSESTree.Node | undefined {
  const writes = writesOf(variable);
  if (variable.defs.length !== 1 || writes.length <= 1) return writes[0];
  const root = rootOf(use);
  if (hasLoopAround(use, root) || writes.some((write) => rootOf(write) !== root)) return undefined;
  const before = writes.filter((write) => {
    const statement = statementOf(write);
    return statement === undefined || statement.range[1] <= use.range[0];
  });
  const isSure = before.every((write) => {
    const list = statementOf(write)?.parent;
    return list !== undefined && isStatementList(list) && contains(list, use);
  });
  return isSure ? before.at(-1) : undefined;
}

/** The statement around a node that is no part of another statement's condition, or of a function in it. */
function statementOf(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    if (at.type === 'VariableDeclaration' || at.type === 'ExpressionStatement') return at;
    if (at.type.endsWith('Statement') || 'params' in at) return undefined;
  }
  return undefined;
}
