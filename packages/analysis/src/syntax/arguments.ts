/** The arguments of a call by their positions, and those that it hands on to another function. */
import type { TSESTree } from '@typescript-eslint/types';
import { accessedKey } from './members.js';
import { isFrozen, unwrap } from './unwrap.js';

/** An argument and the position at which its callee receives it. */
export interface Argument {
  readonly value: TSESTree.Expression;
  readonly index: number;
}

/**
 * The arguments whose positions are certain: those before any spread, and the elements of arrays that are written out
 * behind one (`...[a, b]`).
 */
export function argumentsOf(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): readonly Argument[] {
  return listed(call.arguments);
}

/** What a call hands on, and to which function. */
export interface HandedOn {
  readonly to: TSESTree.Expression;
  /** By their positions in the call that is made, or will be. */
  readonly arguments: readonly Argument[];
}

/**
 * What `f.call(it, a)`, `f.apply(it, [a])`, `f.bind(it, a)` and `Reflect.apply(f, it, [a])` hand on to `f`, by how they are written: an object
 * may have a method of its own of such a name. `undefined` for other calls.
 */
export function handedOn(call: TSESTree.CallExpression): HandedOn | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const { object } = callee;
  switch (accessedKey(callee)) {
    case 'bind':
    case 'call':
      return { to: object, arguments: behindFirst(argumentsOf(call)) };
    case 'apply': {
      const [first, second, third] = argumentsOf(call);
      const isReflect = object.type === 'Identifier' && object.name === 'Reflect';
      if (isReflect) return first && { to: first.value, arguments: elementsOf(third?.value) };
      return { to: object, arguments: elementsOf(second?.value) };
    }
    default:
      return undefined;
  }
}

function behindFirst([, ...rest]: readonly Argument[]): Argument[] {
  return rest.map(({ value, index }) => ({ value, index: index - 1 }));
}

function elementsOf(list: TSESTree.Expression | undefined): readonly Argument[] {
  const array = list && arrayOf(list);
  return array === undefined ? [] : listed(array.elements);
}

/** An array that is written out; what another assertion than `as const` says of one is not known. */
function arrayOf(node: TSESTree.Expression): TSESTree.ArrayExpression | undefined {
  const inner = isFrozen(node) ? node.expression : node;
  return inner.type === 'ArrayExpression' ? inner : undefined;
}

function listed(top: readonly (TSESTree.CallExpressionArgument | null)[]): readonly Argument[] {
  const list: Argument[] = [];
  add(top);
  return list;

  /** False where what follows has no certain position. */
  function add(values: readonly (TSESTree.CallExpressionArgument | null)[]): boolean {
    for (const value of values) {
      // A hole in an array is `undefined`, but it is not written.
      if (value === null) return false;
      if (value.type !== 'SpreadElement') {
        list.push({ value, index: list.length });
        continue;
      }
      const spread = arrayOf(value.argument);
      if (spread === undefined || !add(spread.elements)) return false;
    }
    return true;
  }
}
