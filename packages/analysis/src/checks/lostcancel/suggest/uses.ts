/** What a function does with its cancel function: calls it, only looks at it, or gives it to somebody. */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../../flow/build.js';
import { isConsole } from '../../../syntax/callee.js';
import { keyOf } from '../../../syntax/members.js';
import { isHandlerAwaited } from '../../../syntax/promises.js';
import { isInType, variableOf, type Variable } from '../../../syntax/scopes.js';
import type { Source } from '../../../syntax/source.js';
import { isUsing } from '../../../syntax/statements.js';
import type { Part } from '../../../types/port.js';
import { keyOfPart } from '../../track/value.js';

/** The uses of one holder. Whatever is not certain counts as giving it away. */
export interface Uses {
  readonly calls: number;
  /** Does a function that is there before it stands in the text speak of it? Then mentions do not tell when. */
  readonly isHoisted: boolean;
  /** The mentions by which somebody else may have it. */
  readonly given: readonly TSESTree.Node[];
}

/** Looks at every mention of a variable that holds the function, or has it as a part. */
export function usesOf(source: Source, variable: Variable, part: Part): Uses {
  const given: TSESTree.Node[] = [];
  const seen = new Set<Variable>();
  let calls = 0;
  let isHoisted = false;
  visit(variable, part);
  return { calls, isHoisted, given };

  function visit(holder: Variable, at: Part): void {
    if (seen.has(holder)) return;
    seen.add(holder);
    const home = rootOf(holder.identifiers[0] as TSESTree.Node);
    for (const reference of holder.references) {
      const mention = reference.identifier as TSESTree.Node;
      if (reference.init === true || isInType(reference)) continue;
      const root = rootOf(mention);
      if (root === home || (isHandlerAwaited(root) && rootOf(root.parent!) === home)) {
        judge(mention, at);
        continue;
      }
      // A closure may run whenever it likes.
      given.push(mention);
      isHoisted ||= isInDeclaration(mention, home);
    }
  }

  function judge(node: TSESTree.Node, at: Part): void {
    const { parent } = node as { parent?: TSESTree.Node };
    if (at.kind !== 'whole') {
      if (parent?.type === 'VariableDeclarator' && parent.init === node) {
        if (!takeParts(parent.id, keyOfPart(at))) given.push(node);
        return;
      }
      const key = parent?.type === 'MemberExpression' && parent.object === node && keyOf(parent);
      if (key === keyOfPart(at)) judge(parent!, { kind: 'whole' });
      // Another part of the result is not the function.
      else if (typeof key !== 'string') given.push(node);
      return;
    }
    switch (parent?.type) {
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        judge(parent, at);
        return;
      case 'CallExpression':
        if (parent.callee === node || isHandlerAwaited(node)) calls++;
        else if (!isConsole(source.scopes, parent.callee)) given.push(node);
        return;
      case 'MemberExpression':
        if (parent.object === node && /^(?:call|apply|length|name)$/.test(keyOf(parent) ?? ''))
          calls++;
        else given.push(node);
        return;
      case 'VariableDeclarator':
        if (parent.id.type === 'Identifier' && parent.init === node) take(parent.id, parent.parent);
        else given.push(node);
        return;
      case 'ConditionalExpression':
        if (parent.test !== node) judge(parent, at);
        return;
      case 'LogicalExpression':
        if (parent.left !== node || parent.operator !== '&&') judge(parent, at);
        return;
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'ExpressionStatement':
      case 'IfStatement':
        return;
      default:
        given.push(node);
    }
  }

  /** `const { port, close } = server`; false where it is not certain what is taken. */
  function takeParts(pattern: TSESTree.Node, part: string): boolean {
    const taken: (TSESTree.Node | null)[] = [];
    if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        const key = property.type === 'Property' ? keyOf(property) : undefined;
        if (key === undefined) return false;
        if (key === part) taken.push(property.type === 'Property' ? property.value : null);
      }
    } else if (pattern.type === 'ArrayPattern') {
      if (pattern.elements.at(-1)?.type === 'RestElement') return false;
      taken.push(pattern.elements[Number(part)] ?? null);
    } else {
      return false;
    }
    return taken.every((each) => {
      if (each === null) return true;
      const alias = each.type === 'Identifier' ? variableOf(source.scopes, each) : undefined;
      if (alias !== undefined) visit(alias, { kind: 'whole' });
      return alias !== undefined;
    });
  }

  /** `const stop = cancel`, `using _ = cancel` */
  function take(id: TSESTree.Identifier, declaration: TSESTree.VariableDeclaration): void {
    if (isUsing(declaration)) {
      calls++;
      return;
    }
    const alias = variableOf(source.scopes, id);
    if (alias === undefined) given.push(id);
    else visit(alias, { kind: 'whole' });
  }
}

function isInDeclaration(mention: TSESTree.Node, home: TSESTree.Node): boolean {
  for (let at = mention.parent; at != null && at !== home; at = at.parent) {
    if (at.type === 'FunctionDeclaration') return true;
  }
  return false;
}
