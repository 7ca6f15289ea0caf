/** The flow inside expressions, in the order of evaluation. */
import type { TSESTree } from '@typescript-eslint/types';
import { visitConditional, visitLogical } from './branches.js';
import { ask, visitChain, visitList } from './chains.js';
import type { Draft } from './draft.js';
import { isNode } from '../syntax/index-file.js';
import { bind, unknown, valueOf } from './patterns.js';

/** Evaluates an expression for its value. */
export function visit(draft: Draft, node: TSESTree.Node): void {
  if (draft.current === undefined) return;
  switch (node.type) {
    case 'CallExpression':
    case 'MemberExpression':
    case 'ChainExpression':
      visitChain(draft, node);
      return;
    case 'NewExpression':
      visit(draft, node.callee);
      visitList(draft, node.arguments);
      draft.emitThrowing({ kind: 'call', node });
      return;
    case 'TaggedTemplateExpression':
      visit(draft, node.tag);
      visitList(draft, node.quasi.expressions);
      draft.emitThrowing({ kind: 'call', node });
      return;
    case 'AwaitExpression':
      visit(draft, node.argument);
      draft.emitThrowing({ kind: 'await', node });
      return;
    case 'YieldExpression':
      if (node.argument) visit(draft, node.argument);
      draft.yield({ kind: 'yield', node });
      return;
    case 'LogicalExpression':
      visitLogical(draft, node);
      return;
    case 'ConditionalExpression':
      visitConditional(draft, node);
      return;
    case 'AssignmentExpression':
      visitAssignment(draft, node);
      return;
    case 'SequenceExpression':
      visitList(draft, node.expressions);
      return;
    case 'UpdateExpression':
      bind(draft, node.argument, unknown, node);
      return;
    case 'BinaryExpression':
      visitBinary(draft, node);
      return;
    case 'UnaryExpression':
      visit(draft, node.argument);
      return;
    case 'ArrayExpression':
      visitList(draft, node.elements);
      return;
    case 'ObjectExpression':
      for (const property of node.properties) {
        if (property.type === 'SpreadElement') {
          visit(draft, property.argument);
        } else {
          if (property.computed) visit(draft, property.key);
          visit(draft, property.value);
        }
      }
      return;
    case 'TemplateLiteral':
      visitList(draft, node.expressions);
      return;
    case 'ImportExpression':
      visit(draft, node.source);
      return;
    case 'ClassExpression':
      visitClass(draft, node);
      return;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      visit(draft, node.expression);
      return;
    case 'JSXElement':
    case 'JSXFragment':
      visitJsx(draft, node);
      return;
    default:
      // Names, literals, `this`, functions: nothing happens when they are evaluated.
      if (!quiet.has(node.type)) visitForeign(draft, node);
      return;
  }
}

const quiet: ReadonlySet<string> = new Set<`${TSESTree.Node['type']}`>([
  'ArrowFunctionExpression',
  'FunctionExpression',
  'Identifier',
  'JSXEmptyExpression',
  'JSXIdentifier',
  'JSXMemberExpression',
  'JSXNamespacedName',
  'JSXText',
  'Literal',
  'MetaProperty',
  'PrivateIdentifier',
  'Super',
  'TSEmptyBodyFunctionExpression',
  'ThisExpression',
]);

/**
 * What only other parsers make: a cast of Flow, `match`, a template in a script. When its parts are evaluated, and where they
 * go, it does not say: all of them are, and all leave.
 */
export function visitForeign(draft: Draft, node: TSESTree.Node): void {
  for (const part of foreignChildrenOf(node)) {
    visit(draft, part);
    draft.emit({ kind: 'pass', node: part, value: valueOf(part) });
  }
}

/** Its children: a node may also have others, such as where it stands. */
function foreignChildrenOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  return Object.values(node as unknown as Record<string, unknown>)
    .flat()
    .filter((part) => isNode(part) && part.parent === node) as TSESTree.Node[];
}

