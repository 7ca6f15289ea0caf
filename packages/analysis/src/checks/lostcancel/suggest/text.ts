/** Writing statements into a block in the hand of its file: indentation, line ends, semicolons; comments stay where they are. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit } from '../../../report/finding.js';
import { insertion } from '../../edit/insert.js';
import { nodesWithin } from '../../../syntax/index-file.js';
import type { Pass } from '../../check.js';

/** How the code around a statement is written. */
export interface Hand {
  /** What stands before the statement on its line. */
  readonly indent: string;
  /** One level more. */
  readonly unit: string;
  readonly newline: string;
  readonly semicolon: string;
}

type File = Pick<Pass<unknown>, 'source' | 'index'>;

/** Reads the hand from a statement and the block that it stands in. */
export function handOf(text: string, statement: TSESTree.Node, block: TSESTree.Node): Hand {
  const indent = indentAt(text, statement.range[0]);
  const outer = block.type === 'Program' ? undefined : indentAt(text, block.range[1] - 1);
  const isDeeper = outer !== undefined && indent.length > outer.length && indent.startsWith(outer);
  return {
    indent,
    unit: isDeeper ? indent.slice(outer.length) : firstIndent(text),
    newline: text[text.indexOf('\n', statement.range[1]) - 1] === '\r' ? '\r\n' : '\n',
    semicolon: text[statement.range[1] - 1] === ';' ? ';' : '',
  };
}

/** Adds a statement after another: on the next line, behind a comment that ends this one, else on the same line. */
export function insertAfter(
  text: string,
  statement: TSESTree.Node,
  line: string,
  hand: Hand,
): Edit | undefined {
  const end = lineEndAfter(text, statement.range[1]);
  if (end !== undefined) return insertion(end, `${hand.newline}${hand.indent}${line}`);
  return hand.semicolon === '' ? undefined : insertion(statement.range[1], ` ${line}`);
}

/** What stands around statements that are wrapped. */
export interface Wrapping {
  readonly head: string;
  /** Lines, indented from where `head` stands. */
  readonly tail: readonly string[];
}

/**
 * Puts the statements from the line after `before` up to `end`, the end of the last of them, one level deeper into something.
 * Lines that begin inside a string or template are left as they are. `undefined` where the statements do not stand on
 * lines of their own.
 */
export function wrap(
  { source: { text }, index }: File,
  before: TSESTree.Node,
  end: number,
  { head, tail }: Wrapping,
  { indent, unit, newline }: Hand,
): Edit | undefined {
  // Comments between the two belong to what follows.
  const start = lineEndAfter(text, before.range[1]);
  const stop = lineEndAfter(text, end);
  if (start === undefined || stop === undefined) return undefined;
  const fixed = (['TemplateElement', 'Literal'] as const)
    .flatMap((type) => nodesWithin<TSESTree.Node>(index.of(type), [start, stop]))
    .map(({ range }) => range)
    .filter(([from, to]) => text.slice(from, to).includes('\n'));
  let body = '';
  let at = start;
  for (const line of text.slice(start, stop).split(/(?<=\n)/)) {
    const isFixed = fixed.some(([from, to]) => from < at && at < to);
    body += line.trim() === '' || isFixed ? line : `${unit}${line}`;
    at += line.length;
  }
  const closing = tail.map((line) => `${newline}${indent}${line}`).join('');
  return { range: [start, stop], text: `${newline}${indent}${head}${body}${closing}` };
}

/** Puts a statement before a `return`; one that is the whole branch of a statement gets a block. */
export function insertBefore(
  text: string,
  statement: TSESTree.ReturnStatement,
  line: string,
  { unit, newline }: Hand,
): readonly Edit[] | undefined {
  const [start, end] = statement.range;
  const { parent } = statement;
  const isFirst = text.slice(0, start).endsWith(`\n${indentAt(text, start)}`);
  if (/^(?:BlockStatement|StaticBlock|Program|SwitchCase)$/.test(parent.type)) {
    // On one line with others, a semicolon must part the two.
    if (!isFirst && !line.endsWith(';')) return undefined;
    const gap = isFirst ? `${newline}${indentAt(text, start)}` : ' ';
    return [insertion(start, `${line}${gap}`)];
  }
  const before = text.slice(0, start).trimEnd();
  if (!/(?:\)|\belse)$/.test(before) || text.slice(start, end).includes('\n')) return undefined;
  if (!/^[ \t]*(?:\/\/[^\n]*)?(?:\r?\n|$)/.exec(text.slice(end))) return undefined;
  const outer = indentAt(text, parent.range[0]);
  const inner = `${newline}${outer}${unit}`;
  return [
    { range: [before.length, start], text: ` {${inner}${line}${inner}` },
    insertion(lineEndAfter(text, end) ?? end, `${newline}${outer}}`),
  ];
}

/** The white space that a line begins with. */
function indentAt(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, at))![0];
}

/** Where the text of a line ends, if only a comment of that line follows. */
export function lineEndAfter(text: string, at: number): number | undefined {
  const lineEnd = text.indexOf('\n', at);
  const rest = text.slice(at, lineEnd === -1 ? undefined : lineEnd).replace(/\r$/, '');
  const isOnlyComment = /^\s*(?:\/\*(?:(?!\*\/).)*\*\/\s*)*(?:\/\/.*)?$/.test(rest);
  return isOnlyComment ? at + rest.trimEnd().length : undefined;
}

function firstIndent(text: string): string {
  return /^[ \t]+(?=[^\s*])/m.exec(text)?.[0] ?? '  ';
}
