/** The acquisitions of a file. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyOf } from '../../syntax/members.js';
import { variableOf, type Variable } from '../../syntax/scopes.js';
import type { Pass } from '../check.js';
import { keyOfPart } from '../track/value.js';
import { acquisitionOf, receiverOf, type CancelAcquisition } from './acquisition.js';
import { makeLocalFactories } from './local-factories.js';

/** Finds the calls of factories. The cheap question, by name, is asked of every call of the file. */
export function* eachAcquisition(pass: Pass<unknown>): Generator<CancelAcquisition> {
  const { scopes } = pass.source;
  const localFactory = makeLocalFactories(pass);
  // A cancel function makes nothing; most calls of a name like `cancel` are calls of one.
  const cancels = new Set<Variable>();
  const pairs = new Map<Variable, string>();
  for (const call of pass.index.of('CallExpression')) {
    if (isCancel(call.callee)) continue;
    const factory = localFactory(call);
    const acquisition = factory === undefined ? undefined : acquisitionOf(call, factory);
    if (acquisition === undefined) continue;
    const { node, acquired } = acquisition;
    const receiver = receiverOf(node, acquired.resource);
    const variable = receiver && variableOf(scopes, receiver);
    if (variable !== undefined) cancels.add(variable);
    const whole = receiverOf(node, { kind: 'whole' });
    const pair = whole && variableOf(scopes, whole);
    if (pair !== undefined) pairs.set(pair, keyOfPart(acquired.resource));
    yield acquisition;
  }

  function isCancel(callee: TSESTree.Node): boolean {
    if (callee.type === 'MemberExpression') {
      const pair = variableOf(scopes, callee.object);
      return pair !== undefined && pairs.has(pair) && pairs.get(pair) === keyOf(callee);
    }
    const variable = variableOf(scopes, callee);
    return variable !== undefined && cancels.has(variable);
  }
}
