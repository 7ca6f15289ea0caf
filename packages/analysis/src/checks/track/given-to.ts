/** What patterns make of what they are given: each name gets a part of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyOf } from '../../syntax/members.js';
import { elementsOf, listOf, mayRelease, type Held } from './held.js';
import { accessorsOf, project, restOf, type Value } from './value.js';

/** Does somebody take it of what this pattern names? */
export type IsGivenTo = (pattern: TSESTree.Node, held: Held) => boolean;

/** Makes the answers, of those for single names and members. */
export function makeGivenTo(isTakenAt: IsGivenTo): IsGivenTo {
  return isGivenTo;

  function isGivenTo(pattern: TSESTree.Node, held: Held): boolean {
    if (!mayRelease(held)) return false;
    switch (pattern.type) {
      case 'AssignmentPattern':
        return isGivenTo(pattern.left, held);
      case 'Identifier':
      case 'MemberExpression':
        return isTakenAt(pattern, held);
      case 'ArrayPattern':
        return isArrayTaken(pattern, held);
      case 'ObjectPattern':
        return isObjectTaken(pattern, held);
      default:
        return true;
    }
  }

  function isArrayTaken({ elements }: TSESTree.ArrayPattern, held: Value): boolean {
    const isTuple = held.kind === 'record';
    const all = elementsOf(held);
    if (all.length === 0 && !isTuple) return true;
    return elements.some((element, index) => {
      if (element?.type === 'RestElement') {
        const { argument } = element;
        if (isTuple) return isGivenTo(argument, restOf(held, index));
        return all.some(({ of }) => isGivenTo(argument, listOf(of)));
      }
      if (element === null) return false;
      if (isTuple) return isGivenTo(element, project(held, String(index)));
      return all.some(({ of }) => isGivenTo(element, of));
    });
  }

  function isObjectTaken({ properties }: TSESTree.ObjectPattern, held: Value): boolean {
    const isTable = held.kind === 'container' && held.as === 'table';
    const isRead = isTable || (held.kind === 'record' && accessorsOf(held).length === 0);
    if (!isRead) return true;
    const keys = properties.map((each) => (each.type === 'Property' ? keyOf(each) : undefined));
    return properties.some((property, index) => {
      if (property.type === 'RestElement') {
        const known = keys.slice(0, index);
        const rest = known.includes(undefined) ? held : restOf(held, known as string[]);
        return isGivenTo(property.argument, isTable ? held : rest);
      }
      if (isTable) return isGivenTo(property.value, held.of);
      const key = keys[index];
      return key === undefined || isGivenTo(property.value, project(held, key));
    });
  }
}
