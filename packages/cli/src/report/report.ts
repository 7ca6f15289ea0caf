/** What a run says, as data: what `--format json` prints and `check` returns. All other formats are made of it. */
import type { Severity } from '../config/rules.js';

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
  /** `ctxvet/lostcancel`: as in comments that switch it off; `unused-disable-directive` of one that switches off nothing. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The same for the same fault although other lines of the file come and go; no two findings of a report have the same. */
  readonly fingerprint: string;
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
