/** A call of a factory that is followed, and the places that receive what it gives. */
import type { TSESTree } from '@typescript-eslint/types';
import { rootOf } from '../../flow/build.js';
import { keyOf } from '../../syntax/members.js';
import { wrapped } from '../../syntax/unwrap.js';
import type { Factory, Part } from '../../types/port.js';
import type { Acquisition } from '../track/tracker.js';
import { keyOfPart } from '../track/value.js';

/** One call of a factory whose obligation is to be judged. */
export interface CancelAcquisition extends Acquisition {
  readonly call: TSESTree.CallExpression;
  readonly factory: FileFactory;
}

/** A factory, to the file that calls it. */
export interface FileFactory extends Factory {
  /** What it acquires and may return; `undefined` where that does not tell, as of a function of another file. */
  readonly made?: readonly CancelAcquisition[] | undefined;
}

/** The acquisition that a call of a factory is; none where its promise is dropped or kept. */
export function acquisitionOf(
  call: TSESTree.CallExpression,
  factory: FileFactory,
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

function awaitOf(call: TSESTree.Node): TSESTree.Node | undefined {
  const link = wrapped(call);
  const value = link.parent?.type === 'ChainExpression' ? wrapped(link.parent) : link;
  return value.parent?.type === 'AwaitExpression' ? value.parent : undefined;
}

/** What a pattern binds this part of the value to, but for its default. */
export function boundTo(pattern: TSESTree.Node, part: Part): TSESTree.Node | undefined {
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
