/** What shows that a context is done: then nothing of it is left, and its cancel function has nothing to do. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyOf } from '../../syntax/members.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { Types } from '../../types/port.js';
import type { IsCompanion, Shown } from '../track/protocol.js';

/** Does a context of ours turn out to be done where this comes out so? The runtime's functions are known by their names. */
export function isDone(
  node: TSESTree.Node,
  by: Shown,
  isOurs: IsCompanion,
  types: Pick<Types, 'runtimeExport'>,
): boolean {
  const unwrapped = unwrap(node);
  const inner = unwrapped.type === 'ChainExpression' ? unwrapped.expression : unwrapped;
  switch (by) {
    case 'true':
      return isErr(inner) || isMember(inner, 'aborted', isSignal) || isComparedToError(inner);
    case 'resumed':
      return isMember(calleeOf(inner), 'done', isOurs);
    case 'thrown':
      return isMember(calleeOf(inner), 'throwIfAborted', isSignal) || throwsOnceDone(inner);
  }

  /** `ctx.err()` */
  function isErr(call: TSESTree.Node): boolean {
    return isMember(calleeOf(call), 'err', isOurs);
  }

  /** `ctx.signal` */
  function isSignal(value: TSESTree.Node): boolean {
    return isMember(value, 'signal', isOurs);
  }

  /** `ctx.err() === Canceled`, `ctx.err() instanceof Error` */
  function isComparedToError(test: TSESTree.Node): boolean {
    if (test.type !== 'BinaryExpression') return false;
    const { operator, left, right } = test;
    if (operator === 'instanceof') return isErr(unwrap(left));
    if (operator !== '===' && operator !== '==') return false;
    return (isErr(unwrap(left)) && isError(right)) || (isErr(unwrap(right)) && isError(left));
  }

  function isError(value: TSESTree.Node): boolean {
    return errors.has(types.runtimeExport(value) ?? '');
  }

  /** `throwIfDone(ctx)`, and `sleep(ctx, 100)` where it is awaited */
  function throwsOnceDone(call: TSESTree.Node): boolean {
    if (call.type !== 'CallExpression') return false;
    const [first] = call.arguments;
    return (
      first !== undefined && isOurs(first) && throwing.has(types.runtimeExport(call.callee) ?? '')
    );
  }
}

const errors: ReadonlySet<string> = new Set(['Canceled', 'DeadlineExceeded']);
const throwing: ReadonlySet<string> = new Set(['sleep', 'throwIfDone']);

function calleeOf(node: TSESTree.Node): TSESTree.Node | undefined {
  return node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
}

/** Is it the member of this name of what is looked for? */
function isMember(
  node: TSESTree.Node | undefined,
  name: string,
  isOf: (object: TSESTree.Node) => boolean,
): boolean {
  return node?.type === 'MemberExpression' && keyOf(node) === name && isOf(unwrap(node.object));
}
