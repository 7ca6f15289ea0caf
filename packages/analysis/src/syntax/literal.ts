/** What literals say. */
import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { isGlobal } from './scopes.js';
import { unwrap } from './unwrap.js';

/** A value that a program can write as a literal. */
export type Primitive = string | number | bigint | boolean | null | undefined;

/** The value of a literal, `-1` and a template without holes included; `undefined` for all else, names too. */
export function literalOf(node: TSESTree.Node): { readonly value: Primitive } | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
      if ('regex' in inner) return undefined;
      return 'bigint' in inner ? { value: BigInt(inner.bigint) } : { value: inner.value };
    case 'TemplateLiteral': {
      const [only, ...others] = inner.quasis;
      const text = others.length === 0 ? only?.value.cooked : undefined;
      return typeof text === 'string' ? { value: text } : undefined;
    }
    case 'UnaryExpression': {
      if (inner.operator === 'void') return { value: undefined };
      const negated = inner.operator === '-' ? literalOf(inner.argument)?.value : undefined;
      return typeof negated === 'number' || typeof negated === 'bigint'
        ? { value: -negated }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The nil that an expression is, as it is written; one in an assertion is none, for that says what it stands for. */
export function nilOf(
  scopes: ScopeManager,
  node: TSESTree.Node,
): 'null' | 'undefined' | 'void 0' | undefined {
  switch (node.type) {
    case 'Identifier':
      return isGlobal(scopes, node, 'undefined') ? 'undefined' : undefined;
    case 'Literal':
      return literalOf(node)?.value === null ? 'null' : undefined;
    case 'UnaryExpression':
      return node.operator === 'void' ? 'void 0' : undefined;
    default:
      return undefined;
  }
}
