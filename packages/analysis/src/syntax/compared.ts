/** What conditional types, and `Exclude` and `Extract`, compare with, which describes the types of others and declares none. */
import type { TSESTree } from '@typescript-eslint/types';

/** Does a part of a type stand in what a conditional type compares with: `T extends (id: string, ctx: Context) => infer R`? */
export function isCompared(part: TSESTree.Node): boolean {
  let node = part;
  for (let { parent } = node; parent !== undefined; node = parent, parent = node.parent) {
    switch (parent.type) {
      case 'TSConditionalType':
        return parent.extendsType === node;
      case 'TSTypeParameterInstantiation':
        if (isFiltering(parent.parent)) return parent.params[1] === node;
        break;
      // A parameter of a function type.
      case 'Identifier':
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'RestElement':
        break;
      default:
        if (!parent.type.startsWith('TS') || parent.type.endsWith('Declaration')) return false;
    }
  }
  return false;
}

/** `Exclude<Handler, (id: string, ctx: Context) => void>` */
function isFiltering(type: TSESTree.Node): boolean {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  const { name } = type.typeName;
  return name === 'Exclude' || name === 'Extract';
}
