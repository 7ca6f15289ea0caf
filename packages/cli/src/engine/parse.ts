/** From a text, or a source file of a program, to what the analysis reads: ESTree and scopes. */
import { analyze, type ScopeManager } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { Services, Source } from '@ctxvet/analysis';
import type typescript from 'typescript';
import { estree } from '../typescript.js';

/** A file, parsed. */
export interface Parsed {
  readonly source: Source;
  /** The comments that may speak to us; empty where the text has none of that kind. */
  readonly comments: readonly TSESTree.Comment[];
}

/** A file of a program, with the way back to its nodes. */
export interface ParsedOfProgram extends Parsed {
  readonly services: Services;
}

/** Why a file cannot be judged: `3:5: syntax error: …`. */
export class Unparsable extends Error {}

/** A syntax error; its line and column count from 1. */
export function syntaxError(line: number, column: number, message: string): Unparsable {
  return new Unparsable(`${line}:${column}: syntax error: ${message.replace(/\.$/, '')}`);
}

/** Throws `Unparsable` for a file that only has the name of a text. */
export function refuseBinary(text: string): void {
  if (text.includes('\0')) throw new Unparsable(' is no text');
}

/** Converts the source file that the program has; nothing is parsed again. Throws `Unparsable`. */
export function parseOfProgram(
  program: typescript.Program,
  file: typescript.SourceFile,
  cwd: string,
): ParsedOfProgram {
  return explained(() => {
    const { ast, services } = estree().parseAndGenerateServices(file, {
      ...optionsFor(file.fileName, file.text),
      programs: [program],
    });
    const { esTreeNodeToTSNodeMap } = services;
    return {
      ...parsed(ast, file.text, file.fileName, cwd),
      services: { program, file, esTreeNodeToTSNodeMap },
    };
  });
}

/** Parses a text that is in no program. Throws `Unparsable`. */
export function parseAlone(text: string, path: string, cwd: string): Parsed {
  return explained(() => {
    const { ast } = estree().parseAndGenerateServices(text, optionsFor(path, text));
    return parsed(ast, text, path, cwd);
  });
}

/**
 * Takes a tree apart that nobody will read again. The parser gives accessors to declarations, each of its own, and V8 keeps such an
 * object with its shape, and so everything that it leads to, until the next full collection.
 */
export function takeApart({ body }: TSESTree.Program): void {
  for (const statement of body) {
    Object.assign(statement, { parent: undefined, declaration: null });
  }
  body.length = 0;
}

function optionsFor(path: string, text: string) {
  return {
    filePath: path,
    range: true,
    loc: true,
    comment: maySpeakToUs(text),
    jsx: /\.[cm]?jsx?$/.test(path),
    errorOnUnknownASTType: false,
    loggerFn: false,
    suppressDeprecatedPropertyWarnings: true,
  } as const;
}

/** Could the text hold a comment that switches a rule off? False is final. */
export function maySpeakToUs(text: string): boolean {
  return text.includes('eslint-');
}

/** What the parser made, with its scopes. */
export function parsed(ast: TSESTree.Program, text: string, path: string, cwd: string): Parsed {
  return {
    source: { ast, text, scopes: scopesOf(ast, path), visitorKeys, path, cwd },
    comments: ast.comments ?? [],
  };
}

/** Scopes as ESLint's parsers make them: a script of Node's own kind has a function around it. */
function scopesOf(ast: TSESTree.Program, path: string): ScopeManager {
  const isCommon = path.endsWith('.cjs');
  return analyze(ast, {
    childVisitorKeys: visitorKeys,
    globalReturn: isCommon,
    // Names of libraries would be variables of every file; as names that nothing declares they mean the same.
    lib: [],
    sourceType: isCommon ? 'script' : 'module',
  });
}

/** The parser's exceptions, in a line each. */
function explained<T>(parse: () => T): T {
  try {
    return parse();
  } catch (err) {
    if (err instanceof estree().TSError) {
      const { line, column } = err.location.start;
      throw syntaxError(line, column + 1, err.message);
    }
    if (err instanceof RangeError) throw new Unparsable(tooDeep);
    throw err;
  }
}

/** What a full call stack means. */
export const tooDeep =
  ' statements or expressions are nested too deeply; a larger stack may do: node --stack-size=4000 node_modules/ctxvet/dist/bin.js';
