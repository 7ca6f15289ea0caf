/** `then`, `catch` and `finally`: which handlers a promise gets, and when they are called. */
import type { TSESTree } from '@typescript-eslint/types';
import { calledMember } from './callee.js';
import { wrapped } from './unwrap.js';

/** A call that gives handlers to a promise. */
export interface Handling {
  /** The promise that gets them. */
  readonly promise: TSESTree.Node;
  /** Called when that is fulfilled. */
  readonly fulfilled: TSESTree.Node | undefined;
  /** Called when it is rejected. */
  readonly rejected: TSESTree.Node | undefined;
  /** Does what it was rejected with go on behind the handler? */
  readonly goesOn: boolean;
}

/** What a call of `then`, `catch` or `finally` gives to whom; `undefined` for any other node. */
export function handlingOf(node: TSESTree.Node): Handling | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const method = calledMember(node);
  const most = method && mostHandlers.get(method.name);
  if (method === undefined || most === undefined) return undefined;
  const [first, second] = node.arguments;
  // Other libraries take more: a class of errors before the handler, one for progress.
  if (first === undefined || node.arguments.length > most) return undefined;
  if (node.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  const promise = method.object;
  switch (method.name) {
    case 'then': {
      const rejected = second === undefined || isNil(second) ? undefined : second;
      const fulfilled = isNil(first) ? undefined : first;
      return { promise, fulfilled, rejected, goesOn: rejected === undefined };
    }
    case 'catch':
      return { promise, fulfilled: undefined, rejected: first, goesOn: false };
    default:
      return { promise, fulfilled: first, rejected: first, goesOn: true };
  }
}

const mostHandlers: ReadonlyMap<string, number> = new Map([
  ['then', 2],
  ['catch', 1],
  ['finally', 1],
]);

function isNil(node: TSESTree.Node): boolean {
  return node.type === 'Identifier'
    ? node.name === 'undefined'
    : node.type === 'Literal' && node.raw === 'null';
}

/** What waits for the promise that this gives, or returns it: an `await`, a `return`, the arrow function that it is the body of. */
export function waiterOf(handling: TSESTree.Node): TSESTree.Node | undefined {
  const whole = wrapped(handling);
  const { parent } = whole;
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'ReturnStatement':
      return parent;
    case 'ArrowFunctionExpression':
      return parent.body === whole ? parent : undefined;
    case 'MemberExpression': {
      const call = parent.object === whole ? wrapped(parent).parent : undefined;
      const isLink = call !== undefined && handlingOf(call)?.promise === whole;
      return isLink ? waiterOf(call) : undefined;
    }
    default:
      return undefined;
  }
}

/** Is this one of the handlers of a promise that is awaited? Then they have been called when the `await` is over, or never are. */
export function isHandlerAwaited(handler: TSESTree.Node): boolean {
  const whole = wrapped(handler);
  const call = whole.parent;
  const handling = call && handlingOf(call);
  if (handling?.fulfilled !== whole && handling?.rejected !== whole) return false;
  return waiterOf(call!)?.type === 'AwaitExpression';
}
