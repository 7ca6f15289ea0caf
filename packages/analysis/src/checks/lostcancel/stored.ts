/**
 * Functions that put what they acquire where others find it, and give it to their caller as well:
 *
 *     #for(id: string) { let job = this.#jobs.get(id); if (!job) this.#jobs.set(id, (job = withCancel(root))); return job; }
 *
 * Who calls one gets what has a holder already, and need not cancel it.
 */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from '../../syntax/callee.js';
import { keyOf } from '../../syntax/members.js';
import type { Names } from '../../syntax/methods.js';
import { targetsOf } from '../../syntax/patterns.js';
import type { FunctionNode } from '../../syntax/returns.js';
import {
  constantInitOf,
  contains,
  scopeNodeOf,
  variableOf,
  type Variable,
} from '../../syntax/scopes.js';
import { unwrap, wrapped } from '../../syntax/unwrap.js';
import { filling } from '../track/lists.js';
import { reachOf } from '../track/reach.js';
import { keyOfPart } from '../track/value.js';
import { receiverOf, type CancelAcquisition } from './acquisition.js';

/** Does a function put what it acquires into an object or a variable of others? */
export function isStored(
  names: Names,
  { node, root, acquired }: CancelAcquisition,
  fn: FunctionNode,
): boolean {
  const { companion } = acquired;
  const context = companion && receiverOf(node, companion);
  const { carriers } = reachOf(names, node, root);
  return [...carriers].some((carrier) => {
    // What a cancel function returns is nothing, and the context releases nothing.
    if (carrier.type === 'CallExpression' && carrier !== node) return false;
    const isContext =
      carrier.type === 'MemberExpression'
        ? companion !== undefined && keyOf(carrier) === keyOfPart(companion)
        : context !== undefined &&
          carrier.type === 'Identifier' &&
          variableOf(names.scopes, carrier) === variableOf(names.scopes, context);
    return !isContext && isPutElsewhere(names.scopes, carrier, fn);
  });
}

function isPutElsewhere(scopes: ScopeManager, value: TSESTree.Node, fn: FunctionNode): boolean {
  const whole = wrapped(value);
  const { parent } = whole;
  if (parent?.type === 'AssignmentExpression' && parent.right === whole) {
    return targetsOf(parent.left).some((target) => {
      if (target.type === 'MemberExpression') return isOfOthers(scopes, target.object, fn);
      return !isOwn(variableOf(scopes, target), fn);
    });
  }
  if (parent?.type !== 'CallExpression' || parent.callee === whole) return false;
  const method = calledMember(parent);
  return method !== undefined && filling.has(method.name) && isOfOthers(scopes, method.object, fn);
}

/** Is an object none that the function makes itself? */
function isOfOthers(scopes: ScopeManager, object: TSESTree.Node, fn: FunctionNode): boolean {
  let inner = unwrap(object);
  while (inner.type === 'MemberExpression') inner = unwrap(inner.object);
  const variable = variableOf(scopes, inner);
  if (!isOwn(variable, fn) || variable?.defs[0]?.type === 'Parameter') return true;
  const made = constantInitOf(variable);
  return made !== undefined && /^(?:Call|Member|Await)Expression$/.test(unwrap(made).type);
}

function isOwn(variable: Variable | undefined, fn: FunctionNode): boolean {
  return variable !== undefined && contains(fn, scopeNodeOf(variable));
}
