/** What the place of an expression wants, read from the file alone: annotations around it, parameters it is given to. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberKey } from '../syntax/members.js';
import { enclosingFunction, type FunctionNode } from '../syntax/returns.js';
import { isJavaScript } from '../syntax/source.js';
import { isConst } from '../syntax/unwrap.js';
import { knownOfType, maxDepth, type File } from './annotation.js';
import { hasAnnotation, knownOf, knownOfDeclared } from './expression.js';
import { fixerOfValue } from './fixed.js';
import { unknown, type Known } from './known.js';
import { knownOfArgumentHere } from './local.js';
import { withoutNil } from './operators.js';

/** The declared type of what takes the value of this expression; `unknown` where the file does not say. */
export function knownOfPlace(file: File, value: TSESTree.Node, depth: number = maxDepth): Known {
  const { parent } = value;
  if (depth === 0 || parent === undefined) return unknown;
  const next = depth - 1;
  switch (parent.type) {
    case 'Property':
      return knownOfProperty(file, parent, value, next);
    case 'ArrayExpression':
      return knownOfElement(file, parent, value, next);
    case 'ConditionalExpression':
      return parent.test === value ? unknown : knownOfPlace(file, parent, next);
    case 'LogicalExpression':
      return parent.right === value ? knownOfPlace(file, parent, next) : unknown;
    case 'SpreadElement':
      // `{ ...{ ctx } }` has the members of both.
      return parent.parent.type === 'ObjectExpression'
        ? knownOfPlace(file, parent.parent, next)
        : unknown;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
      return isConst(parent.typeAnnotation)
        ? knownOfPlace(file, parent, next)
        : knownOfType(file, parent.typeAnnotation, next);
    case 'VariableDeclarator':
      return hasAnnotation(parent.id) ? knownOfDeclared(file, parent.id, next) : unknown;
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.typeAnnotation == null ? unknown : knownOfDeclared(file, parent, next);
    case 'AssignmentPattern':
      return parent.right === value ? knownOfDeclared(file, parent.left, next) : unknown;
    case 'AssignmentExpression':
      return parent.right === value ? knownOf(file, parent.left, next) : unknown;
    case 'ArrowFunctionExpression':
      return parent.body === value ? knownOfResult(file, parent, next) : unknown;
    case 'ReturnStatement': {
      const fn = enclosingFunction(parent);
      return fn === undefined ? unknown : knownOfResult(file, fn, next);
    }
    case 'YieldExpression':
      return parent.delegate ? unknown : knownOfYield(file, parent, next);
    case 'CallExpression':
    case 'NewExpression': {
      const index = parent.arguments.findIndex((argument) => argument === value);
      const isCertain = !parent.arguments.slice(0, index).some((a) => a.type === 'SpreadElement');
      return index >= 0 && isCertain ? knownOfArgumentHere(file, parent, index) : unknown;
    }
    default:
      return unknown;
  }
}

/** Does the place of an object literal say what the member of this name is? True also where other files declare the place. */
export function isMemberDeclared(
  file: File,
  object: TSESTree.ObjectExpression,
  key: string,
): boolean {
  const whole = withoutNil(knownOfPlace(file, object));
  const isAnnotated = fixerOfValue(object)?.kind === 'annotation';
  if (whole.kind === 'unknown') return isAnnotated && !isJavaScript(file.source.path);
  const member = whole.kind === 'object' ? whole.members().get(key) : undefined;
  return member !== undefined && member.kind !== 'unknown';
}

function knownOfProperty(
  file: File,
  property: TSESTree.Property,
  value: TSESTree.Node,
  depth: number,
): Known {
  if (property.value !== value) return unknown;
  const whole = withoutNil(knownOfPlace(file, property.parent, depth));
  if (whole.kind === 'list' && whole.keys === 'any') return whole.of[0] ?? unknown;
  const name = memberKey(property);
  if (whole.kind !== 'object' || name === undefined) return unknown;
  return whole.members().get(name) ?? unknown;
}

function knownOfElement(
  file: File,
  array: TSESTree.ArrayExpression,
  value: TSESTree.Node,
  depth: number,
): Known {
  const whole = knownOfPlace(file, array, depth);
  if (whole.kind === 'list') return whole.of.length === 1 ? whole.of[0]! : unknown;
  if (whole.kind !== 'tuple') return unknown;
  const index = array.elements.findIndex((element) => element === value);
  if (array.elements.slice(0, index).some((each) => each?.type === 'SpreadElement')) return unknown;
  return whole.of[index] ?? unknown;
}

/** What a generator's annotation says that it gives at a time. */
function knownOfYield(file: File, node: TSESTree.YieldExpression, depth: number): Known {
  const type = enclosingFunction(node)?.returnType;
  const known = type == null ? unknown : knownOfType(file, type, depth);
  return known.kind === 'list' && known.of.length === 1 ? known.of[0]! : unknown;
}

/** What a function must give back by its own annotation; of an async one, what its promise holds. */
function knownOfResult(file: File, fn: FunctionNode, depth: number): Known {
  if (fn.returnType == null || fn.generator) return unknown;
  const known = knownOfType(file, fn.returnType, depth);
  if (!fn.async) return known;
  return known.kind === 'promise' ? known.of : unknown;
}