/** Evaluates what stands in a class where it is defined: heritage, computed keys, static parts. */
export function visitClass(
  draft: Draft,
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
): void {
  // The parser leaves `decorators` out of plain JavaScript.
  visitDecorators(draft, node);
  if (node.superClass) visit(draft, node.superClass);
  const statics: (
    TSESTree.StaticBlock | TSESTree.PropertyDefinition | TSESTree.AccessorProperty
  )[] = [];
  for (const member of node.body.body) {
    if (member.type === 'StaticBlock') {
      statics.push(member);
      continue;
    }
    if (member.type === 'TSIndexSignature') continue;
    visitDecorators(draft, member);
    if (member.computed) visit(draft, member.key);
    if (member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') {
      if (member.static && member.value !== null) statics.push(member);
    }
  }
  for (const member of statics) draft.emitThrowing({ kind: 'invoke', node: member });
}

function visitDecorators(draft: Draft, node: { decorators?: TSESTree.Decorator[] }): void {
  for (const decorator of node.decorators ?? []) visit(draft, decorator.expression);
}

/** A long `a + b + c + …` leans to the left: its depth must cost no stack. */
function visitBinary(draft: Draft, node: TSESTree.BinaryExpression): void {
  const rights: TSESTree.Node[] = [];
  let left: TSESTree.Node = node;
  while (left.type === 'BinaryExpression') {
    rights.push(left.right);
    left = left.left;
  }
  visit(draft, left);
  for (let right = rights.pop(); right !== undefined; right = rights.pop()) visit(draft, right);
}

function visitAssignment(draft: Draft, node: TSESTree.AssignmentExpression): void {
  const { left, right, operator } = node;
  if (operator === '=') {
    // The place is evaluated before the value, the parts of a pattern after it.
    if (left.type === 'MemberExpression') visit(draft, left);
    visit(draft, right);
    if (left.type === 'MemberExpression') {
      draft.emit({ kind: 'write', node, target: left, value: valueOf(right) });
    } else {
      bind(draft, left, valueOf(right), node);
    }
    return;
  }
  if (operator !== '&&=' && operator !== '||=' && operator !== '??=') {
    visit(draft, left);
    visit(draft, right);
    draft.emit({ kind: 'write', node, target: left, value: unknown });
    return;
  }
  const write = draft.block('right');
  const keep = draft.block('left');
  const join = draft.block('after');
  visit(draft, left);
  if (operator === '&&=') ask(draft, left, 'truthy', write, keep);
  else ask(draft, left, operator === '||=' ? 'truthy' : 'nonNil', keep, write);
  draft.start(keep);
  draft.emit({ kind: 'select', node, value: valueOf(left) });
  draft.goto(join);
  draft.start(write);
  visit(draft, right);
  draft.emit({ kind: 'write', node, target: left, value: valueOf(right) });
  draft.emit({ kind: 'select', node, value: valueOf(right) });
  draft.goto(join);
  draft.start(join);
}

/** Is it the name of something in the program, not of an element such as `p`? */
function namesComponent(name: TSESTree.JSXTagNameExpression): boolean {
  return name.type === 'JSXIdentifier'
    ? !/^[a-z]/.test(name.name)
    : name.type === 'JSXMemberExpression';
}

/** An element's props and children are evaluated, and leave with it, as does the component that it is of. */
function visitJsx(draft: Draft, node: TSESTree.JSXElement | TSESTree.JSXFragment): void {
  const passed: TSESTree.Node[] = [];
  if (node.type === 'JSXElement') {
    const { name } = node.openingElement;
    if (namesComponent(name)) passed.push(name);
    for (const attribute of node.openingElement.attributes) {
      if (attribute.type === 'JSXSpreadAttribute') passed.push(attribute.argument);
      else if (attribute.value?.type === 'JSXExpressionContainer') {
        passed.push(attribute.value.expression);
      } else if (attribute.value !== null) passed.push(attribute.value);
    }
  }
  for (const child of node.children) {
    if (child.type === 'JSXExpressionContainer' || child.type === 'JSXSpreadChild') {
      passed.push(child.expression);
    } else {
      passed.push(child);
    }
  }
  for (const value of passed) {
    visit(draft, value);
    draft.emit({ kind: 'pass', node: value, value: valueOf(value) });
  }
}
