/** TypeScript 7's checker in the shape of the classic one. Each question is a message to another process. */
import type { Compiler } from '@ctxvet/analysis';
import type { Checker, Type } from '@typescript/native/sync';
import { FileView, Specifier } from './file.js';
import type { NodeView } from './nodes.js';
import type { SignatureView, SymbolView, TypeView, Views } from './types.js';

/** Makes the checker of a program. */
export function makeChecker(
  checker: Checker,
  views: Views,
  fileNamed: (specifier: Specifier) => string | undefined,
): Compiler.Checker {
  const { type, symbol, signature } = views;
  const returned = new WeakMap<Compiler.Signature, Compiler.Type>();
  const arrays = new Map<Compiler.Type, boolean>();
  const ambient = new Map<string, Compiler.Symbol | undefined>();
  let string: Compiler.Type | undefined;
  let never: Compiler.Type | undefined;
  return {
    getSymbolAtLocation,
    getTypeAtLocation: (node) => type(checker.getTypeAtLocation(nodeOf(node))),
    getTypeOfSymbol: (of) => (of as SymbolView).type,
    getDeclaredTypeOfSymbol: (of) => type(checker.getDeclaredTypeOfSymbol(symbolOf(of))),
    getAliasedSymbol: (of) =>
      (of as SymbolView).isAlias ? symbol(checker.getAliasedSymbol(symbolOf(of))) : of,
    getExportsOfModule: (of) => checker.getExportsOfModule(symbolOf(of)).map(symbol),
    getNonNullableType: (of) => type(typeOf(of).getNonNullableType()),
    getBaseConstraintOfType: (of) => {
      const constraint = checker.getBaseConstraintOfType(typeOf(of));
      return constraint && type(constraint);
    },
    getBaseTypes: (of) => (typeOf(of).getBaseTypes() ?? []).map(type),
    getPropertiesOfType: (of) => of.getProperties(),
    getTypeArguments: (of) => {
      const remote = typeOf(of);
      return remote.isTypeReference() ? checker.getTypeArguments(remote).map(type) : [];
    },
    isTupleType: (of) => typeOf(of).isTupleType(),
    isArrayType,
    isTypeAssignableTo: (source, target) =>
      checker.isTypeAssignableTo(typeOf(source), typeOf(target)),
    getStringType: () => (string ??= type(checker.getStringType())),
    getNeverType: () => (never ??= type(checker.getNeverType())),
    getReturnTypeOfSignature: (of) => {
      let known = returned.get(of);
      if (known === undefined) {
        known = type((of as SignatureView).remote.getReturnType());
        returned.set(of, known);
      }
      return known;
    },
    getResolvedSignature: (call) => {
      const resolved = checker.getResolvedSignature(nodeOf(call));
      return checker.isUnknownSignature(resolved) ? undefined : signature(resolved);
    },
    getSignatureFromDeclaration: (declaration) =>
      signature(checker.getSignatureFromDeclaration(nodeOf(declaration))),
    getContextualType: (expression) => {
      const contextual = checker.getContextualType(nodeOf(expression) as never);
      return contextual && type(contextual);
    },
  };

  function getSymbolAtLocation(node: Compiler.Node): Compiler.Symbol | undefined {
    if (node instanceof FileView) {
      const module = checker.getSymbolOfSourceFile(node.fileName);
      return module && symbol(module);
    }
    if (node instanceof Specifier) return moduleNamed(node);
    const found = checker.getSymbolAtLocation(nodeOf(node));
    return found && symbol(found);
  }

  function moduleNamed(specifier: Specifier): Compiler.Symbol | undefined {
    const { text } = specifier;
    // A name that is not resolved to a file, and is no path, means the same module everywhere: an ambient one, or none.
    const isAmbient = !text.startsWith('.') && fileNamed(specifier) === undefined;
    if (isAmbient && ambient.has(text)) return ambient.get(text);
    const node = specifier.find();
    if (node === undefined) return undefined;
    const found = checker.getSymbolAtLocation(node);
    const module = found && symbol(found);
    if (isAmbient) ambient.set(text, module);
    return module;
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

function nodeOf(node: Compiler.Node) {
  return (node as NodeView).remote;
}

function typeOf(type: Compiler.Type): Type {
  return (type as TypeView).remote;
}

function symbolOf(symbol: Compiler.Symbol) {
  return (symbol as SymbolView).remote;
}
