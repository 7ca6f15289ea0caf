/** Comments that switch rules off: ESLint's own, which name rules as `ctxvet/lostcancel`, or all rules by naming none. */
import { checks } from '@ctxvet/analysis';
import { ConfigCommentParser } from '@eslint/plugin-kit';
import type { TSESTree } from '@typescript-eslint/types';
import { ruleId } from '../config/named.js';
import { listOf } from '../problem.js';
import type { Position } from '@ctxvet/analysis';

/** What the comments of a file say. */
export interface Directives {
  /** Is what this rule finds here switched off? */
  isOff(rule: string, at: Position): boolean;
  /** Which comments have switched off nothing of these rules, although they name them; asked when all findings were. */
  unused(rules: readonly string[]): Unused[];
  /** Names that no rule has, and that look like ours: `3:1: …`. */
  readonly unknown: readonly string[];
}

/** A comment that disables a rule for nothing. */
interface Unused {
  readonly rule: string;
  readonly loc: TSESTree.SourceLocation;
}

interface Directive {
  readonly loc: TSESTree.SourceLocation;
  readonly kind: 'disable' | 'enable';
  /** The line that it is for; from its place on where it is left out. */
  readonly line: number | undefined;
  readonly at: Position;
  /** Empty for all. */
  readonly rules: readonly string[];
}

const parser = new ConfigCommentParser();
const ours = 'ctxvet/';
const known = new Set(checks.map(ruleId));
const short = new Set(checks.map(({ name }) => name));

/** Reads the comments of a file. */
export function readDirectives(comments: readonly TSESTree.Comment[]): Directives {
  const directives = comments.flatMap(directiveOf);
  const used = new Map(directives.map((each) => [each, new Set<string>()]));
  return {
    isOff(rule, at) {
      const directive = switchOf(directives, rule, at);
      if (directive) used.get(directive)?.add(rule);
      return directive !== undefined;
    },
    unused: (rules) =>
      directives
        .filter(({ kind }) => kind === 'disable')
        .flatMap((each) =>
          each.rules
            .filter((rule) => rules.includes(rule) && used.get(each)?.has(rule) === false)
            .map((rule) => ({ rule, loc: each.loc })),
        ),
    unknown: directives.flatMap(({ at, rules }) =>
      rules
        .filter((name) => short.has(name) || (name.startsWith(ours) && !known.has(name)))
        .map((name) => {
          const advice = short.has(name) ? `write ${ours}${name}` : `known are ${listOf(known)}`;
          return `${at.line}:${at.column}: the comment names ${name}, which is no rule; ${advice}`;
        }),
    ),
  };
}

/**
 * The comment that switches a rule off here: of those for the rest of the file, the last one before that speaks of the rule
 * decides; where that disables nothing, one for this line does.
 */
function switchOf(
  directives: readonly Directive[],
  rule: string,
  at: Position,
): Directive | undefined {
  const ofRule = directives.filter(({ rules }) => rules.length === 0 || rules.includes(rule));
  const last = ofRule.findLast(
    ({ line, at: from }) =>
      line === undefined &&
      (from.line < at.line || (from.line === at.line && from.column <= at.column)),
  );
  return last?.kind === 'disable' ? last : ofRule.findLast(({ line }) => line === at.line);
}

function directiveOf(comment: TSESTree.Comment): Directive[] {
  const directive = parser.parseDirective(comment.value);
  if (directive === undefined) return [];
  const { loc } = comment;
  const { start, end } = loc;
  const isBlock = comment.type === 'Block';
  const base = {
    loc,
    at: { line: start.line, column: start.column + 1 },
    rules: Object.keys(parser.parseListConfig(directive.value)),
  };
  switch (directive.label) {
    case 'eslint-disable':
      return isBlock ? [{ ...base, kind: 'disable', line: undefined }] : [];
    case 'eslint-enable':
      return isBlock ? [{ ...base, kind: 'enable', line: undefined }] : [];
    case 'eslint-disable-line':
      return start.line === end.line ? [{ ...base, kind: 'disable', line: start.line }] : [];
    case 'eslint-disable-next-line':
      return [{ ...base, kind: 'disable', line: end.line + 1 }];
    default:
      return [];
  }
}
