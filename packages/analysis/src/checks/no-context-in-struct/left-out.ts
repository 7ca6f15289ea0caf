/** Members of an object type that is written only to say what else there is: its keys, one of its members, or what is left of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { memberKey } from '../../syntax/members.js';
import type { Member } from './members.js';

/**
 * Has the type around an object type not this member: `keyof { ctx: Context }`, `Omit<{ ctx: Context }, 'ctx'>`? So it is also where
 * that names its keys elsewhere.
 */
export function isLeftOut(member: Member): boolean {
  const isMapped = member.type === 'TSMappedType';
  if (!isMapped && member.parent.type !== 'TSTypeLiteral') return false;
  let node: TSESTree.Node = isMapped ? member : member.parent;
  for (;;) {
    const parent: TSESTree.Node = node.parent;
    switch (parent.type) {
      case 'TSIndexedAccessType':
        return parent.objectType === node;
      case 'TSTypeOperator':
        if (parent.operator === 'keyof') return true;
        break;
      case 'TSUnionType':
      case 'TSIntersectionType':
      case 'TSTypeReference':
        break;
      case 'TSTypeParameterInstantiation':
        if (parent.params[0] !== node) return false;
        if (isOmitted(memberKey(member), parent)) return true;
        break;
      default:
        return false;
    }
    node = parent;
  }
}

/** Does `Omit` or `Pick` leave out a key of its first argument? */
function isOmitted(
  key: string | undefined,
  { parent, params }: TSESTree.TSTypeParameterInstantiation,
): boolean {
  const name =
    parent.type === 'TSTypeReference' && parent.typeName.type === 'Identifier'
      ? parent.typeName.name
      : '';
  const [, named] = params;
  if (named === undefined || (name !== 'Omit' && name !== 'Pick')) return false;
  const keys = keysIn(named);
  return keys === undefined || key === undefined || keys.has(key) === (name === 'Omit');
}

/** The keys that a type names; `undefined` where it does not say them. */
function keysIn(type: TSESTree.Node): ReadonlySet<string> | undefined {
  const keys = new Set<string>();
  const parts = type.type === 'TSUnionType' ? type.types : [type];
  for (const part of parts) {
    if (part.type !== 'TSLiteralType' || part.literal.type !== 'Literal') return undefined;
    keys.add(String(part.literal.value));
  }
  return keys;
}
