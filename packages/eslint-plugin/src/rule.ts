/** From a check to an ESLint rule. There is one such function and no file a rule: a check has all it takes. */
import { runCheck, type Check, type Edit, type Finding } from '@ctxvet/analysis';
import type { Rule, SourceCode } from 'eslint';
import { openSourceCode } from './file.js';

/**
 * Builds the rule. It listens to the program alone: the analysis has its own walk, which all rules share.
 * It throws on settings that are wrong, when ESLint loads it, and never on what a file holds.
 */
export function buildRule(check: Check): Rule.RuleModule {
  const hasOptions = Object.keys(check.schema.properties).length > 0;
  return {
    meta: {
      type: check.docs.type,
      docs: {
        description: check.docs.summary,
        recommended: check.docs.presets.recommended !== undefined,
        url: `https://github.com/ctxvet/ctxvet/blob/main/rules-docs/${check.name}.md`,
      },
      languages: ['js/js'],
      messages: { ...check.messages },
      ...(check.fixable && { fixable: 'code' }),
      hasSuggestions: check.hasSuggestions,
      schema: hasOptions ? [check.schema as object] : [],
      ...(hasOptions && { defaultOptions: [check.defaults] }),
    },
    create(context) {
      const file = openSourceCode(context);
      if (file === undefined) return {};
      const options = (context.options[0] ?? {}) as object;
      return {
        Program() {
          for (const finding of runCheck(file(), check, options)) report(context, finding);
        },
      };
    },
  };
}

function report(context: Rule.RuleContext, finding: Finding): void {
  const { messageId, data, range, fix, suggestions } = finding;
  context.report({
    messageId,
    data: { ...data },
    loc: locOf(context.sourceCode, range),
    fix: fix === undefined ? null : (fixer) => applyEdits(fixer, fix),
    suggest: suggestions.map((suggestion) => ({
      messageId: suggestion.messageId,
      data: { ...suggestion.data },
      fix: (fixer: Rule.RuleFixer) => applyEdits(fixer, suggestion.edits),
    })),
  });
}

function locOf(sourceCode: SourceCode, [start, end]: Finding['range']) {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}

function applyEdits(fixer: Rule.RuleFixer, edits: readonly Edit[]): Rule.Fix[] {
  return edits.map(({ range, text }) => fixer.replaceTextRange([range[0], range[1]], text));
}
