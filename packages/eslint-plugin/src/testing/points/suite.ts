/** Runs a suite of `lostcancel` with typescript-eslint's tester: each case with types, and again without them. */
import { join } from 'node:path';
import { RuleTester, type SuggestionOutput } from '@typescript-eslint/rule-tester';
import type { TSESLint } from '@typescript-eslint/utils';
import { afterAll, describe, it } from 'vitest';
import plugin from '../../plugin.js';
import { root } from '../fixtures.js';

/** What may be lost, by the rule's name of the message. */
type Loss =
  | 'lostOnReturn'
  | 'lostOnThrow'
  | 'lostOnRejection'
  | 'lostOnYield'
  | 'lostAtEnd'
  | 'lostOnJump'
  | 'overwritten'
  | 'neverHeld'
  | 'heldInVain';

/** A program in which nothing is lost. */
export interface Kept {
  readonly name: string;
  /** Follows the head on the same line: begins with a line break, so its first line is the second. */
  readonly code: string;
  readonly options?: {
    readonly throws?: 'evident' | 'calls' | 'none';
    readonly ignoreWhenParentCancelled?: boolean;
    readonly ignoreWhenDone?: boolean;
  };
  readonly settings?: Readonly<Record<string, readonly string[]>>;
  /** Types tell what syntax alone cannot: the case is not run without them. */
  readonly typed?: true;
  /** Only without types: what is not known then. */
  readonly untyped?: true;
}

/** A program in which something is lost. */
export interface Lost extends Kept {
  readonly errors: readonly Expected[];
}

/** A finding. */
export interface Expected {
  readonly messageId: Loss;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly data?: Readonly<Record<string, string>>;
  /** Compared by a suite that is about them. */
  readonly suggestions?: readonly SuggestionOutput<string>[];
}

/** What the programs have at hand, on one line. */
const head = [
  "import * as context from '@ctxvet/context';",
  "import { withCancel, withTimeout, type Context, type CancelFunc } from '@ctxvet/context';",
  'declare function load(ctx: Context): Promise<string>;',
  'declare function parse(text: string): string;',
  'declare function note(): void;',
  'declare function keep(value: unknown): void;',
  'declare const ready: boolean;',
  'declare const noop: CancelFunc;',
  'declare const list: string[];',
  'void [context, withCancel, withTimeout, load, parse, note, keep, ready, noop, list];',
].join(' ');

/** A finding in short. */
export function lost(messageId: Loss, line: number, column: number): Expected {
  return { messageId, line, column };
}

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

/** The cases of a point, or of a part of it. */
export interface Cases {
  readonly valid: readonly Kept[];
  readonly invalid: readonly Lost[];
}

/** `compare`: does the suite say which suggestions there are? */
export function runSuite(
  point: string,
  parts: readonly Cases[],
  compare: 'findings' | 'suggestions' = 'findings',
): void {
  const lostcancel = plugin.rules['lostcancel'] as object as TSESLint.RuleModule<string>;
  const rule = compare === 'suggestions' ? lostcancel : withoutSuggestions(lostcancel);
  const tsconfigRootDir = join(root, 'fixtures');
  // One file name for all: the project service changes one program again and again.
  const projectService = { allowDefaultProject: ['*.ts'], defaultProject: 'tsconfig.json' };
  for (const typed of [true, false]) {
    const picked = (cases: readonly Kept[]) =>
      cases
        .filter((each) => !(typed ? each.untyped : each.typed))
        .map((each) => testOf(each, typed) as never);
    const tester = new RuleTester({
      defaultFilenames: { ts: 'points.ts', tsx: 'points.tsx' },
      languageOptions: {
        parserOptions: { tsconfigRootDir, ...(typed && { projectService }) },
      },
    });
    // The tester may bring typescript-eslint types of another version than ours.
    tester.run(`lostcancel: ${point}, ${typed ? 'with' : 'without'} types`, rule as never, {
      valid: parts.flatMap(({ valid }) => picked(valid)),
      invalid: parts.flatMap(({ invalid }) => picked(invalid)),
    });
  }
}

function testOf(
  { name, code, options, settings, errors }: Kept & Partial<Lost>,
  typed: boolean,
): object {
  return {
    name,
    code: head + code,
    ...(options !== undefined && { options: [options] }),
    ...(settings !== undefined && { settings: { ctxvet: settings } }),
    ...(errors !== undefined && { errors: errors.map((each) => errorOf(each, typed)) }),
  };
}

function errorOf({ suggestions, ...error }: Expected, typed: boolean): object {
  if (suggestions === undefined) return error;
  return {
    ...error,
    suggestions: suggestions
      // Without types nobody knows that `Disposable` is there.
      .filter(({ messageId }) => typed || !/using$/i.test(messageId))
      .map((each) => ({ ...each, output: head + each.output })),
  };
}

/** The tester wants to be told of each suggestion; the suites of findings need not know them. */
function withoutSuggestions(rule: TSESLint.RuleModule<string>): TSESLint.RuleModule<string> {
  return {
    ...rule,
    create: (context) =>
      rule.create(
        Object.create(context, {
          report: {
            value: (descriptor: TSESLint.ReportDescriptor<string>) =>
              context.report({ ...descriptor, suggest: null }),
          },
        }) as typeof context,
      ),
  };
}
