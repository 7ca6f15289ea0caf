/** What a run says, as data: what `--format json` prints and `check` returns. All other formats are made of it. */
import type { Edit as EngineEdit, Finding as EngineFinding, Positions } from '@ctxvet/analysis';
import { ruleId } from '../config/named.js';
import type { Rule, Severity } from '../config/rules.js';

/** Changes when a member is removed or means something else; further members may come without. */
const reportVersion = 1;

/** The report of a run. */
export interface Report {
  readonly version: typeof reportVersion;
  /** By file and place. */
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  /** What could not be checked, a line each; with any, the exit code is 2. */
  readonly problems: readonly string[];
}

/** A stretch of a file. Lines and columns count from 1, columns in UTF-16 code units; the end is exclusive. */
export interface Place {
  /** From the working directory on, `/` between its parts. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One fault. */
export interface Finding extends Place {
  /** `ctxvet/lostcancel`: as in comments that switch it off. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The steps of the path that leads to the fault, in order. */
  readonly related: readonly RelatedPlace[];
  /** What `--fix` does. */
  readonly fix?: readonly Edit[];
  /** What a person may choose to do. */
  readonly suggestions?: readonly Suggestion[];
}

/** A place that helps to understand a finding. */
export interface RelatedPlace extends Place {
  readonly message: string;
}

/** Replaces a stretch of the file: offsets of UTF-16 code units from 0 (a byte order mark is not counted), end exclusive. */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

/** A change with its name. Its edits are in order and do not overlap. */
export interface Suggestion {
  readonly message: string;
  readonly edits: readonly Edit[];
}

/** How a run went, in numbers. */
export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** How many findings `--fix` would take away. */
  readonly fixable: number;
  readonly seconds: number;
}

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

function copyOf({ range, text }: EngineEdit): Edit {
  return { range: [range[0], range[1]], text };
}

/** Puts data into a template; a placeholder without data stays. */
function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{\s*([^{}]+?)\s*\}\}/g, (all, name: string) => data[name] ?? all);
}

/** Findings and what could not be checked, as one report. */
export function reportOf(
  findings: readonly Finding[],
  problems: readonly string[],
  files: number,
  seconds: number,
): Report {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    version: reportVersion,
    findings,
    summary: {
      files,
      errors: count('error'),
      warnings: count('warn'),
      fixable: findings.filter(({ fix }) => fix !== undefined).length,
      seconds: Math.round(seconds * 1000) / 1000,
    },
    problems,
  };
}
