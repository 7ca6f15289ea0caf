/** Where people read about a check. */
import type { Check } from './check.js';

/** The address of its page. */
export function pageUrl({ name }: Pick<Check, 'name'>): string {
  return `https://github.com/ctxvet/ctxvet/blob/main/rules-docs/${name}.md`;
}
