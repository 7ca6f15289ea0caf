/** The acquisitions of a file, and the ones that need no flow to see that nothing is lost. */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import { keyOf } from '../../syntax/members.js';
import { variableOf, type Variable } from '../../syntax/scopes.js';
import type { Factory, Part } from '../../types/port.js';
import type { Pass } from '../check.js';
import type { Acquisition } from '../track/tracker.js';
import { keyOfPart } from '../track/value.js';
import { makeLocalFactories } from './local-factories.js';
import { isStatementList } from '../../syntax/statements.js';

/** One call of a factory whose obligation is to be judged. */
export interface CancelAcquisition extends Acquisition {
  readonly call: TSESTree.CallExpression;
  readonly factory: Factory;
}

/** Finds the calls of factories. The cheap question, by name, is asked of every call of the file. */
export function* eachAcquisition(pass: Pass<unknown>): Generator<CancelAcquisition> {
  const { scopes } = pass.source;
  const localFactory = makeLocalFactories(pass);
  // A cancel function makes nothing; most calls of a name like `cancel` are calls of one.
  const cancels = new Set<Variable>();
  const pairs = new Map<Variable, string>();
  for (const call of pass.index.of('CallExpression')) {
    if (isCancel(call.callee)) continue;
    const factory = localFactory(call);
    const acquisition = factory === undefined ? undefined : acquisitionOf(call, factory);
    if (acquisition === undefined) continue;
    const { node, acquired } = acquisition;
    const receiver = receiverOf(node, acquired.resource);
    const variable = receiver && variableOf(scopes, receiver);
    if (variable !== undefined) cancels.add(variable);
    const whole = receiverOf(node, { kind: 'whole' });
    const pair = whole && variableOf(scopes, whole);
    if (pair !== undefined) pairs.set(pair, keyOfPart(acquired.resource));
    yield acquisition;
  }

  function isCancel(callee: TSESTree.Node): boolean {
    if (callee.type === 'MemberExpression') {
      const pair = variableOf(scopes, callee.object);
      return pair !== undefined && pairs.has(pair) && pairs.get(pair) === keyOf(callee);
    }
    const variable = variableOf(scopes, callee);
    return variable !== undefined && cancels.has(variable);
  }
}

/** The acquisition that a call of a factory is; none where its promise is dropped or kept. */
export function acquisitionOf(
  call: TSESTree.CallExpression,
  factory: Factory,
): CancelAcquisition | undefined {
  // Nobody knows when a promise that is put elsewhere gives its value.
  const node = factory.promise ? awaitOf(call) : call;
  if (node === undefined) return undefined;
  const { cancel: resource, context: companion, promise } = factory;
  return { call, factory, node, acquired: { resource, companion, promise }, root: rootOf(call) };
}

/** The identifier that receives a part of what an expression gives, through conditionals and assignments. */
export function receiverOf(node: TSESTree.Node, part: Part): TSESTree.Node | undefined {
  let value = node;
  for (let parent = value.parent; parent !== undefined; value = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'VariableDeclarator':
        return parent.init === value ? boundTo(parent.id, part) : undefined;
      case 'AssignmentExpression':
        return parent.right === value ? boundTo(parent.left, part) : undefined;
      case 'AssignmentPattern':
        return parent.right === value ? boundTo(parent.left, part) : undefined;
      case 'ConditionalExpression':
        if (parent.test === value) return undefined;
        break;
      case 'MemberExpression':
        if (parent.object !== value || keyOf(parent) !== keyOfPart(part)) return undefined;
        return receiverOf(parent, { kind: 'whole' });
      case 'LogicalExpression':
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The identifier of a `...rest` that collects the part, among others. */
export function collectorOf(node: TSESTree.Node, part: Part): TSESTree.Node | undefined {
  const declarator = node.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== node) return undefined;
  const { id } = declarator;
  const last =
    id.type === 'ArrayPattern'
      ? id.elements.at(-1)
      : id.type === 'ObjectPattern'
        ? id.properties.at(-1)
        : undefined;
  const isNamed = boundTo(id, part) !== undefined;
  return last?.type === 'RestElement' && !isNamed ? last.argument : undefined;
}

/**
 * The shapes that most code has need no graph, whatever may throw: `const [c, cancel] = …; using _ = cancel;`,
 * `const [c, cancel] = …; try { … } finally { cancel(); … }`, and what is returned outside every `try`.
 */
export function isReleasedAtOnce(acquisition: CancelAcquisition): boolean {
  const { node, acquired } = acquisition;
  if (isReturnedAtOnce(acquisition)) return true;
  const declarator = node.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== node) return false;
  const declaration = declarator.parent;
  if (declaration.kind !== 'const' || declaration.declarations.at(-1) !== declarator) return false;
  const holder = boundTo(declarator.id, acquired.resource);
  if (holder?.type !== 'Identifier') return false;
  const next = statementAfter(declaration);
  if (next?.type === 'VariableDeclaration') {
    const [first] = next.declarations;
    return next.kind === 'using' && isName(first.init, holder.name);
  }
  const first = next?.type === 'TryStatement' ? next.finalizer?.body[0] : undefined;
  if (first?.type !== 'ExpressionStatement' || first.expression.type !== 'CallExpression') {
    return false;
  }
  return !first.expression.optional && isName(first.expression.callee, holder.name);
}

