/** What a type checker knows of functions whose parameters somebody else has fixed. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { argumentsOf } from '../syntax/arguments.js';
import { memberKey } from '../syntax/members.js';
import { isFunction } from '../syntax/returns.js';
import type { CalleeReader, CallLike, Services } from './callee.js';
import { fixerOf, fixerOfValue, indexIn, isObjectMethod, type Fixer, type Step } from './fixed.js';
import { isPlatformFile } from './program-files.js';

type MemberFixer = Extract<Fixer, { kind: 'member' }>;
type PlaceFixer = Exclude<Fixer, MemberFixer>;

/** What a call asks of an argument, and the way from the argument to a function in it. */
interface Handed {
  readonly asked: ts.Type;
  readonly path: readonly Step[];
}

/** How signatures are judged. */
interface Judging {
  /** The function itself, which fixes nothing. */
  readonly own?: ts.Node | undefined;
  /** Has a rest parameter taken its type from the function? */
  readonly isOpen?: boolean;
  /** Which declarations count; all where left out. */
  readonly counts?: (declaration: ts.Node) => boolean;
}

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
        return isInBases(fixer, index) || isByDecorator(fn.parent, index);
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
    const counts = (declaration: ts.Node) => declaration.getSourceFile() !== file;
    return fixes(type, index, { own, counts });
  }

  function wanted(fn: TSESTree.Node, fixer: PlaceFixer, index: number): boolean {
    const type = wantedType(fn, fixer);
    // A callee that nobody knows may want anything.
    if (type === undefined || intrinsicName(type) === 'any') return fixer.kind === 'call';
    const own = services.esTreeNodeToTSNodeMap.get(fn);
    const call = callOf(fixer);
    const handed = call && handedTo(fn, call);
    const isOpen = call !== undefined && takesItsRest(call, handed?.asked, type);
    if (fixes(type, index, { own, isOpen })) return true;
    if (call !== undefined && handed !== undefined && isCalledByPlatform(call, handed)) return true;
    // A type parameter has taken the function, or what it takes, for its type.
    if (!isOpen && !isTypeOf(own, type)) return false;
    const bound = handed?.asked && inside(handed.asked, handed.path);
    const isBound = bound !== undefined && fixes(bound, index, { own });
    return isBound || isWantedBack(fixer, index, own, handed?.path ?? []);
  }

  /**
   * Is it a callback of a function of the platform, which passes on what it is told to elsewhere: `emitter.on('open', …)`,
   * `setTimeout(…)`? What gives back or keeps what it gets, whatever that is, calls nothing.
   */
  function isCalledByPlatform(call: TSESTree.Node, { asked, path }: Handed): boolean {
    const parts = asked.isUnion() ? asked.types : [asked];
    if (path.length > 0 || parts.some((part) => part.isTypeParameter())) return false;
    const declaration = callees.chosen(call as CallLike)?.getDeclaration();
    return (
      declaration !== undefined && isPlatformFile(services.program, declaration.getSourceFile())
    );
  }

  function isTypeOf(own: ts.Node | undefined, type: ts.Type): boolean {
    const signatures = checker.getNonNullableType(type).getCallSignatures();
    return signatures.some((each) => each.getDeclaration() === own);
  }

  /** Is a call to give back such a function, or something of it: `const run: Handler = wrap((id, ctx) => …)`? */
  function isWantedBack(
    fixer: PlaceFixer,
    index: number,
    own: ts.Node | undefined,
    path: readonly Step[],
  ): boolean {
    for (let call = callOf(fixer); call !== undefined;) {
      const outer = fixerOfValue(call);
      if (outer === undefined) return false;
      if (outer.kind === 'member') {
        return typesInBases(outer).some(
          (type) => type === 'any' || isGiven(type, path, { own }, index),
        );
      }
      const type = wantedType(call, outer);
      const isOpen =
        type !== undefined &&
        outer.kind === 'call' &&
        takesItsRest(outer.call, handedTo(call, outer.call)?.asked, type);
      if (type !== undefined && isGiven(type, path, { own, isOpen }, index)) return true;
      call = callOf(outer);
    }
    return false;
  }

  /** Does what a call is to give fix it: itself, what is in it, or a type argument of it, such as the tuple of a rest parameter? */
  function isGiven(type: ts.Type, path: readonly Step[], judging: Judging, index: number): boolean {
    const given = checker.getNonNullableType(type);
    const named = checker.getIndexInfosOfType(given).map((each) => each.type);
    const args = [...checker.getTypeArguments(given), ...named];
    // Of a callback that makes it: `memo(() => ({ run(id, ctx) {} }))`.
    const start = path.findIndex((step) => step !== 'result');
    const made = start === -1 ? [] : path.slice(start);
    const isFixing = (part: ts.Type | undefined) =>
      part !== undefined && fixes(part, index, judging);
    return (
      [given, ...args].some((part) => isFixing(part) || isFixing(inside(part, made))) ||
      args.some((arg) => checker.isTupleType(arg) && checker.getTypeArguments(arg).length > index)
    );
  }

  /** What a call asks of an argument, as its callee declares it, and the way from there to a function in it. */
  function handedTo(fn: TSESTree.Node, call: TSESTree.Node): Handed | undefined {
    if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined;
    const path: Step[] = [];
    let node = fn;
    for (let { parent } = node; parent !== undefined && parent !== call; { parent } = node) {
      if (isFunction(parent)) path.unshift('result');
      if (parent.type === 'Property') path.unshift(parent);
      if (parent.type === 'ArrayExpression') path.unshift(indexIn(parent, node));
      node = parent;
    }
    const given = argumentsOf(call).find(({ value }) => value === node);
    const asked = given && parameterType(callees.chosen(call), given.index);
    return asked && { asked, path };
  }

  function parameterType(signature: ts.Signature | undefined, index: number): ts.Type | undefined {
    const { parameters = [] } = signature ?? {};
    const last = parameters.length - 1;
    if (last < 0 || index < last || !isRest(parameters[last]!)) {
      return parameters[index] && checker.getTypeOfSymbol(parameters[index]);
    }
    return partOf(checker.getTypeOfSymbol(parameters[last]!), index - last);
  }

  /** What a type says of what is in it, of a type parameter by its bound. */
  function inside(whole: ts.Type, path: readonly Step[]): ts.Type | undefined {
    let type: ts.Type | undefined = whole;
    for (const step of path) type = type && partOf(bounded(type), step);
    return type && bounded(type);
  }

  function bounded(type: ts.Type): ts.Type {
    return checker.getBaseConstraintOfType(type) ?? type;
  }

  /**
   * Does a call take what the function takes, whatever that is: `memo<A extends unknown[]>(f: (...args: A) => void)`? Not where `A` is
   * told before, by the object whose method is called or by type arguments. Of `E[K]` and `Parameters<F>` nothing is told by the function.
   */
  function takesItsRest(call: TSESTree.Node, asked: ts.Type | undefined, type: ts.Type): boolean {
    if ('typeArguments' in call && call.typeArguments != null) return false;
    const declared = asked ? checker.getNonNullableType(asked).getCallSignatures() : [];
    const isAsked = declared.length > 0;
    return (isAsked ? declared : type.getCallSignatures().map(declaredAs)).some(
      ({ parameters }) => {
        const last = parameters.at(-1);
        if (last === undefined || !isRest(last)) return false;
        const rest = checker.getTypeOfSymbol(last);
        if (!rest.isTypeParameter()) return false;
        return isAsked ? isOfCalled(rest, call) : !isOfOwner(rest);
      },
    );
  }

  /** Is a type parameter one of what is called, or made? One of what has the callee, or has given it, is told before. */
  function isOfCalled(rest: ts.Type, call: TSESTree.Node): boolean {
    if (call.type === 'NewExpression' && isOfOwner(rest)) return true;
    if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return !isOfOwner(rest);
    const called = callees.chosen(call)?.getDeclaration();
    return parentsOf(rest).some((parent) => parent === called);
  }

  /** What the place of a value says of it, or what that of the whole says of what is in it. */
  function wantedType(value: TSESTree.Node, { whole }: PlaceFixer): ts.Type | undefined {
    if (whole === undefined) return contextualType(value);
    const type = contextualType(whole.node);
    return type && inside(type, whole.path);
  }

  function contextualType(fn: TSESTree.Node): ts.Type | undefined {
    if (isObjectMethod(fn)) {
      const whole = contextualType(fn.parent.parent);
      if (whole === undefined || intrinsicName(whole) === 'any') return whole;
      // An object type that does not know the member leaves it to the object.
      return partOf(whole, fn.parent) ?? checker.getNeverType();
    }
    const node = services.esTreeNodeToTSNodeMap.get(fn) as ts.Expression | undefined;
    return node && checker.getContextualType(node);
  }

  /** What a type says of a member, under its name or of all names, or of an element. */
  function partOf(whole: ts.Type, step: Step): ts.Type | undefined {
    if (step === 'result') return resultOf(whole);
    const key = typeof step === 'number' ? String(step) : memberKey(step);
    const name = key ?? computedName(step as TSESTree.Property);
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

  function resultOf(whole: ts.Type): ts.Type | undefined {
    const [signature] = checker.getNonNullableType(whole).getCallSignatures();
    return signature && checker.getReturnTypeOfSignature(signature);
  }

  /** Of `[Kind.open]`, what the constant says. */
  function computedName(method: TSESTree.Property): string | undefined {
    const { name } = services.esTreeNodeToTSNodeMap.get(method) as { name?: ts.Node };
    return name && checker.getSymbolAtLocation(name)?.name;
  }

  /** Does a decorator take only methods with such a parameter: as the value, or in what it is told of it? */
  function isByDecorator(member: TSESTree.Node | undefined, index: number): boolean {
    if (member === undefined || !('decorators' in member)) return false;
    return member.decorators.some(({ expression }) => {
      const node = services.esTreeNodeToTSNodeMap.get(expression);
      const signatures =
        node === undefined ? [] : checker.getTypeAtLocation(node).getCallSignatures();
      const taken = signatures.flatMap(({ parameters }) => parameters.map(typeOf));
      const parts = taken.flatMap((type) => [type, ...checker.getTypeArguments(type)]);
      return parts.some((part) => fixes(bounded(part), index, {}));
    });
  }

  function typeOf(parameter: ts.Symbol): ts.Type {
    return checker.getTypeOfSymbol(parameter);
  }

  /** Does one of the types that the owner extends or implements have the member, with such a parameter? */
  function isInBases(fixer: MemberFixer, index: number): boolean {
    return typesInBases(fixer).some((type) => type === 'any' || fixes(type, index, {}));
  }

  /** What they say of it, or of what is in the member. */
  function typesInBases({ owner, name, isStatic, path }: MemberFixer): (ts.Type | 'any')[] {
    return basesOf(owner, isStatic).flatMap((base) => {
      const type = checker.getTypeAtLocation(base);
      // A base that is not found may have any member.
      if (intrinsicName(type) !== undefined) return 'any';
      const member = type.getProperty(name);
      return (member && inside(checker.getTypeOfSymbol(member), path)) ?? [];
    });
  }

  /** Static members are inherited from a class alone. */
  function basesOf(owner: MemberFixer['owner'], isStatic: boolean): readonly ts.Node[] {
    if (isStatic && 'superClass' in owner) {
      const base = owner.superClass && services.esTreeNodeToTSNodeMap.get(owner.superClass);
      return base == null ? [] : [base];
    }
    return declarationsOf(owner).flatMap((node) => {
      const { heritageClauses = [] } = node as { heritageClauses?: readonly ts.HeritageClause[] };
      return heritageClauses.flatMap(({ types }) => [...types]);
    });
  }

  /** Those of the same class or interface, in whatever file: an interface beside a class says what that has too. */
  function declarationsOf(owner: MemberFixer['owner']): readonly ts.Node[] {
    const name = owner.id && services.esTreeNodeToTSNodeMap.get(owner.id);
    const declared = name && checker.getSymbolAtLocation(name)?.declarations;
    const own = services.esTreeNodeToTSNodeMap.get(owner);
    return declared ?? (own === undefined ? [] : [own]);
  }

  function fixes(
    type: ts.Type,
    index: number,
    { own, isOpen = false, counts = () => true }: Judging,
  ): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.some((part) =>
      part.getCallSignatures().some((signature) => {
        const declaration = signature.getDeclaration();
        if (declaration !== undefined && (declaration === own || !counts(declaration))) {
          return false;
        }
        return fixesAt(signature, index, isOpen);
      }),
    );
  }

  function fixesAt(signature: ts.Signature, index: number, isOpen: boolean): boolean {
    const { parameters } = declaredAs(signature);
    const last = parameters.at(-1);
    if (last === undefined) return false;
    if (!isRest(last) || index < parameters.length - 1) return index < parameters.length;
    if (fixesRest(checker.getTypeOfSymbol(last))) return true;
    // With its type arguments put in.
    const given = isOpen ? undefined : signature.parameters.at(-1);
    return given !== undefined && fixesRest(checker.getTypeOfSymbol(given));
  }

  function declaredAs(signature: ts.Signature): ts.Signature {
    const declaration = signature.getDeclaration();
    return (declaration && checker.getSignatureFromDeclaration(declaration)) ?? signature;
  }

  /** `...args: any[]` takes what the function takes. */
  function fixesRest(rest: ts.Type): boolean {
    if (rest.isUnion()) return rest.types.every(fixesRest);
    if (checker.isTupleType(rest)) return true;
    if (!checker.isArrayType(rest)) return false;
    const [element] = checker.getTypeArguments(rest);
    const name = element && intrinsicName(element);
    return name !== 'any' && name !== 'unknown' && name !== 'never';
  }
}

function isRest({ valueDeclaration }: ts.Symbol): boolean {
  const { dotDotDotToken } = (valueDeclaration ?? {}) as { dotDotDotToken?: unknown };
  return dotDotDotToken !== undefined;
}

/** Is a type parameter one of a class or an interface? They have members. */
function isOfOwner(parameter: ts.Type): boolean {
  return parentsOf(parameter).some((parent) => 'members' in parent);
}

/** What declares a type parameter. */
function parentsOf({ symbol }: ts.Type): ts.Node[] {
  return (symbol.declarations ?? []).map(({ parent }) => parent);
}

function callOf(fixer: PlaceFixer): TSESTree.Node | undefined {
  return fixer.kind === 'call' ? fixer.call : undefined;
}

/** No public property, but every version has it. */
function intrinsicName(type: ts.Type): string | undefined {
  return (type as { intrinsicName?: string }).intrinsicName;
}
