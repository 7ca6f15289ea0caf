/** The flow inside expressions, in the order of evaluation. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from '../syntax/unwrap.js';
import { constantTruth } from './constant.js';
import type { Draft, DraftBlock } from './draft.js';
import type { Question } from './graph.js';
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
      return;
  }
}

/** Evaluates a condition and goes to one of two blocks. Literal conditions are folded. */
export function branch(
  draft: Draft,
  node: TSESTree.Node,
  whenTrue: DraftBlock,
  whenFalse: DraftBlock,
): void {
  const inner = unwrap(node);
  const truth = constantTruth(inner);
  if (truth !== undefined) {
    visit(draft, inner);
    draft.goto(truth ? whenTrue : whenFalse);
    return;
  }
  switch (inner.type) {
    case 'UnaryExpression':
      if (inner.operator === '!') {
        branch(draft, inner.argument, whenFalse, whenTrue);
        return;
      }
      break;
    case 'LogicalExpression': {
      if (inner.operator === '??') break;
      const right = draft.block('right');
      if (inner.operator === '&&') branch(draft, inner.left, right, whenFalse);
      else branch(draft, inner.left, whenTrue, right);
      draft.start(right);
      branch(draft, inner.right, whenTrue, whenFalse);
      return;
    }
    case 'ConditionalExpression': {
      const { then, otherwise } = branchArms(draft, inner.test);
      draft.start(then);
      branch(draft, inner.consequent, whenTrue, whenFalse);
      draft.start(otherwise);
      branch(draft, inner.alternate, whenTrue, whenFalse);
      return;
    }
    case 'SequenceExpression': {
      const last = inner.expressions.at(-1);
      if (last === undefined) break;
      visitList(draft, inner.expressions.slice(0, -1));
      branch(draft, last, whenTrue, whenFalse);
      return;
    }
    case 'ChainExpression':
      visitLink(draft, inner.expression, whenFalse);
      ask(draft, inner, 'truthy', whenTrue, whenFalse);
      return;
    default:
  }
  visit(draft, inner);
  ask(draft, inner, 'truthy', whenTrue, whenFalse);
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

function visitList(draft: Draft, nodes: readonly (TSESTree.Node | null)[]): void {
  for (const node of nodes) {
    if (node === null) continue;
    if (node.type === 'SpreadElement') {
      visit(draft, node.argument);
      draft.emitThrowing({ kind: 'iterate', node, of: node.argument });
    } else {
      visit(draft, node);
    }
  }
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

function ask(
  draft: Draft,
  node: TSESTree.Node,
  question: Question,
  whenTrue: DraftBlock,
  whenFalse: DraftBlock,
): void {
  draft.decide({ kind: 'test', node, value: valueOf(node), question }, whenTrue, whenFalse);
}

/**
 * A chain of calls and members. A nil before a `?.` skips the rest of the chain:
 *
 *     a?.b(c)    a nil? ──yes──────────────┐
 *                 └─no──▶ c ─▶ call a.b ──▶┴▶ after
 */
function visitChain(
  draft: Draft,
  node: TSESTree.CallExpression | TSESTree.MemberExpression | TSESTree.ChainExpression,
): void {
  if (node.type !== 'ChainExpression') {
    visitLink(draft, node, undefined);
    return;
  }
  const after = draft.block('after');
  visitLink(draft, node.expression, after);
  draft.goto(after);
  draft.start(after);
}

/** One chain, its links from the left to the right: long chains must cost no stack. */
function visitLink(draft: Draft, chain: TSESTree.Node, skip: DraftBlock | undefined): void {
  const links: (
    TSESTree.CallExpression | TSESTree.MemberExpression | TSESTree.TSNonNullExpression
  )[] = [];
  let node: TSESTree.Node = chain;
  for (;;) {
    if (node.type === 'CallExpression') {
      links.push(node);
      node = node.callee;
    } else if (node.type === 'MemberExpression') {
      links.push(node);
      node = node.object;
    } else if (node.type === 'TSNonNullExpression') {
      links.push(node);
      node = node.expression;
    } else {
      break;
    }
  }
  visit(draft, node);
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    if (link.type === 'TSNonNullExpression') continue;
    if (link.optional && skip !== undefined) {
      const next = draft.block('chain');
      ask(draft, link.type === 'CallExpression' ? link.callee : link.object, 'nonNil', next, skip);
      draft.start(next);
    }
    if (link.type === 'MemberExpression') {
      if (link.computed) visit(draft, link.property);
      continue;
    }
    visitList(draft, link.arguments);
    if (isProcessExit(link)) draft.halt({ kind: 'halt', node: link });
    else draft.emitThrowing({ kind: 'call', node: link });
  }
}

/** `process.exit()` and `process.abort()` end the process where they stand. */
function isProcessExit(node: TSESTree.CallExpression): boolean {
  const { callee } = node;
  return (
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'process' &&
    callee.property.type === 'Identifier' &&
    (callee.property.name === 'exit' || callee.property.name === 'abort')
  );
}

function visitLogical(draft: Draft, node: TSESTree.LogicalExpression): void {
  const right = draft.block('right');
  const left = draft.block('left');
  const join = draft.block('after');
  const truth = node.operator === '??' ? undefined : constantTruth(node.left);
  visit(draft, node.left);
  if (truth !== undefined) draft.goto(truth === (node.operator === '&&') ? right : left);
  else if (node.operator === '&&') ask(draft, node.left, 'truthy', right, left);
  else ask(draft, node.left, node.operator === '||' ? 'truthy' : 'nonNil', left, right);
  draft.start(left);
  draft.emit({ kind: 'select', node, value: valueOf(node.left) });
  draft.goto(join);
  draft.start(right);
  visit(draft, node.right);
  draft.emit({ kind: 'select', node, value: valueOf(node.right) });
  draft.goto(join);
  draft.start(join);
}

function visitConditional(draft: Draft, node: TSESTree.ConditionalExpression): void {
  const { then, otherwise } = branchArms(draft, node.test);
  const join = draft.block('after');
  for (const [block, arm] of [
    [then, node.consequent],
    [otherwise, node.alternate],
  ] as const) {
    draft.start(block);
    visit(draft, arm);
    draft.emit({ kind: 'select', node, value: valueOf(arm) });
    draft.goto(join);
  }
  draft.start(join);
}

function branchArms(
  draft: Draft,
  test: TSESTree.Node,
): { then: DraftBlock; otherwise: DraftBlock } {
  const then = draft.block('then');
  const otherwise = draft.block('else');
  branch(draft, test, then, otherwise);
  return { then, otherwise };
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

/** An element's props and children are evaluated, and leave with it. */
function visitJsx(draft: Draft, node: TSESTree.JSXElement | TSESTree.JSXFragment): void {
  const passed: TSESTree.Node[] = [];
  if (node.type === 'JSXElement') {
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
