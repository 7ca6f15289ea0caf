/** Which contexts functions take, by their declared signatures. */
import type { TSESTree } from '@typescript-eslint/types';
import type * as ts from './compiler.js';
import type { CalleeReader, CallLike } from './callee.js';
import type { Elsewhere } from './elsewhere.js';
import { admitsNil, contextKind, type Known } from './known.js';
import { partOfRest } from './local.js';
import { functionsIn, namesInType, type Loose } from './mentioned.js';
import type { Names } from './names.js';
import type { ContextKind } from './port.js';
import { runtimeFunction } from './runtime.js';

/** Answers what is expected as an argument number `index`; `undefined` for anything but a context, or nil and one. */
export interface TakenReader {
  /** By the function that a call calls. */
  byCall(call: CallLike, index: number): ContextKind | undefined;
  /** By a function that another one calls; its overloads must agree. */
  byFunction(fn: TSESTree.Expression, index: number): ContextKind | undefined;
  /** Whether it has a default, in the body of overloads too. */
  hasDefault(callee: TSESTree.Node, index: number): boolean;
}

/** Makes the reader of one file. */
export function takenReader(
  checker: ts.Checker,
  callees: CalleeReader,
  {
    isElsewhere,
    runtimeExport,
    read,
    contexts,
  }: {
    readonly isElsewhere: Elsewhere;
    readonly runtimeExport: (callee: TSESTree.Node) => string | undefined;
    readonly read: (type: ts.Type) => Known;
    readonly contexts: () => Names;
  },
): TakenReader {
  return {
    byCall(call, index) {
      if (isElsewhere(call.callee)) return undefined;
      const runtime = call.type === 'CallExpression' ? runtimeExport(call.callee) : undefined;
      if (runtimeFunction(runtime) !== undefined) return takenByRuntime(runtime, index);
      const signatures = callees.signatures(call);
      const kinds = signatures.map((signature) => takenBy(signature, index));
      const isNamed = kinds.length > 0 || callees.symbol(call.callee) !== undefined;
      if (isNamed && areEqual(kinds)) return kinds[0];
      // Overloads that disagree, and what is called without a name: `handlers[0](ctx)`, `make()(ctx)`.
      const chosen = callees.chosen(call);
      return chosen && takenBy(chosen, index);
    },
    byFunction(fn, index) {
      if (isElsewhere(fn)) return undefined;
      const runtime = runtimeExport(fn);
      if (runtimeFunction(runtime) !== undefined) return takenByRuntime(runtime, index);
      const kinds = callees.signaturesOf(fn).map((signature) => takenBy(signature, index));
      return areEqual(kinds) ? kinds[0] : undefined;
    },
    hasDefault(callee, index) {
      const symbol = callees.symbol(callee);
      if (symbol === undefined) return false;
      const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
      const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()];
      const declared = signatures.map((each) => each.getDeclaration());
      return [...declared, ...(symbol.declarations ?? [])].some((node) =>
        functionsIn(node).some((fn) => paramsOf(fn)[index]?.initializer !== undefined),
      );
    },
  };

  function takenBy(signature: ts.Signature, index: number): ContextKind | undefined {
    const { parameters } = signature;
    const at = Math.min(index, parameters.length - 1);
    const parameter = parameters[at];
    if (parameter === undefined) return undefined;
    const { dotDotDotToken } = (parameter.valueDeclaration ?? {}) as { dotDotDotToken?: unknown };
    if (dotDotDotToken === undefined && at !== index) return undefined;
    if (isWrittenOtherwise(parameter.valueDeclaration)) return undefined;
    const known = read(checker.getTypeOfSymbol(parameter));
    if (admitsNil(known) && isTestOf(signature, parameter)) return undefined;
    return contextKind(dotDotDotToken === undefined ? known : partOfRest(known, index - at));
  }

  /** Do the names in its annotation tell that it is no context? Only types that name what they are do. */
  function isWrittenOtherwise(parameter: Loose | undefined): boolean {
    const type = parameter?.type;
    if (type === undefined || !saysAllByName(type)) return false;
    const names = contexts().in(type.getSourceFile());
    return !namesInType(type).some((name) => names.gives(name));
  }
}

function paramsOf({ parameters = [] }: Loose): readonly Loose[] {
  return parameters.filter(({ name }) => name?.text !== 'this');
}

/** `ctx is Context`, `asserts ctx`: does a function tell by its return type what it was given as this parameter? */
function isTestOf(signature: ts.Signature, { name }: ts.Symbol): boolean {
  const { type } = (signature.getDeclaration() ?? {}) as { type?: ts.Node };
  const [, asserted, tested] =
    /^(?:asserts\s+([\w$]+)|([\w$]+)\s+is\s)/.exec(type?.getText() ?? '') ?? [];
  return (asserted ?? tested) === name;
}

/** `Job`, `ns.Job`, and unions of these and of what has no name. */
function saysAllByName(type: Loose): boolean {
  if (type.types !== undefined) return type.types.every(saysAllByName);
  return type.typeName === undefined ? isPrimitive(type) : type.typeArguments === undefined;
}

/** `string`, `number`, `null` … */
function isPrimitive(type: Loose): boolean {
  return /^(?:string|number|boolean|bigint|symbol|null|undefined|void|'.*'|\d+)$/.test(
    type.getText(),
  );
}

function takenByRuntime(name: string | undefined, index: number): ContextKind | undefined {
  return runtimeFunction(name)?.contextAt === index ? 'plain' : undefined;
}

function areEqual(kinds: readonly (ContextKind | undefined)[]): boolean {
  return kinds.every((kind) => kind === kinds[0]);
}
