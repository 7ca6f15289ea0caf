/** Rules by their names. */
import { checks, type Check } from '@ctxvet/analysis';
import { listOf, Problem } from '../problem.js';

const prefix = 'ctxvet/';

/** The id of a check in reports and in comments: as in ESLint. */
export function ruleId({ name }: Check): string {
  return prefix + name;
}

/** The check of that name, with `ctxvet/` before it or without. Throws a `Problem` that begins with `where` if there is none. */
export function checkNamed(written: string, where: string): Check {
  const name = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  const found = checks.find((check) => check.name === name);
  if (found !== undefined) return found;
  const known = listOf(checks.map((check) => check.name));
  throw new Problem(`${where}: there is no rule ${JSON.stringify(written)}; known are ${known}`);
}
