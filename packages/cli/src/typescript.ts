/**
 * TypeScript and the parser that stands on it: one copy of TypeScript for both, because nodes of one copy mean nothing to
 * another. It is the project's own, the one installed for the working directory, where we know that version; else ours.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type parser from '@typescript-eslint/typescript-estree';
import type typescript from 'typescript';

const require = createRequire(import.meta.url);
const parserName = '@typescript-eslint/typescript-estree';
const requireAsParser = createRequire(require.resolve(parserName));

useTypeScriptOf(process.cwd());
export const ts: typeof typescript = requireAsParser('typescript') as typeof typescript;

/** The parser; loaded when first asked for, which one engine never does. */
export function estree(): typeof parser {
  return require(parserName) as typeof parser;
}

/** Where `ctxvet` is not installed in the project (`npx`), the parser would find another copy: it gets the project's. */
function useTypeScriptOf(folder: string): void {
  const requireAsProject = createRequire(join(folder, 'package.json'));
  try {
    const { version } = requireAsProject('typescript/package.json') as { version: string };
    if (!isKnown(version)) return;
    const theirs = requireAsProject.resolve('typescript');
    const ours = requireAsParser.resolve('typescript');
    if (theirs === ours) return;
    requireAsProject(theirs);
    require.cache[ours] = require.cache[theirs];
  } catch {
    // None is installed there, or one that does not load: ours will do.
  }
}

/** 5.4 to 6.0: what the parser takes, and what has the API that we use. */
function isKnown(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 5 && minor >= 4) || (major === 6 && minor === 0);
}
