/**
 * Which values are plain data, that cannot do anything later: to end a context ends nothing that they still need.
 * What has methods or is a promise may; what nobody can tell stays open.
 */
import type * as ts from './compiler.js';
import type { Known } from './known.js';
import type { Release } from './port.js';
import type { ProgramFacts } from './program.js';
import { isCancelTypeName } from './runtime.js';

/** True: data. False: it may act later. `undefined`: not known. */
export type IsData = boolean | undefined;

/** What the file alone says. */
export function isKnownData(known: Known): IsData {
  switch (known.kind) {
    case 'context':
    case 'cancel':
    case 'function':
    case 'promise':
      return false;
    case 'list':
    case 'tuple':
    case 'union':
      return every(known.of, isKnownData);
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'enum':
    case 'branded':
    case 'symbol':
    case 'symbolFor':
    case 'nil':
      return true;
    default:
      return undefined;
  }
}

/** Types as they are inside; see `type.ts`. */
interface Inside extends ts.Type {
  readonly intrinsicName?: string;
}

/** What a type of the checker says. Types that contain themselves are what the rest of them is. */
export function isDataType(facts: ProgramFacts, type: ts.Type): IsData {
  const { checker } = facts;
  const seen = new Set<ts.Type>();
  return ofType(type);

  function ofType(type: Inside): IsData {
    if (seen.has(type)) return true;
    if (seen.size >= maxTypes) return undefined;
    seen.add(type);
    if (type.intrinsicName !== undefined) return ofIntrinsic(type.intrinsicName);
    if (type.isUnionOrIntersection()) return every(type.types, ofType);
    if (type.isStringLiteral() || type.isNumberLiteral()) return true;
    if (type.isTypeParameter()) return ofConstraint(type);
    const { symbol } = type as Partial<ts.Type>;
    if (symbol === undefined || checker.isTupleType(type) || checker.isArrayType(type)) {
      return ofElements(type);
    }
    // `unique symbol`
    if ('escapedName' in type) return true;
    return ofObject(type, symbol);
  }

  function ofConstraint(type: ts.Type): IsData {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined || constraint === type ? undefined : ofType(constraint);
  }

  /** Arrays and tuples; bigint literals and templates are all that is left without a symbol. */
  function ofElements(type: ts.Type): IsData {
    if (checker.isTupleType(type) || checker.isArrayType(type)) {
      return every(checker.getTypeArguments(type), ofType);
    }
    return 'value' in type || 'texts' in type ? true : undefined;
  }

  function ofObject(type: ts.Type, symbol: ts.Symbol): IsData {
    const own = facts.exportName(symbol);
    if (own === 'Context' || isCancelTypeName(own)) return false;
    if (inert.has(symbol.name) && isOfPlatform(symbol)) {
      return every(checker.getTypeArguments(type), ofType);
    }
    const properties = type.getProperties();
    // What an error was caused by may be anything, and is only looked at.
    if (['message', 'stack'].every((name) => properties.some((each) => each.name === name))) {
      return true;
    }
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
      return false;
    }
    const indexed = checker.getIndexInfosOfType(type);
    const members = properties.map((property) => checker.getTypeOfSymbol(property));
    // `{}` and `object` take anything.
    if (members.length === 0 && indexed.length === 0) return undefined;
    return every([...members, ...indexed.map((each) => each.type)], (member) => ofType(member));
  }
}

/** How a value of this type can be released. Of `any`, only that a call compiles. */
export function releaseOfType({ checker }: ProgramFacts, type: Inside): Release {
  if (type.intrinsicName === 'any') return { call: true, using: false };
  const call = type.getCallSignatures().some(({ parameters }) => parameters.every(isOptional));
  // The compiler numbers the symbols that names like `[Symbol.dispose]` stand for.
  const using = checker
    .getPropertiesOfType(type)
    .some(({ name }) => /^__@dispose(?:@|$)/.test(name));
  return { call, using };
}

function isOptional(parameter: ts.Symbol): boolean {
  const declared = (parameter.valueDeclaration ?? {}) as {
    readonly questionToken?: ts.Node;
    readonly initializer?: ts.Node;
    readonly dotDotDotToken?: ts.Node;
  };
  return (
    declared.questionToken !== undefined ||
    declared.initializer !== undefined ||
    declared.dotDotDotToken !== undefined
  );
}

function ofIntrinsic(name: string): IsData {
  switch (name) {
    case 'any':
    case 'unknown':
    case 'object':
    case 'error':
    case 'unresolved':
      return undefined;
    default:
      return true;
  }
}

/** Of all parts: one that may act is enough for the whole, one that is unknown leaves it open. */
function every<T>(parts: readonly T[], of: (part: T) => IsData): IsData {
  let all: IsData = true;
  for (const part of parts) {
    const answer = of(part);
    if (answer === false) return false;
    if (answer === undefined) all = undefined;
  }
  return all;
}

/** Is it declared by the language, the web or Node? */
function isOfPlatform(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    /(?:^|\/)lib\.[\w.]+\.d\.ts$|\/@types\/node\//.test(declaration.getSourceFile().fileName),
  );
}

const maxTypes = 200;

/** Objects with methods that only look at what they hold. */
const inert = new Set([
  ...['Date', 'RegExp', 'URL', 'URLSearchParams', 'Headers', 'Buffer', 'DataView'],
  ...['ArrayBuffer', 'SharedArrayBuffer'],
  ...['Map', 'Set', 'ReadonlyMap', 'ReadonlySet', 'Array', 'ReadonlyArray'],
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array'],
  ...['Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
]);
