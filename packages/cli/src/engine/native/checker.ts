/** TypeScript 7's checker in the shape of the classic one. Each question is a message to another process. */
import type { Compiler } from '@ctxvet/analysis';
import type { Expression } from '@typescript/native/ast';
import type { Checker, Type } from '@typescript/native/sync';
import type { Ahead } from './ahead.js';
import type { Answers } from './answers.js';
import { FileView, Specifier } from './file.js';
import type { NodeView } from './nodes.js';
import type { Resolver } from './resolve.js';
import type { SignatureView, SymbolView, TypeView, Views } from './types.js';

/** Of a module with more exports, few are wanted. */
const mostAtOnce = 200;

/** Makes the checker of a program. */
export function makeChecker(
  checker: Checker,
  views: Views,
  { symbols, targets, declared }: Answers,
  ahead: Ahead,
  resolver: Resolver,
): Compiler.Checker {
  const { type, symbol, signature } = views;
  const arrays = new Map<Compiler.Type, boolean>();
  const modules = new Map<string, Compiler.Symbol | undefined>();
  return {
    getSymbolAtLocation: once(symbolAt, symbols),
    getTypeAtLocation: once((node: Compiler.Node) => type(checker.getTypeAtLocation(nodeOf(node)))),
    getTypeOfSymbol: (of) => (of as SymbolView).type,
    getDeclaredTypeOfSymbol: (of) => type(checker.getDeclaredTypeOfSymbol(symbolOf(of))),
    getAliasedSymbol: once(
      (of: Compiler.Symbol) =>
        (of as SymbolView).isAlias
          ? symbol(checker.getAliasedSymbol(symbolOf(of)))
          : (of as SymbolView),
      targets,
    ),
    getExportsOfModule(of) {
      const exported = checker.getExportsOfModule(symbolOf(of)).map(symbol);
      // What they stand for is nearly always asked next.
      if (exported.length <= mostAtOnce) ahead.targets(exported);
      return exported;
    },
    getNonNullableType: once(nonNullable),
    getBaseConstraintOfType: once((of: Compiler.Type) => {
      const constraint = checker.getBaseConstraintOfType(typeOf(of));
      return constraint && type(constraint);
    }),
    getBaseTypes: once((of: Compiler.Type) => (typeOf(of).getBaseTypes() ?? []).map(type)),
    getPropertiesOfType: (of) => of.getProperties(),
    getIndexInfosOfType: (of) => (of as TypeView).indexInfos,
    getTypeArguments: once((of: Compiler.Type) => {
      const remote = typeOf(of);
      return remote.isTypeReference() ? checker.getTypeArguments(remote).map(type) : [];
    }),
    isTupleType: (of) => typeOf(of).isTupleType(),
    isArrayType,
    isTypeAssignableTo: (source, target) =>
      checker.isTypeAssignableTo(typeOf(source), typeOf(target)),
    getStringType: () => type(checker.getStringType()),
    getNeverType: () => type(checker.getNeverType()),
    getReturnTypeOfSignature: once((of: Compiler.Signature) =>
      type((of as SignatureView).remote.getReturnType()),
    ),
    getResolvedSignature: once((call: Compiler.Node) => {
      const resolved = checker.getResolvedSignature(nodeOf(call));
      return checker.isUnknownSignature(resolved) ? undefined : signature(resolved);
    }),
    getSignatureFromDeclaration: once(
      (declaration: Compiler.Node) =>
        signature(checker.getSignatureFromDeclaration(nodeOf(declaration))),
      declared,
    ),
    getContextualType: once((expression: Compiler.Node) => {
      const contextual = checker.getContextualType(nodeOf(expression) as Expression);
      return contextual && type(contextual);
    }),
  };

  /** Objects and functions need not be asked. */
  function nonNullable(of: Compiler.Type): Compiler.Type {
    return typeOf(of).isObjectType() ? of : type(typeOf(of).getNonNullableType());
  }

  function symbolAt(node: Compiler.Node): Compiler.Symbol | undefined {
    if (node instanceof FileView) {
      const module = checker.getSymbolOfSourceFile(node.fileName);
      return module && symbol(module);
    }
    if (node instanceof Specifier) return moduleNamed(node);
    const found = checker.getSymbolAtLocation(nodeOf(node));
    return found && symbol(found);
  }

  /** A module is asked for where it is imported for the first time. */
  function moduleNamed(specifier: Specifier): Compiler.Symbol | undefined {
    const key = keyOfModule(specifier);
    if (key !== undefined && modules.has(key)) return modules.get(key);
    const node = specifier.find();
    if (node === undefined) return undefined;
    const found = checker.getSymbolAtLocation(node);
    const module = found && symbol(found);
    if (key !== undefined) modules.set(key, module);
    return module;
  }

  /** The same for the same module, whoever imports it; `undefined` where that is not known. */
  function keyOfModule(specifier: Specifier): string | undefined {
    const { text } = specifier;
    const file = resolver.packageFile(specifier);
    if (file !== undefined) return file;
    // A name that is not resolved to a file, and is no path, means the same module everywhere: an ambient one, or none.
    const isAmbient = !text.startsWith('.') && resolver.fileNamed(specifier) === undefined;
    return isAmbient ? `ambient ${text}` : undefined;
  }

  /** The arrays of a program have one of two targets. */
  function isArrayType(of: Compiler.Type): boolean {
    const target = (of as TypeView).target;
    if (target === undefined || typeOf(of).isTupleType()) return false;
    let known = arrays.get(target);
    if (known === undefined) arrays.set(target, (known = checker.isArrayType(typeOf(of))));
    return known;
  }
}

/** Remembers what was answered. */
function once<Of extends object, Answer>(
  ask: (of: Of) => Answer,
  answers = new Map<Of, Answer>(),
): (of: Of) => Answer {
  return (of) => {
    let answer = answers.get(of);
    if (answer === undefined && !answers.has(of)) answers.set(of, (answer = ask(of)));
    return answer as Answer;
  };
}

function nodeOf(node: Compiler.Node) {
  return (node as NodeView).remote;
}

function typeOf(type: Compiler.Type): Type {
  return (type as TypeView).remote;
}

function symbolOf(symbol: Compiler.Symbol) {
  return (symbol as SymbolView).remote;
}
