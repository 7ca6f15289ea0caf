/**
 * What a type of TypeScript's checker says, in the model that both adapters share. Numbers that TypeScript gives to
 * kinds and flags differ between its versions, so types are told apart by methods, names and identity.
 */
import type * as ts from './compiler.js';
import { asOwn, knownOfIntersection, maxDepth } from './annotation.js';
import { knownOfContainer } from './generics.js';
import { nil, other, ownContext, unionOf, unknown, type Known } from './known.js';
import { isLibrary } from './program-files.js';
import type { ProgramFacts } from './program.js';
import { isCancelTypeName } from './runtime.js';

/** Reads types of one program. */
export interface TypeReader {
  read(type: ts.Type): Known;
}

/** Types as they are inside: the name of an intrinsic type is no public property, but no version is without it. */
interface Inside extends ts.Type {
  readonly intrinsicName?: string;
  readonly target?: ts.Type;
  readonly types?: readonly ts.Type[];
}

/** What declares members, as it is in the tree. */
interface Declared {
  readonly symbol?: ts.Symbol;
  readonly members?: readonly { readonly name?: { readonly text?: string } }[];
}

const readers = new WeakMap<ProgramFacts, TypeReader>();

/** The reader of a program; what it has read it remembers. */
export function typeReader(facts: ProgramFacts, program: ts.Program): TypeReader {
  let reader = readers.get(facts);
  if (reader === undefined) readers.set(facts, (reader = makeReader(facts, program)));
  return reader;
}

function makeReader(facts: ProgramFacts, program: ts.Program): TypeReader {
  const { checker } = facts;
  const remembered = new Map<ts.Type, Known>();
  return { read: (type) => read(type, maxDepth) };

  function read(type: ts.Type, depth: number): Known {
    if (depth === 0) return unknown;
    let known = remembered.get(type);
    if (known === undefined) {
      known = readNew(type, depth - 1);
      // What was cut off at the depth may say more when asked from nearer.
      if (depth === maxDepth || known.kind !== 'unknown') remembered.set(type, known);
    }
    return known;
  }

  function readNew(type: Inside, depth: number): Known {
    const named = readName(type);
    if (named !== undefined) return named;
    if (type.intrinsicName !== undefined) return knownOfIntrinsic(type.intrinsicName);
    if (isEnum(type)) return { kind: 'enum' };
    if (type.isUnion()) return unionOf(type.types.map((part) => read(part, depth)));
    if (type.isStringLiteral()) return { kind: 'string' };
    if (type.isNumberLiteral()) return { kind: 'number' };
    if (type.isIntersection()) {
      return knownOfIntersection(type.types.map((part) => readPart(part, depth)));
    }
    if (type.isTypeParameter()) return readConstraint(type, depth);
    if (checker.isTupleType(type)) {
      const of = checker.getTypeArguments(type);
      return { kind: 'tuple', of: of.map((part) => read(part, depth)) };
    }
    if (checker.isArrayType(type)) {
      const of = checker.getTypeArguments(type);
      return { kind: 'list', of: of.map((part) => read(part, depth)), safe: true };
    }
    return (type as Partial<ts.Type>).symbol === undefined
      ? readPrimitive(type, depth)
      : readObject(type, depth);
  }

  /** In an intersection, an object that only tags is no answer of its own. */
  function readPart(part: ts.Type, depth: number): Known {
    const known = read(part, depth);
    return known.kind === 'object' ? other : known;
  }

  /** By the names of context modules: the type's own, or the alias it is written with. */
  function readName(type: Inside): Known | undefined {
    for (const symbol of [type.aliasSymbol, type.symbol as ts.Symbol | undefined]) {
      const name = symbol && facts.exportName(symbol);
      if (name === 'Context') return { kind: 'context' };
      if (isCancelTypeName(name)) return { kind: 'cancel' };
    }
    return undefined;
  }

  function readConstraint(type: ts.Type, depth: number): Known {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined || constraint === type
      ? unknown
      : asOwn(read(constraint, depth));
  }

  /** Types without a symbol: literals, templates, and what is not yet resolved. */
  function readPrimitive(type: Inside, depth: number): Known {
    const { value } = type as { value?: unknown };
    if (typeof value === 'object' && value !== null) return { kind: 'bigint' };
    if ('texts' in type) return { kind: 'string' };
    const known = readConstraint(type, depth);
    if (known.kind !== 'unknown') return known;
    return checker.isTypeAssignableTo(type, checker.getStringType()) ? { kind: 'string' } : unknown;
  }

  function readObject(type: Inside, depth: number): Known {
    // `unique symbol` has the symbol of its constant.
    if ('escapedName' in type)
      return isSymbolFor(type.symbol) ? { kind: 'symbolFor' } : { kind: 'symbol' };
    if (isContextLike(type, depth)) return ownContext;
    const base = cancelBase(type, depth);
    if (base !== undefined) return base;
    const { name } = type.symbol;
    if (isBuiltIn(type.symbol)) {
      const args = checker.getTypeArguments(type);
      const known = knownOfContainer(
        name,
        args.map((arg) => read(arg, depth)),
      );
      if (known.kind !== 'unknown') return known;
    }
    const [record] = checker.getIndexInfosOfType(type);
    if (record !== undefined) return { kind: 'list', of: [read(record.type, depth)], safe: false };
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
      return { kind: 'function' };
    }
    if (isClassType(type) || isBuiltIn(type.symbol)) {
      return type.getProperty('then') === undefined ? other : { kind: 'promise', of: unknown };
    }
    return {
      kind: 'object',
      members: () => {
        const members = new Map<string, Known>();
        for (const property of ownProperties(type)) {
          members.set(property.name, read(checker.getTypeOfSymbol(property), depth));
        }
        return members;
      },
    };
  }

  /** Its own members; of an interface not what it inherits, which only counts where it is no data. */
  function ownProperties(type: Inside): readonly ts.Symbol[] {
    const properties = type.getProperties();
    const own = type.symbol.declarations ?? [];
    if (!type.isClassOrInterface()) return properties;
    return properties.filter((property) =>
      property.declarations?.some((declaration) => own.includes(declaration.parent)),
    );
  }

  /**
   * A context by another name: what extends or implements `Context`, and what maps over all of it, as `Readonly` does.
   * The names of two members are asked first; nearly every other type is done then.
   */
  function isContextLike(type: Inside, depth: number): boolean {
    const done = type.getProperty('done');
    if (done === undefined || type.getProperty('err') === undefined) return false;
    if (type.aliasSymbol?.name === 'Partial') return false;
    const declaredIn = done.declarations?.[0]?.parent as Declared | undefined;
    if (declaredIn?.symbol && facts.exportName(declaredIn.symbol) === 'Context') {
      return (declaredIn.members ?? []).every(
        ({ name }) => name?.text === undefined || type.getProperty(name.text) !== undefined,
      );
    }
    return (
      basesOf(checker, type).some((base) => read(base, depth).kind === 'context') ||
      implementedBy(type).some(
        (node) => read(checker.getTypeAtLocation(node), depth).kind === 'context',
      )
    );
  }

  function cancelBase(type: Inside, depth: number): Known | undefined {
    if (type.getCallSignatures().length === 0) return undefined;
    return basesOf(checker, type)
      .map((base) => read(base, depth))
      .find(({ kind }) => kind === 'cancel');
  }

  function isClassType(type: Inside): boolean {
    return (type.target ?? type).isClass();
  }

  function implementedBy(type: Inside): ts.Node[] {
    if (!isClassType(type)) return [];
    return (type.symbol.declarations ?? []).flatMap((declaration) => {
      const { heritageClauses } = declaration as { heritageClauses?: readonly ts.HeritageClause[] };
      return (heritageClauses ?? []).flatMap((clause) => [...clause.types]);
    });
  }

  function isBuiltIn(symbol: ts.Symbol): boolean {
    return (symbol.declarations ?? []).some((declaration) =>
      isLibrary(program, declaration.getSourceFile()),
    );
  }
}

