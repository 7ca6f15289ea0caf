/**
 * The shape of a factory that only settings call one. Its type need not name `CancelFunc`: the cancel function is
 * then the function it returns, alone or in a pair; and where the type is unknown, what the caller takes it for.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { isCancel, isContext, pairOf, type Known } from './known.js';
import type { Factory, Part } from './port.js';

type Shape = Pick<Factory, 'cancel' | 'context' | 'promise'>;

/** The factory that settings name, whose call returns `returned`; `undefined` where that holds no function. */
export function namedFactory(
  name: string,
  returned: Known,
  call: TSESTree.CallExpression,
): Factory | undefined {
  const shape = pairOf(returned) ?? shapeOf(returned, call);
  return shape && { name, ...shape, keeps: 'child' };
}

function shapeOf(returned: Known, call: TSESTree.CallExpression): Shape | undefined {
  switch (returned.kind) {
    case 'promise': {
      const shape = shapeOf(returned.of, call);
      return shape && { ...shape, promise: true };
    }
    case 'function':
    case 'cancel':
      return { cancel: { kind: 'whole' }, context: undefined, promise: false };
    case 'tuple':
      return ofParts(returned.of.map((known, index) => [{ kind: 'element', index }, known]));
    case 'object':
      return ofParts(
        [...returned.members()].map(([name, known]) => [{ kind: 'property', name }, known]),
      );
    case 'unknown':
      return ofUse(call);
    default:
      return undefined;
  }
}

function ofParts(parts: readonly (readonly [Part, Known])[]): Shape | undefined {
  const cancel =
    parts.find(([, known]) => isCancel(known)) ?? parts.find(([, { kind }]) => kind === 'function');
  if (cancel === undefined) return undefined;
  const context = parts.find(([, known]) => isContext(known));
  return { cancel: cancel[0], context: context?.[0], promise: false };
}

/** `const [, cancel] = …`, `const { cancel } = …`, `const stop = …`, each with or without `await`. */
function ofUse(call: TSESTree.CallExpression): Shape {
  const promise = call.parent.type === 'AwaitExpression';
  const value: TSESTree.Node = promise ? call.parent : call;
  const parent = value.parent;
  const target = parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  if (target?.type === 'ArrayPattern') {
    const index = Math.max(0, target.elements.length - 1);
    const context: Part | undefined = index === 0 ? undefined : { kind: 'element', index: 0 };
    return { cancel: { kind: 'element', index }, context, promise };
  }
  if (target?.type === 'ObjectPattern') {
    return { cancel: { kind: 'property', name: 'cancel' }, context: undefined, promise };
  }
  return { cancel: { kind: 'whole' }, context: undefined, promise };
}
