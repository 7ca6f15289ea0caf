/** What patterns assign. */
import type { TSESTree } from '@typescript-eslint/types';
import { wrapped } from './unwrap.js';

/**
 * The targets of a pattern in source order: names, and in assignments members too. A plain name or member is its own
 * only target.
 */
export function targetsOf(pattern: TSESTree.Node): TSESTree.Node[] {
  const targets: TSESTree.Node[] = [];
  // An explicit stack: deep nesting that the parser survived must not overflow here.
  const stack: TSESTree.Node[] = [pattern];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    switch (node.type) {
      case 'ArrayPattern':
        for (const element of node.elements.toReversed()) if (element !== null) stack.push(element);
        break;
      case 'ObjectPattern':
        for (const property of node.properties.toReversed()) stack.push(property);
        break;
      case 'Property':
        stack.push(node.value);
        break;
      case 'AssignmentPattern':
        stack.push(node.left);
        break;
      case 'RestElement':
        stack.push(node.argument);
        break;
      case 'TSParameterProperty':
        stack.push(node.parameter);
        break;
      default:
        targets.push(node);
    }
  }
  return targets;
}

/** Does a member stand where its value is replaced without being read: left of `=`, in a pattern, before `of`? */
export function isTarget(member: TSESTree.Node): boolean {
  const parent = member.parent!;
  switch (parent.type) {
    case 'AssignmentExpression':
      return parent.operator === '=' && parent.left === member;
    case 'AssignmentPattern':
    case 'ForOfStatement':
      return parent.left === member;
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'Property':
      return parent.value === member && parent.parent.type === 'ObjectPattern';
    default:
      return false;
  }
}

/** Does a member stand where it is given a value, or deleted? */
export function isAssigned(member: TSESTree.Node): boolean {
  const place = wrapped(member);
  const parent = place.parent!;
  switch (parent.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
      return parent.left === place;
    case 'UpdateExpression':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'delete';
    case 'ChainExpression':
      return isAssigned(parent);
    default:
      return isTarget(place);
  }
}
