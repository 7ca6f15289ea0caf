/** What an expression is made with, where its own names do not tell: the type arguments of what made the object that it comes from. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberAt } from '../syntax/class-members.js';
import { constantInitOf, variableOf } from '../syntax/scopes.js';
import type { Source } from '../syntax/source.js';
import { unwrap } from '../syntax/unwrap.js';

/** From a value to what made it there are no more steps than this. */
const maxSteps = 6;

/** Has `new AsyncLocalStorage<Context>()` made what `storage.getStore()` is asked of? `isName` tells which names are looked for. */
export function isMadeWith(
  source: Source,
  node: TSESTree.Node,
  isName: (name: string) => boolean,
  steps: number = maxSteps,
): boolean {
  if (steps === 0) return false;
  const isSo = (of: TSESTree.Node) => isMadeWith(source, of, isName, steps - 1);
  const inner = unwrap(node);
  switch (inner.type) {
    case 'AwaitExpression':
      return isSo(inner.argument);
    case 'ChainExpression':
      return isSo(inner.expression);
    case 'CallExpression':
    case 'NewExpression': {
      const { callee, typeArguments } = inner;
      if (typeArguments != null) {
        const names = source.text.slice(...typeArguments.range).match(/[\w$]+/g) ?? [];
        if (names.some(isName)) return true;
      }
      return callee.type === 'MemberExpression' && isSo(callee.object);
    }
    case 'MemberExpression': {
      const field = memberAt(source.scopes, inner);
      const value = field?.type === 'PropertyDefinition' ? field.value : inner.object;
      return value !== null && isSo(value);
    }
    case 'Identifier': {
      const init = constantInitOf(variableOf(source.scopes, inner));
      return init !== undefined && isSo(init);
    }
    default:
      return false;
  }
}
