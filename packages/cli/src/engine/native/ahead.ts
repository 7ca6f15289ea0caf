/**
 * Asks TypeScript 7 ahead: what names stand for and the signatures of that, of many names with a message or two for each step. The
 * answers are put where the checker looks before it asks. What cannot be answered now is asked again when it is wanted.
 */
import type { Compiler } from '@ctxvet/analysis';
import type { API, Checker, Type } from '@typescript/native/sync';
import type { Answers } from './answers.js';
import { attempt } from './attempt.js';
import type { Native } from './load.js';
import type { NodeView } from './nodes.js';
import type { SignatureView, SymbolView, TypeView, Views } from './types.js';

/** Asks ahead. */
export interface Ahead {
  /** What names that are called or constructed stand for, and the signatures of that; in these files, whose trees that takes. */
  names(files: readonly Compiler.SourceFile[], names: () => readonly Compiler.Node[]): void;
  /** What these symbols stand for, where they are aliases. */
  targets(symbols: readonly SymbolView[]): void;
}

/** Makes it for a program; `fetch` gets the trees of files in one answer. */
export function makeAhead(
  { sync }: Native,
  api: API,
  checker: Checker,
  views: Views,
  { symbols, targets, declared }: Answers,
  fetch: (files: readonly Compiler.SourceFile[]) => void,
): Ahead {
  return {
    names: (files, names) =>
      safely(() => {
        fetch(files);
        askDeclared(signaturesOf(typesOf(targetsOf(symbolsAt(names())))));
      }),
    targets: (found) => safely(() => targetsOf(found)),
  };

  function symbolsAt(names: readonly Compiler.Node[]): SymbolView[] {
    const asked = names.filter((name) => !symbols.has(name));
    if (asked.length === 0) return [];
    const found = checker.getSymbolAtLocation(asked.map((name) => (name as NodeView).remote));
    return unique(
      asked.flatMap((name, i) => {
        const remote = found[i];
        const symbol = remote && views.symbol(remote);
        symbols.set(name, symbol);
        return symbol ?? [];
      }),
    );
  }

  function targetsOf(found: readonly SymbolView[]): SymbolView[] {
    const aliases = found.filter((symbol) => symbol.isAlias && !targets.has(symbol));
    const remotes = api.batch(
      ...aliases.map(({ remote }) => attempt(checker.getAliasedSymbol.gen(remote))),
    );
    for (const [i, alias] of aliases.entries()) {
      const remote = remotes[i];
      if (remote !== undefined) targets.set(alias, views.symbol(remote));
    }
    return unique(
      found.flatMap((symbol) => (symbol.isAlias ? (targets.get(symbol) ?? []) : symbol)),
    );
  }

  function typesOf(found: readonly SymbolView[]): TypeView[] {
    const wanting = found.filter((symbol) => !symbol.hasType());
    if (wanting.length === 0) return [];
    const remotes = checker.getTypeOfSymbol(wanting.map(({ remote }) => remote));
    return unique(
      wanting.map((symbol, i) => {
        const type = views.type(remotes[i]!);
        symbol.type = type;
        return type;
      }),
    );
  }

  function signaturesOf(found: readonly TypeView[]): SignatureView[] {
    const all = api.batch(...found.map(({ remote }) => attempt(eachSignature(remote))));
    return unique(all.flatMap((some) => some ?? [])).map(views.signature);
  }

  function askDeclared(found: readonly SignatureView[]): void {
    const declarations = unique(found.flatMap((signature) => signature.getDeclaration() ?? []));
    const asked = declarations.filter((declaration) => !declared.has(declaration));
    fetch(unique(asked.map((declaration) => declaration.getSourceFile())));
    const signatures = api.batch(
      ...asked.map((declaration) => attempt(eachDeclared((declaration as NodeView).remote))),
    );
    for (const [i, declaration] of asked.entries()) {
      const remote = signatures[i];
      if (remote !== undefined) declared.set(declaration, views.signature(remote));
    }
  }

  /** With what the type is asked for together with them. */
  function* eachSignature(type: Type) {
    const callable = type.isObjectType() ? type : yield* type.getNonNullableType.gen();
    const [calls, constructs] = yield* sync.all(
      callable.getCallSignatures.gen(),
      callable.getConstructSignatures.gen(),
      callable.getIndexInfos.gen(),
    );
    return [...calls, ...constructs];
  }

  function* eachDeclared(declaration: NodeView['remote']) {
    const signature = yield* checker.getSignatureFromDeclaration.gen(declaration);
    yield* signature.getParameters.gen();
    return signature;
  }
}

/** What is not answered is asked for alone, and then it matters why. */
function safely(ask: () => unknown): void {
  try {
    ask();
  } catch {
    // See above.
  }
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}
