/** From a check to an ESLint rule. There is one such function and no file a rule: a check has all it takes. */
import { pageUrl, runCheck, type Check, type Edit, type Finding } from '@ctxvet/analysis';
import type { JSONSchema, TSESLint } from '@typescript-eslint/utils';
import { openSourceCode, type RuleContext } from './file.js';

/** An ESLint rule made of a check. Its one option is an object. */
export type CheckRule = TSESLint.RuleModule<string, unknown[], { readonly recommended: boolean }>;

/**
 * Builds the rule. It listens to the program alone: the analysis has its own walk, which all rules share.
 * It throws on settings that are wrong, when ESLint loads it, and never on what a file holds.
 */
export function buildRule(check: Check): CheckRule {
  const hasOptions = Object.keys(check.schema.properties).length > 0;
  return {
    meta: {
      type: check.docs.type,
      docs: {
        description: check.docs.summary,
        recommended: check.docs.presets.recommended !== undefined,
        url: pageUrl(check),
      },
      messages: { ...check.messages },
      ...(check.fixable && { fixable: 'code' }),
      hasSuggestions: check.hasSuggestions,
      schema: hasOptions ? [check.schema as object as JSONSchema.JSONSchema4] : [],
      ...(hasOptions && { defaultOptions: [check.defaults] }),
    },
    create(context) {
      const file = openSourceCode(context);
      if (file === undefined) return {};
      const options = context.options[0] ?? {};
      return {
        Program() {
          const opened = file();
          if (opened === undefined) return;
          for (const finding of runCheck(opened, check, options)) report(context, finding);
        },
      };
    },
  };
}

function report(context: RuleContext, finding: Finding): void {
  const { messageId, data, range, fix, suggestions } = finding;
  context.report({
    messageId,
    data: { ...data },
    loc: locOf(context.sourceCode, range),
    fix: fix === undefined ? null : (fixer) => applyEdits(fixer, fix),
    suggest: suggestions.map((suggestion) => ({
      messageId: suggestion.messageId,
      data: { ...suggestion.data },
      fix: (fixer: TSESLint.RuleFixer) => applyEdits(fixer, suggestion.edits),
    })),
  });
}

function locOf(sourceCode: TSESLint.SourceCode, [start, end]: Finding['range']) {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}

function applyEdits(fixer: TSESLint.RuleFixer, edits: readonly Edit[]): TSESLint.RuleFix[] {
  return edits.map(({ range, text }) => fixer.replaceTextRange([range[0], range[1]], text));
}
