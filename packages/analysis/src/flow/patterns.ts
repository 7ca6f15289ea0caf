/** Where the parts of a value go: destructuring patterns, in declarations, parameters and assignments. */
import type { TSESTree } from '@typescript-eslint/types';
import { bindingOf, keyOf } from '../syntax/members.js';
import type { Draft } from './draft.js';
import type { Origin } from './graph.js';

/** Nothing is known of this value. */
export const unknown: Origin = { kind: 'unknown' };

/** The value of an expression. */
export function valueOf(node: TSESTree.Node): Origin {
  return { kind: 'expression', node };
}

/** Writes `value` to every target in `pattern`; `node` is what a reader would call the write. */
export function bind(
  draft: Draft,
  pattern: TSESTree.Node,
  value: Origin,
  node: TSESTree.Node,
): void {
  switch (pattern.type) {
    case 'ArrayPattern':
      pattern.elements.forEach((element, index) => {
        if (element === null) return;
        if (element.type === 'RestElement') {
          bind(draft, element.argument, { kind: 'rest', of: value, without: index }, node);
        } else {
          bind(draft, element, { kind: 'part', of: value, key: String(index) }, node);
        }
      });
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          const without = pattern.properties.flatMap((each) =>
            each.type === 'Property' ? (keyOf(each) ?? []) : [],
          );
          bind(draft, property.argument, { kind: 'rest', of: value, without }, node);
          continue;
        }
        if (property.computed) draft.visit(property.key);
        bind(draft, property.value, { kind: 'part', of: value, key: keyOf(property) }, node);
      }
      return;
    case 'AssignmentPattern':
      bindDefault(draft, pattern, value, node);
      return;
    case 'TSParameterProperty':
      bind(draft, pattern.parameter, value, node);
      // A parameter with a modifier is a field too.
      draft.emit({ kind: 'write', node, target: pattern, value: valueOf(bindingOf(pattern)!) });
      return;
    case 'MemberExpression':
      draft.visit(pattern.object);
      if (pattern.computed) draft.visit(pattern.property);
      draft.emit({ kind: 'write', node, target: pattern, value });
      return;
    case 'RestElement':
      bind(draft, pattern.argument, unknown, node);
      return;
    default:
      draft.emit({ kind: 'write', node, target: pattern, value });
  }
}

/** `{ a = b }`: the default is evaluated where the value is undefined. */
function bindDefault(
  draft: Draft,
  pattern: TSESTree.AssignmentPattern,
  value: Origin,
  node: TSESTree.Node,
): void {
  const given = draft.block('given');
  const missing = draft.block('default');
  const join = draft.block('after');
  draft.decide({ kind: 'test', node: pattern, value, question: 'defined' }, given, missing);
  draft.start(given);
  draft.emit({ kind: 'select', node: pattern, value });
  draft.goto(join);
  draft.start(missing);
  draft.visit(pattern.right);
  draft.emit({ kind: 'select', node: pattern, value: valueOf(pattern.right) });
  draft.goto(join);
  draft.start(join);
  bind(draft, pattern.left, valueOf(pattern), node);
}
