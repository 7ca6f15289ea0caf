/** Opens the file that ESLint is linting, once for all rules. */
import { readFileSync } from 'node:fs';
import {
  createCheckedTypes,
  createUncheckedTypes,
  openFile,
  readSettings,
  type OpenFile,
  type Services,
  type Settings,
} from '@ctxvet/analysis';
import type { ParserServices, TSESLint } from '@typescript-eslint/utils';

/** What ESLint gives to a rule. */
export type RuleContext = Readonly<TSESLint.RuleContext<string, unknown[]>>;

const opened = new WeakMap<object, OpenFile>();

/**
 * Answers with a function that opens the file when a rule first needs it and hands out the same `OpenFile`
 * ever after; `undefined` for a file that has no scopes to analyze. Throws where the settings are wrong.
 */
export function openSourceCode(context: RuleContext): (() => OpenFile) | undefined {
  const settings = readSettings(context.settings, context.cwd, readText);
  const { sourceCode } = context;
  const { scopeManager } = sourceCode;
  // Other languages than JavaScript bring source codes of their own kind, without scopes.
  if (scopeManager == null) return undefined;
  return () => {
    let file = opened.get(sourceCode);
    // One source code may be linted again under another config.
    if (file?.settings !== settings) {
      file = open(context, scopeManager, settings);
      opened.set(sourceCode, file);
    }
    return file;
  };
}

function open(
  { sourceCode, filename, cwd }: RuleContext,
  scopes: TSESLint.Scope.ScopeManager,
  settings: Settings,
): OpenFile {
  const source = {
    ast: sourceCode.ast,
    text: sourceCode.text,
    scopes,
    visitorKeys: sourceCode.visitorKeys,
    path: withSlashes(filename),
    cwd: withSlashes(cwd),
  };
  const services = checkedServices(sourceCode.parserServices);
  const types =
    services === undefined
      ? createUncheckedTypes(source, settings)
      : createCheckedTypes(source, services, settings);
  return openFile(source, types, settings);
}

/** The services of typescript-eslint's parser where they have a program; other parsers give nothing, or their own. */
function checkedServices(services: Partial<ParserServices> = {}): Services | undefined {
  const { program, esTreeNodeToTSNodeMap } = services;
  return program && esTreeNodeToTSNodeMap ? { program, esTreeNodeToTSNodeMap } : undefined;
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
