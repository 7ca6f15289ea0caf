/**
 * TypeScript and the parser that stands on it: one copy of TypeScript for both, because nodes of one copy mean nothing to
 * another. It is the project's own, the one installed for the working directory, where we know that version; else ours.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type parser from '@typescript-eslint/typescript-estree';
import type typescript from 'typescript';
import { requireCompiled } from './compiled.js';

const require = createRequire(import.meta.url);
const parserName = '@typescript-eslint/typescript-estree';
const requireAsParser = createRequire(require.resolve(parserName));

let copies: readonly string[] | undefined;
let compiler: typeof typescript | undefined;
let loaded: typeof parser | undefined;

/** The copies that this choice was made of, as the paths of their main files. */
export function compilers(): readonly string[] {
  return (copies ??= useTypeScriptOf(process.cwd()));
}

/** TypeScript; loaded when first asked for, which one engine may never do: that is a third of a second. */
export function ts(): typeof typescript {
  if (compiler === undefined) {
    compilers();
    compiler = requireCompiled(requireAsParser.resolve('typescript')) as typeof typescript;
  }
  return compiler;
}

/** The parser; loaded when first asked for. */
export function estree(): typeof parser {
  return (loaded ??= loadParser());
}

/**
 * Each of the parser's modules would copy all of TypeScript's 2,000 exports for itself, as functions that call functions: 20 MB,
 * and a detour at every use. While they are loaded, they get the copy that a module made for `import` would give them.
 */
function loadParser(): typeof parser {
  const own = ts();
  const module = require.cache[requireAsParser.resolve('typescript')];
  if (module === undefined) return require(parserName) as typeof parser;
  module.exports = Object.defineProperty({ ...own, default: own }, '__esModule', { value: true });
  try {
    return require(parserName) as typeof parser;
  } finally {
    module.exports = own;
  }
}

/** Where `ctxvet` is not installed in the project (`npx`), the parser would find another copy: it gets the project's. */
function useTypeScriptOf(folder: string): string[] {
  const ours = requireAsParser.resolve('typescript');
  const requireAsProject = createRequire(join(folder, 'package.json'));
  try {
    const { version } = requireAsProject('typescript/package.json') as { version: string };
    if (!isKnown(version)) return [ours];
    const theirs = requireAsProject.resolve('typescript');
    if (theirs === ours) return [ours];
    requireCompiled(theirs);
    require.cache[ours] = require.cache[theirs];
    return [ours, theirs];
  } catch {
    // None is installed there, or one that does not load: ours will do.
    return [ours];
  }
}

/** 5.4 to 6.0: what the parser takes, and what has the API that we use. */
function isKnown(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 5 && minor >= 4) || (major === 6 && minor === 0);
}
