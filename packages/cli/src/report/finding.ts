/** From what the engine finds to what reports say. */
import type { Edit as EngineEdit, Finding as EngineFinding, Positions } from '@ctxvet/analysis';
import type { TSESTree } from '@typescript-eslint/types';
import { ruleId } from '../config/named.js';
import type { Rule } from '../config/rules.js';
import { hashOf } from '../hash.js';
import { linesOf } from '../lines.js';
import type { Edit, Finding, Place } from './report.js';

/** A finding that is not yet told from others like it. */
export type BareFinding = Omit<Finding, 'fingerprint'>;

/** A finding of the engine, in a file, as the report has it. */
export function findingFrom(
  { check, severity }: Rule,
  found: EngineFinding,
  file: string,
  positionOf: Positions,
): BareFinding {
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
): BareFinding {
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

/** All findings of a file, with fingerprints: made of the rule, the file, the text of the line, and which of several such it is. */
export function withFingerprints(findings: readonly BareFinding[], text: string): Finding[] {
  const lines = linesOf(text);
  const times = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, line } = finding;
    const fault = JSON.stringify([rule, file, lines[line - 1]?.trim()]);
    const nth = (times.get(fault) ?? 0) + 1;
    times.set(fault, nth);
    return { ...finding, fingerprint: hashOf(`${fault}${nth}`) };
  });
}

function copyOf({ range, text }: EngineEdit): Edit {
  return { range: [range[0], range[1]], text };
}

/** Puts data into a template; a placeholder without data stays. */
function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (all, name: string) => data[name] ?? all);
}
