/**
 * Functions that never return, by their texts. Which files may declare one is asked of every file; of declaration
 * files the names are read here too: `fail(text: string): never`, `exit: (code: number) => never`. A name too many
 * is possible, one too few only where a type stands between the two.
 */
import type * as ts from './compiler.js';

const neverByFile = new WeakMap<ts.SourceFile, boolean>();

/** Could the file declare, by itself, a function that never returns? */
export function mayDeclareNever(file: ts.SourceFile): boolean {
  let may = neverByFile.get(file);
  if (may === undefined) {
    may = saysNever(file.text) || (!file.isDeclarationFile && throwingArrow.test(file.text));
    neverByFile.set(file, may);
  }
  return may;
}

/** `(): never`, `() => never`, `type Nothing = never`: looked for by the word, which is rare in most files. */
function saysNever(text: string): boolean {
  for (let at = text.indexOf('never'); at !== -1; at = text.indexOf('never', at + 1)) {
    if (/(?:\)\s*:|=>|=)\s*$/.test(text.slice(Math.max(0, at - 12), at))) return true;
  }
  return false;
}

/** An arrow that does nothing but throw, perhaps after some statements. */
const throwingArrow = /=>\s*\{[^{}]*\bthrow\b/;

/** The names of the functions that a text declares to return `never`. Reads it once. */
export function neverNamesIn(text: string): string[] {
  const names: string[] = [];
  for (const { index } of text.matchAll(/\)\s*(?::|=>)\s*never\b/g)) {
    const name = nameBefore(text, openingOf(text, index));
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** The place of the parenthesis that the one at `closing` closes. */
function openingOf(text: string, closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at--) {
    if (text[at] === ')') depth++;
    else if (text[at] === '(' && --depth === 0) return at;
  }
  return 0;
}

/** The name that stands before a parameter list, type parameters and `?`, `:` or `=` between them. */
function nameBefore(text: string, end: number): string | undefined {
  const before = text.slice(Math.max(0, end - 200), end);
  return /([\w$]+)\s*(?:<[^()]*>)?\s*[?:=]*\s*(?:<[^()]*>)?\s*$/.exec(before)?.[1];
}
