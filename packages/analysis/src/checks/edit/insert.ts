/** Where a statement can be put at the top of a file, and in which hand the file is written. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Edit } from '../../report/finding.js';
import type { Source } from '../../syntax/source.js';

/** How a file writes strings, statements and lines; what it does not show is as most people do. */
export interface Hand {
  readonly quote: string;
  readonly semicolon: string;
  readonly newline: string;
}

/** Reads the hand of a file from its imports. */
export function handOf({ ast, text }: Source): Hand {
  const model = ast.body.find((statement) => statement.type === 'ImportDeclaration');
  return {
    quote: model === undefined ? "'" : text[model.source.range[0]]!,
    semicolon: model === undefined || text[model.range[1] - 1] === ';' ? ';' : '',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The last of the imports that a file begins with; `undefined` where it begins with none. */
export function lastLeadingImport({ ast }: Source): TSESTree.ProgramStatement | undefined {
  let last: TSESTree.ProgramStatement | undefined;
  for (const statement of ast.body) {
    if (isDirective(statement)) continue;
    if (!isImport(statement)) break;
    last = statement;
  }
  return last;
}

/** Inserts a text at a place. */
export function insertion(at: number, text: string): Edit {
  return { range: [at, at], text };
}

/** Inserts lines after a statement, behind a comment that stands on its last line. */
export function insertAfter({ text }: Source, statement: TSESTree.Node, lines: string): Edit {
  const [, end] = statement.range;
  // `lines` begins with the break of a line, so the rest of this one may follow only if it is no statement.
  const rest =
    /^[ \t]*(?:\/\/[^\n\r\u2028\u2029]*|\/\*[^\n\r\u2028\u2029]*?\*\/[ \t]*)?(?=[\n\r]|$)/.exec(
      text.slice(end),
    );
  return insertion(end + (rest?.[0].length ?? 0), lines);
}

/**
 * Inserts lines before the first statement of a file that is no directive: after a shebang, directives and the comments
 * at the head, but before a doc comment that belongs to that statement.
 */
export function insertAtTop({ ast, text }: Source, lines: string, newline: string): Edit {
  const first = ast.body.find((statement) => !isDirective(statement));
  let at = first?.range[0] ?? ast.range[1];
  const before = text.slice(0, at);
  const doc = /\/\*\*(?:(?!\*\/)[^])*\*\/[ \t]*(?:\r?\n)?[ \t]*$/.exec(before);
  // A pragma must stay the first thing in the file.
  if (doc !== null && !/@(?:ts-|jsx|license|fileoverview|file\b)/.test(doc[0])) at = doc.index;
  return { range: [at, at], text: `${lines}${newline}${newline}` };
}

/** Joins edits that insert at the same place, and puts all of them in the order of the file. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  const joined: Edit[] = [];
  for (const edit of sorted) {
    const last = joined.at(-1);
    if (last?.range[0] === edit.range[0] && last.range[1] === edit.range[1]) {
      joined[joined.length - 1] = { range: edit.range, text: last.text + edit.text };
    } else {
      joined.push(edit);
    }
  }
  return joined;
}

/** `import context = require('…')` is one as well, though it runs where it stands. */
function isImport({ type }: TSESTree.ProgramStatement): boolean {
  return type === 'ImportDeclaration' || type === 'TSImportEqualsDeclaration';
}

/** `'use strict'` and its like, which must stay first. */
function isDirective(statement: TSESTree.ProgramStatement): boolean {
  return statement.type === 'ExpressionStatement' && statement.directive !== undefined;
}
