/** What takes a value, as messages show it: with its backticks, or in words. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, lastSpelling, superClassOf } from '../../syntax/callee.js';
import type { FunctionNode } from '../../syntax/returns.js';
import { unwrap } from '../../syntax/unwrap.js';
import type { FilePass } from '../check.js';

/** The name that says what a callee is, as it is spelled there; of `super`, that of the class that it stands for. */
export function spellingOfCallee(callee: TSESTree.Node): string | undefined {
  const inner = namedBy(callee);
  return inner && lastSpelling(inner);
}

function nameOfCallee(callee: TSESTree.Node): string | undefined {
  const inner = namedBy(callee);
  return inner && lastName(inner);
}

function namedBy(callee: TSESTree.Node): TSESTree.Node | undefined {
  const inner = unwrap(callee.type === 'Super' ? (superClassOf(callee) ?? callee) : callee);
  // What stands at a place in an array goes by no name.
  const isElement =
    inner.type === 'MemberExpression' &&
    inner.property.type === 'Literal' &&
    typeof inner.property.value === 'number';
  return isElement ? undefined : inner;
}

/** A callee, of `new` where it `makes` something. */
export function takerOf({ source }: FilePass, callee: TSESTree.Node, makes: boolean): string {
  const text = source.text.slice(...unwrap(callee).range);
  const shown = isShort(text) ? text : nameOfCallee(callee);
  if (shown === undefined) return makes ? 'a class' : 'a function';
  return makes ? `\`new ${shown}\`` : `\`${shown}\``;
}

/** What a value is assigned to. */
export function nameOfTarget({ source }: FilePass, target: TSESTree.Node): string {
  switch (target.type) {
    case 'Identifier':
      return `\`${target.name}\``;
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return `\`${source.text.slice(...target.key.range)}\``;
    case 'MemberExpression': {
      const text = source.text.slice(...target.range);
      return /^[\w$.?#[\]'"]{1,60}$/.test(text) ? `\`${text}\`` : 'a property';
    }
    default: {
      const text = source.text.slice(...target.range);
      return isShort(text) ? `\`${text}\`` : 'a variable';
    }
  }
}

/** Does this source text read well in a message? */
function isShort(text: string): boolean {
  return /^[\w$.?#]{1,60}$/.test(text);
}

/** What a value is returned by. */
export function nameOfFunction(fn: FunctionNode): string {
  if (fn.id) return `\`${fn.id.name}\``;
  const { parent } = fn;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
    return `\`${parent.id.name}\``;
  }
  const isNamed =
    parent.type === 'MethodDefinition' ||
    parent.type === 'Property' ||
    parent.type === 'PropertyDefinition';
  return isNamed && parent.key.type === 'Identifier' ? `\`${parent.key.name}\`` : 'a function';
}
