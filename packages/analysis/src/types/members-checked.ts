/** What a type checker knows of members that other files declare, of classes by their bases, of object literals by their places. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import type { ClassNode } from '../syntax/class-members.js';
import type { Services } from './callee.js';
import type { Known } from './known.js';

/** Answers `Types.declaresMember` for one file. */
export type MembersReader = (
  owner: ClassNode | TSESTree.ObjectExpression,
  key: string,
  isStatic: boolean,
) => boolean;

/** Makes the reader of one file. */
export function membersReader(
  checker: ts.Checker,
  services: Services,
  read: (type: ts.Type) => Known,
): MembersReader {
  return (owner, key, isStatic) => {
    const own = services.esTreeNodeToTSNodeMap.get(owner);
    const whole = owner.type === 'ObjectExpression' ? placeOf(own) : baseOf(owner, isStatic);
    const member = whole && checker.getNonNullableType(whole).getProperty(key);
    const declaration = member?.valueDeclaration;
    // A type parameter has taken the object, or what it has, for its type.
    if (declaration === undefined || declaration.parent === own) return false;
    return 'parameters' in declaration || saysMore(declaration);
  };

  function placeOf(own: ts.Node | undefined): ts.Type | undefined {
    return own && checker.getContextualType(own);
  }

  function baseOf({ superClass }: ClassNode, isStatic: boolean): ts.Type | undefined {
    const base = superClass && services.esTreeNodeToTSNodeMap.get(superClass);
    const type = base == null ? undefined : checker.getTypeAtLocation(base);
    if (isStatic || type === undefined) return type;
    const [made] = type.getConstructSignatures();
    return made && checker.getReturnTypeOfSignature(made);
  }

  /** As it is declared: what has been put in for a type parameter is nothing that its declaration says. */
  function saysMore(declaration: ts.Node): boolean {
    const { kind } = read(checker.getTypeAtLocation(declaration));
    return kind !== 'unknown' && kind !== 'nil';
  }
}
