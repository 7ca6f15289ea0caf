/**
 * What a check says about a program. Plain data: hosts turn it into ESLint reports, terminal text,
 * JSON or SARIF. Offsets are UTF-16 code units from the start of the file, end exclusive.
 */

/** A half-open stretch of the source text: `[start, end)`. */
export type Range = readonly [start: number, end: number];

/** A place that helps to understand a finding; the places of a path stand in the order of the path. */
export interface Place {
  readonly range: Range;
  /** What happens here, in words that can stand alone: "`cancel` is acquired here". */
  readonly message: string;
}

/** Replaces the text of `range`; an empty range inserts, an empty text deletes. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** A change that a user may choose. Invariant: edits do not overlap and are in source order. */
export interface Suggestion {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
}

/** One fault at one place. */
export interface Finding {
  /** The name of the check that made it. */
  readonly check: string;
  /** A key of the check's `messages`. */
  readonly messageId: string;
  /** What stands for each `{{placeholder}}` of the message. */
  readonly data: Readonly<Record<string, string>>;
  readonly range: Range;
  /** The steps of the path, or other places to look at; empty where the range says it all. */
  readonly related: readonly Place[];
  /** A change that is right wherever the finding is; applied without asking. */
  readonly fix?: readonly Edit[];
  readonly suggestions: readonly Suggestion[];
}
