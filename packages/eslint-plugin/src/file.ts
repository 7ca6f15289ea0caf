/** Opens the file that ESLint is linting, once for all rules. */
import { readFileSync } from 'node:fs';
import {
  createCheckedTypes,
  createUncheckedTypes,
  openFile,
  reachesContexts,
  readSettings,
  type Compiler,
  type OpenFile,
  type Services,
  type Settings,
} from '@ctxvet/analysis';
import type { ParserServices, TSESLint, TSESTree } from '@typescript-eslint/utils';
import { scopesOf } from './scopes.js';

/** What ESLint gives to a rule. */
export type RuleContext = Readonly<TSESLint.RuleContext<string, unknown[]>>;

/** A source code under some settings; without a file where no rule can find anything. */
interface Opened {
  readonly settings: Settings;
  readonly file: OpenFile | undefined;
}

const opened = new WeakMap<object, Opened>();

/**
 * Answers with a function that opens the file when a rule first needs it and hands out the same `OpenFile` ever after,
 * none for a file that has nothing to do with contexts; `undefined` for one that has no scopes to analyze. Throws
 * where the settings are wrong.
 */
export function openSourceCode(context: RuleContext): (() => OpenFile | undefined) | undefined {
  const settings = readSettings(context.settings, context.cwd, readText);
  const { sourceCode } = context;
  const { scopeManager } = sourceCode;
  // Other languages than JavaScript bring source codes of their own kind, without scopes, or without a word on their nodes.
  if (scopeManager == null || (sourceCode.visitorKeys as unknown) == null) return undefined;
  return () => {
    let entry = opened.get(sourceCode);
    // One source code may be linted again under another config.
    if (entry?.settings !== settings) {
      entry = { settings, file: open(context, scopeManager, settings) };
      opened.set(sourceCode, entry);
    }
    return entry.file;
  };
}

function open(
  { sourceCode, filename, cwd }: RuleContext,
  scopes: TSESLint.Scope.ScopeManager,
  settings: Settings,
): OpenFile | undefined {
  const { ast, text, visitorKeys, parserServices } = sourceCode;
  const path = withSlashes(filename);
  const from = { ast, text, visitorKeys, path, cwd: withSlashes(cwd) };
  const services = checkedServices(ast, path, parserServices);
  if (services === undefined) {
    const source = { ...from, scopes: scopesOf(sourceCode, scopes) };
    return openFile(source, createUncheckedTypes(source, settings), settings);
  }
  const source = { ...from, scopes };
  return reachesContexts(services.program, services.file, settings, source.cwd)
    ? openFile(source, createCheckedTypes(source, services, settings), settings)
    : undefined;
}

/** The services of typescript-eslint's parser where they have a program; other parsers give nothing, or their own. */
function checkedServices(
  ast: TSESTree.Program,
  path: string,
  { program, esTreeNodeToTSNodeMap }: Partial<ParserServices> = {},
): Services | undefined {
  if (program == null || esTreeNodeToTSNodeMap === undefined) return undefined;
  // Parsers of components make a `Program` of their own around the nodes of the script, which nothing stands for.
  const node = esTreeNodeToTSNodeMap.get(ast) as Compiler.SourceFile | undefined;
  const file = node ?? program.getSourceFile(path);
  return file && { program, file, esTreeNodeToTSNodeMap };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