/** What a class or an interface extends. */
export function basesOf(checker: ts.Checker, type: Inside): readonly ts.Type[] {
  const declared = type.target ?? type;
  return declared.isClassOrInterface() ? checker.getBaseTypes(declared) : [];
}

function knownOfIntrinsic(name: string): Known {
  switch (name) {
    case 'undefined':
    case 'null':
      return nil;
    case 'void':
    case 'string':
    case 'number':
    case 'bigint':
    case 'symbol':
      return { kind: name };
    case 'boolean':
    case 'true':
    case 'false':
      return { kind: 'boolean' };
    case 'never':
      return other;
    default:
      // `any`, `unknown`, `object`, and what could not be resolved.
      return unknown;
  }
}

/** An enum or one of its members, but not the object that holds them. Interfaces have members too, but also heritage clauses. */
function isEnum(type: ts.Type): boolean {
  const declaration = (type.symbol as ts.Symbol | undefined)?.declarations?.[0];
  if (declaration === undefined) return false;
  const isEnumNode = (node: ts.Node | undefined) =>
    node !== undefined && 'members' in node && 'name' in node && !('heritageClauses' in node);
  if (isEnumNode(declaration)) return type.getProperties().length === 0;
  return isLiteral(type) && isEnumNode(declaration.parent);
}

function isLiteral(type: ts.Type): boolean {
  return type.isStringLiteral() || type.isNumberLiteral();
}

/** Is a constant made by `Symbol.for`, wherever it is declared? */
function isSymbolFor(symbol: ts.Symbol): boolean {
  const { initializer } = (symbol.valueDeclaration ?? {}) as { initializer?: ts.Expression };
  return isCallOfSymbolFor(initializer);
}

/** Is a property of an object literal, or a default export, made by `Symbol.for`? Its type is `symbol` and does not tell. */
export function isMadeBySymbolFor({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => {
    const { initializer, expression } = declaration as ts.Expression & {
      initializer?: ts.Expression;
    };
    return 'properties' in declaration.parent
      ? isCallOfSymbolFor(initializer)
      : isCallOfSymbolFor(expression);
  });
}

function isCallOfSymbolFor(node: ts.Expression | undefined): boolean {
  return node?.expression?.getText() === 'Symbol.for';
}
