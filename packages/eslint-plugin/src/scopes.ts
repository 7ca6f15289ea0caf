/** Which variables the names of a source code stand for. */
import { analyze, type AnalyzeOptions } from 'eslint-scope';
import type { TSESLint } from '@typescript-eslint/utils';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Program = Parameters<typeof analyze>[0];
type Scopes = TSESLint.Scope.ScopeManager;

/**
 * The scopes that a parser without types made; of a file with JSX scopes in which `<Stop />` mentions `Stop`, for to ESLint 9,
 * and to parsers that build on its scopes, no tag mentions anything.
 */
export function scopesOf({ ast, visitorKeys }: SourceCode, scopes: Scopes): Scopes {
  const hasTags = ast.tokens.some(isTag);
  if (!hasTags || scopes.scopes.some(knowsTags)) return scopes;
  const options: AnalyzeOptions = {
    childVisitorKeys: visitorKeys,
    ecmaVersion: 2026,
    fallback: 'iteration',
    ignoreEval: true,
    impliedStrict: scopes.isImpliedStrict(),
    jsx: true,
    nodejsScope: scopes.isGlobalReturn(),
    sourceType: ast.sourceType,
  };
  return analyze(ast as unknown as Program, options) as unknown as Scopes;
}

/** Is a tag among the names, or does typescript-eslint tell values from types, which knows tags? */
function knowsTags({ references }: TSESLint.Scope.Scope): boolean {
  return references.some((reference) => {
    const { isValueReference } = reference as { isValueReference?: boolean };
    return isValueReference !== undefined || isTag(reference.identifier);
  });
}

function isTag({ type }: { readonly type: string }): boolean {
  return type === 'JSXIdentifier';
}
