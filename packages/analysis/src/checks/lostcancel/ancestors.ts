/** Whose cancel functions end a context as well: those of the contexts that it comes from, in the same function. */
import type { TSESTree } from '@typescript-eslint/types';
import { variableOf, writesOf, type Variable } from '../../syntax/scopes.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Pass } from '../check.js';
import { receiverOf, type CancelAcquisition } from './acquisitions.js';

/** Answers for the acquisitions of one file. */
export function makeAncestors(
  pass: Pass<unknown>,
  acquisitions: readonly CancelAcquisition[],
): (acquisition: CancelAcquisition) => readonly CancelAcquisition[] {
  const { scopes } = pass.source;
  const byContext = new Map<Variable, CancelAcquisition>();
  for (const acquisition of acquisitions) {
    const { companion } = acquisition.acquired;
    const receiver = companion && receiverOf(acquisition.node, companion);
    const variable = receiver && variableOf(scopes, receiver);
    if (variable !== undefined && isConstant(variable)) byContext.set(variable, acquisition);
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
    // A constant is made of earlier ones, so this ends.
    while (given !== undefined) {
      const value = unwrap(given);
      if (value.type === 'CallExpression') {
        const isValue = pass.types.runtimeExport(value.callee) === 'withValue';
        given = isValue ? value.arguments[0] : undefined;
        continue;
      }
      const variable = variableOf(scopes, value);
      if (variable === undefined) return undefined;
      const made = byContext.get(variable);
      if (made !== undefined) return made;
      const declarator = variable.defs[0]?.node as TSESTree.Node | undefined;
      const isOne = declarator?.type === 'VariableDeclarator' && isConstant(variable);
      given =
        isOne && declarator.id.type === 'Identifier' ? (declarator.init ?? undefined) : undefined;
    }
    return undefined;
  }
}

function isConstant(variable: Variable): boolean {
  return variable.defs.length === 1 && writesOf(variable).length === 1;
}
