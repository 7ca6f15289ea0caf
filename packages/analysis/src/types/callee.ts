/**
 * The functions that a call can call, by their declarations: the symbol of the callee, its declared signatures.
 * Arguments are not looked at, and no type of an expression is narrowed, unless overloads disagree.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import { lastName, lastOf } from '../syntax/callee.js';
import type { ProgramFacts } from './program.js';

/** What of typescript-eslint's parser services the port needs. */
export interface Services {
  readonly program: ts.Program;
  /** What the program knows the file as. */
  readonly file: ts.SourceFile;
  readonly esTreeNodeToTSNodeMap: { get(node: TSESTree.Node): ts.Node | undefined };
}

/** Reads callees of one file. */
export interface CalleeReader {
  /** The node that has the symbol of a callee. */
  nameOf(callee: TSESTree.Node): TSESTree.Node;
  /** The symbol that a callee names, aliases followed. */
  symbol(callee: TSESTree.Node): ts.Symbol | undefined;
  /** The signatures as declared, before type arguments are put in; empty where unknown. */
  signatures(call: CallLike): readonly ts.Signature[];
  /** Those of calls of what a name stands for. */
  signaturesOf(name: TSESTree.Node): readonly ts.Signature[];
  /** Those of all that `table[key]` can be, by what its table declares; a member that cannot be called has none. */
  signaturesIn(table: TSESTree.Node): readonly (readonly ts.Signature[])[];
  /** Those of what a call gives: of each function that it may be. */
  signaturesBy(call: CallLike): readonly (readonly ts.Signature[])[];
  /** The one signature that the arguments choose, as declared. */
  chosen(call: CallLike): ts.Signature | undefined;
}

/** A call or a construction. */
export type CallLike = TSESTree.CallExpression | TSESTree.NewExpression;

/** By checker: a symbol of a file that did not change outlives the program, and what it returns may change. */
const memory = new WeakMap<ts.Checker, Map<ts.Symbol, readonly ts.Signature[]>>();

/** Makes the reader of one file. */
export function calleeReader(facts: ProgramFacts, services: Services): CalleeReader {
  const { checker } = facts;
  const known = memory.get(checker) ?? new Map<ts.Symbol, readonly ts.Signature[]>();
  memory.set(checker, known);
  return { nameOf, symbol, signatures, signaturesOf, signaturesIn, signaturesBy, chosen };

  function symbol(callee: TSESTree.Node): ts.Symbol | undefined {
    const node = services.esTreeNodeToTSNodeMap.get(nameOf(callee));
    const found = node && checker.getSymbolAtLocation(node);
    return found && facts.resolve(found);
  }

  function signatures(call: CallLike): readonly ts.Signature[] {
    const isNew = call.type === 'NewExpression' || call.callee.type === 'Super';
    if (!isNew) return signaturesOf(call.callee);
    const callee = symbol(call.callee);
    if (callee === undefined) return [];
    return checker.getTypeOfSymbol(callee).getConstructSignatures().map(asDeclared);
  }

  /** The declared type of what a name stands for, nil aside. */
  function typeOf(name: TSESTree.Node): ts.Type | undefined {
    const found = symbol(name);
    return found && checker.getNonNullableType(checker.getTypeOfSymbol(found));
  }

  function signaturesOf(name: TSESTree.Node): readonly ts.Signature[] {
    const callee = symbol(name);
    if (callee === undefined) return [];
    let declared = known.get(callee);
    if (declared === undefined) {
      known.set(callee, (declared = signaturesOfType(checker.getTypeOfSymbol(callee))));
    }
    return declared;
  }

  function signaturesIn(table: TSESTree.Node): readonly (readonly ts.Signature[])[] {
    const type = typeOf(table);
    if (type === undefined) return [];
    const [any] = checker.getIndexInfosOfType(type);
    const members = any
      ? [any.type]
      : type.getProperties().map((each) => checker.getTypeOfSymbol(each));
    return members.map(signaturesOfType);
  }

  function signaturesBy(call: CallLike): readonly (readonly ts.Signature[])[] {
    return signatures(call).map((each) => signaturesOfType(checker.getReturnTypeOfSignature(each)));
  }

  function signaturesOfType(type: ts.Type): readonly ts.Signature[] {
    const callable = checker.getNonNullableType(type);
    // A union has signatures made of those of its parts, with the declaration of one of them.
    const parts = callable.isUnion() ? callable.types : [callable];
    return parts.flatMap((part) => part.getCallSignatures().map(asDeclared));
  }

  function chosen(call: CallLike): ts.Signature | undefined {
    const node = services.esTreeNodeToTSNodeMap.get(call);
    const signature = node && checker.getResolvedSignature(node);
    if (signature === undefined) return undefined;
    return typeOf(call.callee)?.isUnion() === true ? signature : asDeclared(signature);
  }

  function asDeclared(signature: ts.Signature): ts.Signature {
    const declaration = signature.getDeclaration();
    // Those of mapped types have no declaration of their own.
    if (declaration === undefined) return signature;
    return checker.getSignatureFromDeclaration(declaration) ?? signature;
  }
}

/** The name of a member has the symbol; the member access as a whole has it too, at the price of more checks. */
function nameOf(callee: TSESTree.Node): TSESTree.Node {
  const name = lastOf(callee);
  if (name.type === 'TSQualifiedName') return name.right;
  // `a['b']`: the literal has the symbol too.
  return name.type === 'MemberExpression' && lastName(name) !== undefined ? name.property : name;
}
