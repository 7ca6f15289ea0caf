/** Runs the rules on one file. */
import { makePositions, runCheck } from '@ctxvet/analysis';
import { ruleId } from '../config/named.js';
import type { Rule } from '../config/rules.js';
import type { Opened } from '../engine/opened.js';
import { takeApart } from '../engine/parse.js';
import { findingFrom, unusedFinding, withFingerprints } from '../report/finding.js';
import type { Finding } from '../report/report.js';
import { readDirectives } from './directives.js';

/** What a file gave. */
export interface FileResult {
  /** In the order of their places, as ESLint has them. */
  readonly findings: readonly Finding[];
  /** Comments that name no rule. */
  readonly notes: readonly string[];
}

/** How to check. */
interface Checking {
  readonly rules: readonly Rule[];
  /** Is a comment that disables one of them for nothing a finding? */
  readonly reportUnused: boolean;
}

/** Runs the rules; `file` is how the report names it. Throws `Unparsable` for a file that cannot be judged. */
export function checkFile(
  opened: Opened,
  { rules, reportUnused }: Checking,
  file: string,
): FileResult {
  const open = opened.open();
  if (open === undefined) return { findings: [], notes: [] };
  const directives = readDirectives(open.comments);
  const positionOf = makePositions(opened.text);
  const findings = rules
    .flatMap((rule) =>
      runCheck(open.file, rule.check, rule.options).map((found) =>
        findingFrom(rule, found, file, positionOf),
      ),
    )
    .filter((finding) => !directives.isOff(finding.rule, finding));
  if (reportUnused) {
    const unused = directives.unused(rules.map(({ check }) => ruleId(check)));
    findings.push(...unused.map(({ rule, loc }) => unusedFinding(rule, file, loc)));
  }
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  takeApart(open.file.source.ast);
  return { findings: withFingerprints(findings, opened.text), notes: directives.unknown };
}
