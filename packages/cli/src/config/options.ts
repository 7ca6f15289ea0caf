/** Options of rules, held against the schema that the check gives. */
import { createRequire } from 'node:module';
import type { Check } from '@ctxvet/analysis';
import type ajvModule from 'ajv';
import type { ErrorObject } from 'ajv';
import { listOf, Problem } from '../problem.js';

const require = createRequire(import.meta.url);

/** Throws a `Problem` that names the option and what is allowed. */
export function assertOptions(
  check: Check,
  options: unknown,
  where: string,
): asserts options is object {
  // Most runs have no options, and so no need of it.
  const { Ajv } = require('ajv') as typeof ajvModule;
  const ajv = new Ajv({ strict: false });
  if (ajv.validate(check.schema, options)) return;
  throw new Problem(`${where}: ${wordsFor(ajv.errors?.[0], check)}`);
}

function wordsFor(error: ErrorObject | undefined, { schema }: Check): string {
  const params = (error?.params ?? {}) as Readonly<Record<string, unknown>>;
  const at = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
  if (error?.keyword === 'additionalProperties') {
    const known = listOf(Object.keys(schema.properties));
    return `there is no option ${JSON.stringify(params['additionalProperty'])}; ${known === '' ? 'the rule has none' : `known are ${known}`}`;
  }
  const name = at === '' ? 'the options' : `option ${JSON.stringify(at)}`;
  if (error?.keyword === 'enum') {
    return `${name} must be one of ${listOf((params['allowedValues'] as unknown[]).map(String))}`;
  }
  return `${name} ${error?.message ?? 'cannot be meant'}`;
}
