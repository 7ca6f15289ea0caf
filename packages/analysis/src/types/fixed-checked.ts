/** What a type checker knows of functions whose parameters somebody else has fixed. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { argumentsOf } from '../syntax/arguments.js';
import { memberKey } from '../syntax/members.js';
import type { CalleeReader, Services } from './callee.js';
import { fixerOf, fixerOfValue, isObjectMethod, type Fixer } from './fixed.js';

type MemberFixer = Extract<Fixer, { kind: 'member' }>;
type PlaceFixer = Exclude<Fixer, MemberFixer>;

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
        return wanted(fn, fixer, index);
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

  function wanted(fn: TSESTree.Node, fixer: PlaceFixer, index: number): boolean {
    const type = contextualType(fn);
    // A callee that nobody knows may want anything.
    if (type === undefined || intrinsicName(type) === 'any') return fixer.kind === 'call';
    const own = services.esTreeNodeToTSNodeMap.get(fn);
    if (fixes(type, index, own)) return true;
    // A type parameter for the whole function has taken its type from the function.
    if (!type.getCallSignatures().some((each) => each.getDeclaration() === own)) return false;
    const bound = boundOf(fn);
    return (bound !== undefined && fixes(bound, index, own)) || isWantedBack(fixer, index, own);
  }

  /** Is a call to give back such a function, or something of it: `const run: Handler = wrap((id, ctx) => …)`? */
  function isWantedBack(fixer: PlaceFixer, index: number, own: ts.Node | undefined): boolean {
    for (let call = callOf(fixer); call !== undefined;) {
      const outer = fixerOfValue(call);
      if (outer === undefined) return false;
      const type = contextualType(call);
      const given = type && checker.getNonNullableType(type);
      const parts = given === undefined ? [] : [given, ...checker.getTypeArguments(given)];
      if (parts.some((part) => fixes(part, index, own))) return true;
      call = callOf(outer);
    }
    return false;
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
      const whole = contextualType(fn.parent.parent);
      if (whole === undefined || intrinsicName(whole) === 'any') return whole;
      // An object type that does not know the member leaves it to the object.
      return memberType(whole, fn.parent) ?? checker.getNeverType();
    }
    const node = services.esTreeNodeToTSNodeMap.get(fn) as ts.Expression | undefined;
    return node && checker.getContextualType(node);
  }

  /** What an object's type says of a method: under its name, or of all names. */
  function memberType(whole: ts.Type, method: TSESTree.Property): ts.Type | undefined {
    const key = memberKey(method);
    const name = key ?? computedName(method);
    for (const part of whole.isUnion() ? whole.types : [whole]) {
      // Those of symbols are not found by their names.
      const property =
        key === undefined
          ? part.getProperties().find((each) => each.name === name)
          : part.getProperty(key);
      if (property !== undefined) return checker.getTypeOfSymbol(property);
      const [any] = checker.getIndexInfosOfType(part);
      if (any !== undefined) return any.type;
    }
    return undefined;
  }

  /** Of `[Kind.open]`, what the constant says. */
  function computedName(method: TSESTree.Property): string | undefined {
    const { name } = services.esTreeNodeToTSNodeMap.get(method) as { name?: ts.Node };
    return name && checker.getSymbolAtLocation(name)?.name;
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

function callOf(fixer: PlaceFixer): TSESTree.Node | undefined {
  return fixer.kind === 'call' ? fixer.call : undefined;
}

/** No public property, but every version has it. */
function intrinsicName(type: ts.Type): string | undefined {
  return (type as { intrinsicName?: string }).intrinsicName;
}
