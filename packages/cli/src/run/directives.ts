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
  /** Names that no rule has, and that look like ours: `3:1: …`. */
  readonly unknown: readonly string[];
}

interface Directive {
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
  return {
    isOff: (rule, at) => isOff(directives, rule, at),
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

/** For one line a comment is enough; from there on, the last one before that speaks of the rule decides. */
function isOff(directives: readonly Directive[], rule: string, at: Position): boolean {
  let off = false;
  for (const { kind, line, at: from, rules } of directives) {
    if (rules.length > 0 && !rules.includes(rule)) continue;
    if (line !== undefined) {
      if (line === at.line) return true;
    } else if (from.line < at.line || (from.line === at.line && from.column <= at.column)) {
      off = kind === 'disable';
    }
  }
  return off;
}

function directiveOf(comment: TSESTree.Comment): Directive[] {
  const directive = parser.parseDirective(comment.value);
  if (directive === undefined) return [];
  const { start, end } = comment.loc;
  const isBlock = comment.type === 'Block';
  const base = {
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
