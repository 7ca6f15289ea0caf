/** Opens the file that ESLint is linting, once for all rules. */
import {
  createCheckedTypes,
  createUncheckedTypes,
  openFile,
  type OpenFile,
  type Services,
  type Settings,
  type Source,
} from '@ctxvet/analysis';
import type { Rule, SourceCode } from 'eslint';
import { readSettings } from './settings.js';

const opened = new WeakMap<SourceCode, OpenFile>();

/**
 * Answers with a function that opens the file when a rule first needs it and hands out the same `OpenFile`
 * ever after; `undefined` for a file that has no scopes to analyze. Throws where the settings are wrong.
 */
export function openSourceCode(context: Rule.RuleContext): (() => OpenFile) | undefined {
  const settings = readSettings(context.settings);
  const { sourceCode } = context;
  // Other languages than JavaScript bring source codes of their own kind.
  if ((sourceCode.scopeManager as unknown) == null) return undefined;
  return () => {
    let file = opened.get(sourceCode);
    // One source code may be linted again under another config.
    if (file?.settings !== settings) {
      file = open(context, settings);
      opened.set(sourceCode, file);
    }
    return file;
  };
}

function open(context: Rule.RuleContext, settings: Settings): OpenFile {
  const { sourceCode } = context;
  // ESLint's ESTree and scope types are structurally those of typescript-eslint, under other names.
  const source = {
    ast: sourceCode.ast,
    text: sourceCode.text,
    scopes: sourceCode.scopeManager,
    visitorKeys: sourceCode.visitorKeys,
    path: withSlashes(context.filename),
    cwd: withSlashes(context.cwd),
  } as unknown as Source;
  const services = checkedServices(sourceCode.parserServices);
  const types =
    services === undefined
      ? createUncheckedTypes(source, settings)
      : createCheckedTypes(source, services, settings);
  return openFile(source, types, settings);
}

/** The services of typescript-eslint's parser where they have a program; other parsers give nothing, or their own. */
function checkedServices(services: Partial<Services>): Services | undefined {
  const { program, esTreeNodeToTSNodeMap } = services;
  return program && esTreeNodeToTSNodeMap ? { program, esTreeNodeToTSNodeMap } : undefined;
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