function isReturnedAtOnce({ node, root }: CancelAcquisition): boolean {
  const parent = node.parent!;
  if (parent.type === 'ArrowFunctionExpression') return parent.body === node;
  if (parent.type !== 'ReturnStatement') return false;
  let outer: TSESTree.Node = parent;
  while (outer !== root && outer.type !== 'TryStatement') outer = outer.parent!;
  // A generator's `return` is run by who reads it; a `finally` may put another in its place.
  return outer === root && 'params' in root && !root.generator;
}

function awaitOf(call: TSESTree.Node): TSESTree.Node | undefined {
  let value = call;
  for (let parent = value.parent; parent !== undefined; value = parent, parent = parent.parent) {
    if (parent.type === 'AwaitExpression') return parent;
    if (!wrappers.has(parent.type)) return undefined;
  }
  return undefined;
}

const wrappers = new Set<string>([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ChainExpression',
]);

function boundTo(pattern: TSESTree.Node, part: Part): TSESTree.Node | undefined {
  const place = withoutDefault(pattern);
  if (part.kind === 'whole') return wholeOf(place);
  if (place.type === 'ArrayPattern' && part.kind === 'element') {
    const element = place.elements[part.index];
    return element ? wholeOf(withoutDefault(element)) : undefined;
  }
  if (place.type !== 'ObjectPattern') return undefined;
  const key = keyOfPart(part);
  for (const property of place.properties) {
    if (property.type === 'Property' && keyOf(property) === key) {
      return wholeOf(withoutDefault(property.value));
    }
  }
  return undefined;
}

/** What a place holds as a whole; a pattern holds parts. No recursion: V8 takes a third of a second to compile that. */
function wholeOf(place: TSESTree.Node): TSESTree.Node | undefined {
  return place.type === 'Identifier' || place.type === 'MemberExpression' ? place : undefined;
}

function withoutDefault(pattern: TSESTree.Node): TSESTree.Node {
  let place = pattern;
  while (place.type === 'AssignmentPattern') place = place.left;
  return place;
}

function statementAfter(declaration: TSESTree.Node): TSESTree.Node | undefined {
  const parent = declaration.parent;
  const list: readonly TSESTree.Node[] =
    parent !== undefined && isStatementList(parent) ? parent.body : [];
  let at = list.indexOf(declaration) + 1;
  while (isQuiet(list[at])) at++;
  return list[at];
}

/** Does a statement only declare variables, so that nothing can go wrong in it? */
function isQuiet(statement: TSESTree.Node | undefined): boolean {
  return (
    statement?.type === 'VariableDeclaration' &&
    !statement.kind.endsWith('using') &&
    statement.declarations.every(
      ({ id, init }) => id.type === 'Identifier' && (init === null || quietTypes.has(init.type)),
    )
  );
}

const quietTypes = new Set<string>([
  'Literal',
  'Identifier',
  'ArrowFunctionExpression',
  'FunctionExpression',
]);

function isName(node: TSESTree.Node | null | undefined, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name;
}
