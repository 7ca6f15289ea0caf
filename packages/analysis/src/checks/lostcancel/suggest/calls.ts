/** What the names of functions, and the places of their calls, tell about how long they need their arguments. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyOf } from '../../../syntax/members.js';
import { wrapped } from '../../../syntax/unwrap.js';

/** Is the value of an expression waited for, directly or among others in `Promise.all`? */
export function isAwaited(node: TSESTree.Node): boolean {
  for (let at = node; ; at = at.parent) {
    switch (at.parent?.type) {
      case 'AwaitExpression':
        return true;
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'ArrayExpression':
      case 'ConditionalExpression':
        break;
      case 'CallExpression': {
        const { callee } = at.parent;
        const isAll =
          callee.type === 'MemberExpression' && /^all(?:Settled)?$/.test(keyOf(callee) ?? '');
        if (callee === at || !isAll) return false;
        break;
      }
      default:
        return false;
    }
  }
}

/** Does a `for await` take what a call gives, and close it when it ends? */
export function isConsumed(call: TSESTree.Node): boolean {
  const outer = wrapped(call);
  const { parent } = outer;
  return parent?.type === 'ForOfStatement' && parent.await && parent.right === outer;
}

/** Is it what a call calls? */
export function isCallee(node: TSESTree.Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === node;
}

/** A function of the language that keeps nothing. */
export function isHarmless(callee: TSESTree.Node): boolean {
  const named = callee.type === 'MemberExpression' ? callee.object : callee;
  return (
    named.type === 'Identifier' &&
    /^(?:Promise|Object|JSON|Array|String|Number|Boolean)$/.test(named.name)
  );
}

/** The methods by which one listens to an object. */
export const listens: ReadonlySet<string> = new Set([
  'addEventListener',
  'addListener',
  'on',
  'once',
  'prependListener',
]);

/** The runtime's functions that read a context and keep nothing of it. */
export const onlyLooks: ReadonlySet<string> = new Set([
  'throwIfDone',
  'cause',
  'isContext',
  'inject',
  'childCount',
]);

/** What sets something going. The name of a function is all that tells. */
export const starts: RegExp = words(
  'start spawn launch fork go serve listen schedule subscribe watch',
);

/** What keeps its arguments, as far as its name tells. */
export const keeps: RegExp = words(
  'push unshift splice set add append insert put fill store keep track enqueue queue register on once emit attach ' +
    'bind observe defer run begin init poll loop connect open provide install use setup background',
);

/** The methods of arrays that have run their closure when they return. */
export const iterates: ReadonlySet<string> = new Set(
  'map flatMap filter forEach some every find findIndex findLast findLastIndex reduce reduceRight sort toSorted'.split(
    ' ',
  ),
);

/** Names that are one of these words or begin with one: `on`, `onClose`, not `once` or `only`. */
function words(all: string): RegExp {
  return new RegExp(`^(?:${all.replaceAll(' ', '|')})(?![a-z])`);
}
