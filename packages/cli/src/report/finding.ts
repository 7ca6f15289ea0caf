/** From what the engine finds to what reports say. */
import type { Edit as EngineEdit, Finding as EngineFinding, Positions } from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';
import { ruleId } from '../config/named.js';
import type { Rule } from '../config/rules.js';
import type { Edit, Finding, Place } from './report.js';

/** A finding of the engine, in a file, as the report has it. */
export function findingFrom(
  { check, severity }: Rule,
  found: EngineFinding,
  file: string,
  positionOf: Positions,
): Finding {
  const placeOf = ([start, end]: EngineFinding['range']): Place => {
    const from = positionOf(start);
    const to = positionOf(end);
    return {
      file,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
    };
  };
  const say = ({ messageId, data }: Pick<EngineFinding, 'messageId' | 'data'>): string =>
    fill(check.messages[messageId] ?? messageId, data);
  return {
    rule: ruleId(check),
    severity,
    message: say(found),
    ...placeOf(found.range),
    related: found.related.map(({ range, message }) => ({ message, ...placeOf(range) })),
    ...(found.fix && { fix: found.fix.map(copyOf) }),
    ...(found.suggestions.length > 0 && {
      suggestions: found.suggestions.map((suggestion) => ({
        message: say(suggestion),
        edits: suggestion.edits.map(copyOf),
      })),
    }),
  };
}

/** A comment that disables a rule for nothing. No rule says so, hence no comment hides it; it weighs as in ESLint. */
export function unusedFinding(
  rule: string,
  file: string,
  { start, end }: TSESTree.SourceLocation,
): Finding {
  return {
    rule: unusedDirective,
    severity: 'error',
    message: `The comment disables \`${rule}\`, which finds nothing there`,
    file,
    line: start.line,
    column: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
    related: [],
  };
}

const unusedDirective = 'unused-disable-directive';

function copyOf({ range, text }: EngineEdit): Edit {
  return { range: [range[0], range[1]], text };
}

/** Puts data into a template; a placeholder without data stays. */
function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (all, name: string) => data[name] ?? all);
}
