/**
 * Texts that are nested so deeply that the parser would end the process, as it does where it fills the stack. Nearly all texts are
 * cleared by a look at their brackets; the others are parsed in a process of their own first.
 */
import { spawnSync } from 'node:child_process';
import { depthOf } from '../depth.js';

/** So many characters cannot be nested deeply enough. */
const harmless = 8_000;
/** The parser takes in thousands of brackets. */
const mostBrackets = 300;
/** So much text without `;` or `}` may hold thousands of levels that need no brackets: operators, types, arrows. */
const longest = 8_000;
/** Levels of `else if` and of JSX elements. */
const mostOthers = 1_000;

/**
 * Does the parser survive this text? `programOf` gives what it would be asked to run: the parser, on the text from stdin; few
 * texts need it.
 */
export function survives(text: string, programOf: () => string): boolean {
  if (isHarmless(text)) return true;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', programOf()], {
    input: text,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return status === 0;
}

/** False where there is a doubt. */
function isHarmless(text: string): boolean {
  return (
    text.length < harmless ||
    (depthOf(text) <= mostBrackets &&
      longestStretchOf(text) <= longest &&
      text.split(/\belse\b|<\//).length <= mostOthers)
  );
}

function longestStretchOf(text: string): number {
  let most = 0;
  let start = 0;
  for (const { index } of text.matchAll(/[;}]/g)) {
    most = Math.max(most, index - start);
    start = index;
  }
  return Math.max(most, text.length - start);
}
