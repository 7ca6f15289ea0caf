/** What runs where an object of a class of this file is built. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Root } from '../../flow/graph.js';
import { calledFunction } from '../../syntax/functions.js';
import { nodesWithin } from '../../syntax/index-file.js';
import type { Names } from '../../syntax/methods.js';
import { isErrorClass } from '../../types/harmless.js';

/** Is this a class of this file without a base but perhaps an error, and can neither its constructor nor its fields throw? */
export function isBuiltSafely(
  { scopes, index }: Names,
  callee: TSESTree.Node,
  rootThrows: (root: Root) => boolean,
): boolean {
  const built = calledFunction(scopes, callee);
  if (built === undefined || 'params' in built) return false;
  if (built.superClass !== null && !isErrorClass(scopes, built.superClass)) return false;
  // What is only declared runs code that nobody sees.
  if (built.declare) return false;
  // A decorator puts what it pleases there; those of an exported class stand before `export`.
  const own = (built.decorators as readonly TSESTree.Node[] | undefined) ?? [];
  if (own.length > 0 || nodesWithin(index.of('Decorator'), built.range).length > 0) return false;
  return !built.body.body.some(mayThrow);

  function mayThrow(member: TSESTree.ClassElement): boolean {
    switch (member.type) {
      case 'MethodDefinition': {
        const { value } = member;
        return (
          member.kind === 'constructor' && value.type === 'FunctionExpression' && rootThrows(value)
        );
      }
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return !member.static && rootThrows(member);
      default:
        return false;
    }
  }
}
