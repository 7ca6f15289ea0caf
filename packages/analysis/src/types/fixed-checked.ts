/** What a type checker knows of functions whose parameters somebody else has fixed. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { argumentsOf } from '../syntax/arguments.js';
import { memberKey } from '../syntax/members.js';
import type { CalleeReader, Services } from './callee.js';
import { fixerOf, isObjectMethod, type Fixer } from './fixed.js';

type MemberFixer = Extract<Fixer, { kind: 'member' }>;

/** Makes the answer to `Types.isFixedElsewhere` for one file. */
export function fixedReader(
  checker: ts.Checker,
  services: Services,
  callees: CalleeReader,
  isScript: boolean,
): (fn: TSESTree.Node, index: number) => boolean {
  return (fn, index) => {
    const fixer = fixerOf(fn);
    switch (fixer?.kind) {
      case 'call':
      case 'annotation':
        return wanted(fn, fixer.kind, index);
      case 'member':
        return isInBases(fixer, index);
      case undefined:
        return isScript && isFixedByComment(fn, index);
    }
  };

  /** In JavaScript annotations are comments. What one of this file says is its author's own choice, and said nowhere else. */
  function isFixedByComment(fn: TSESTree.Node, index: number): boolean {
    if (fn.type !== 'ArrowFunctionExpression' && fn.type !== 'FunctionExpression') return false;
    const own = services.esTreeNodeToTSNodeMap.get(fn);
    const type = contextualType(fn);
    if (type === undefined || own === undefined) return false;
    const file = own.getSourceFile();
    return fixes(type, index, own, (declaration) => declaration.getSourceFile() !== file);
  }

  function wanted(fn: TSESTree.Node, by: 'call' | 'annotation', index: number): boolean {
    const type = contextualType(fn);
    // A callee that nobody knows may want anything.
    if (type === undefined || intrinsicName(type) === 'any') return by === 'call';
    const own = services.esTreeNodeToTSNodeMap.get(fn);
    if (fixes(type, index, own)) return true;
    // A type parameter for the whole function has taken its type from the function.
    if (!type.getCallSignatures().some((each) => each.getDeclaration() === own)) return false;
    const bound = boundOf(fn);
    return bound !== undefined && fixes(bound, index, own);
  }

  /** What `define<F extends (id: string, ctx: Context) => void>(f: F)` asks of the function that it is given. */
  function boundOf(fn: TSESTree.Node): ts.Type | undefined {
    const call = fn.parent;
    if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return undefined;
    const given = argumentsOf(call).find(({ value }) => value === fn);
    const parameter = given && callees.chosen(call)?.parameters[given.index];
    return parameter && checker.getBaseConstraintOfType(checker.getTypeOfSymbol(parameter));
  }

  function contextualType(fn: TSESTree.Node): ts.Type | undefined {
    if (isObjectMethod(fn)) {
      const whole = contextualType(fn.parent.parent!);
      if (whole === undefined || intrinsicName(whole) === 'any') return whole;
      const name = memberKey(fn.parent);
      const property = name === undefined ? undefined : propertyOf(whole, name);
      // An object type that does not know the member leaves it to the object.
      return property === undefined ? checker.getNeverType() : checker.getTypeOfSymbol(property);
    }
    const node = services.esTreeNodeToTSNodeMap.get(fn) as ts.Expression | undefined;
    return node && checker.getContextualType(node);
  }

  function propertyOf(type: ts.Type, name: string): ts.Symbol | undefined {
    if (!type.isUnion()) return type.getProperty(name);
    return type.types.map((part) => part.getProperty(name)).find((found) => found !== undefined);
  }

  /** Does one of the types that the owner extends or implements have the member, with such a parameter? */
  function isInBases({ owner, name, isStatic }: MemberFixer, index: number): boolean {
    for (const base of basesOf(owner, isStatic)) {
      const type = checker.getTypeAtLocation(base);
      // A base that is not found may have any member.
      if (intrinsicName(type) !== undefined) return true;
      const member = type.getProperty(name);
      if (member !== undefined && fixes(checker.getTypeOfSymbol(member), index, undefined)) {
        return true;
      }
    }
    return false;
  }

  /** Static members are inherited from a class alone. */
  function basesOf(owner: MemberFixer['owner'], isStatic: boolean): readonly ts.Node[] {
    if (isStatic && 'superClass' in owner) {
      const base = owner.superClass && services.esTreeNodeToTSNodeMap.get(owner.superClass);
      return base == null ? [] : [base];
    }
    const node = services.esTreeNodeToTSNodeMap.get(owner) as
      { heritageClauses?: readonly ts.HeritageClause[] } | undefined;
    return (node?.heritageClauses ?? []).flatMap(({ types }) => [...types]);
  }

  function fixes(
    type: ts.Type,
    index: number,
    own: ts.Node | undefined,
    counts: (declaration: ts.Node) => boolean = () => true,
  ): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((part) =>
      part.getCallSignatures().some((signature) => {
        const declaration = signature.getDeclaration();
        if (declaration !== undefined && !counts(declaration)) return false;
        return fixesAt(signature, index, own);
      }),
    );
  }

  function fixesAt(signature: ts.Signature, index: number, own: ts.Node | undefined): boolean {
    const declaration = signature.getDeclaration();
    if (declaration !== undefined && declaration === own) return false;
    const declared = declaration && checker.getSignatureFromDeclaration(declaration);
    const { parameters } = declared ?? signature;
    const last = parameters.at(-1);
    if (last === undefined) return false;
    const { dotDotDotToken } = (last.valueDeclaration ?? {}) as { dotDotDotToken?: unknown };
    if (dotDotDotToken === undefined || index < parameters.length - 1) {
      return index < parameters.length;
    }
    return fixesRest(checker.getTypeOfSymbol(last));
  }

  /** `...args: any[]`, `...args: A`, `...args: Parameters<F>` take what the function takes. */
  function fixesRest(rest: ts.Type): boolean {
    if (checker.isTupleType(rest)) return true;
    if (!checker.isArrayType(rest)) return false;
    const [element] = checker.getTypeArguments(rest);
    const name = element && intrinsicName(element);
    return name !== 'any' && name !== 'unknown' && name !== 'never';
  }
}

/** No public property, but every version has it. */
function intrinsicName(type: ts.Type): string | undefined {
  return (type as { intrinsicName?: string }).intrinsicName;
}
