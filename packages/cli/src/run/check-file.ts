/** Runs the rules on one file. */
import { makePositions, runCheck } from '@ctxvet/analysis';
import type { Rule } from '../config/rules.js';
import type { Opened } from '../engine/opened.js';
import { takeApart } from '../engine/parse.js';
import { findingFrom } from '../report/finding.js';
import type { Finding } from '../report/report.js';
import { readDirectives } from './directives.js';

/** What a file gave. */
export interface FileResult {
  /** In the order of their places, as ESLint has them. */
  readonly findings: readonly Finding[];
  /** Comments that name no rule. */
  readonly notes: readonly string[];
}

/** Runs the rules; `file` is how the report names it. Throws `Unparsable` for a file that cannot be judged. */
export function checkFile(opened: Opened, rules: readonly Rule[], file: string): FileResult {
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
    .filter((finding) => !directives.isOff(finding.rule, finding))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  takeApart(open.file.source.ast);
  return { findings, notes: directives.unknown };
}
