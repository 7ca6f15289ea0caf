/** Which checks run, how much a finding of each weighs, and with which options. */
import { checks, checksOf, type Check, type Preset } from '@ctxvet/analysis';
import { listOf, Problem } from '../problem.js';
import { checkNamed } from './named.js';
import { assertOptions } from './options.js';

/** What a finding weighs: errors decide the exit code. */
export type Severity = 'warn' | 'error';

/** A check that runs. */
export interface Rule {
  readonly check: Check;
  readonly severity: Severity;
  readonly options: Readonly<object>;
}

/** What was asked for, later entries before earlier ones: preset, configuration, command line. */
export interface RuleRequest {
  readonly preset?: string | undefined;
  /** As in ESLint: `{ lostcancel: ['error', { throws: 'calls' }] }`, with `ctxvet/` before the name or without. */
  readonly rules?: Readonly<Record<string, unknown>> | undefined;
  /** As on the command line: `lostcancel` alone means only those that are named, `lostcancel:warn` changes one. */
  readonly only?: readonly string[] | undefined;
  readonly throws?: string | undefined;
}

const presets: readonly Preset[] = ['recommended', 'strict', 'go'];

/** The rules that run, in the order of the registry. `where` names the configuration in messages. */
export function rulesFor(request: RuleRequest, where: string): Rule[] {
  const rules = new Map<Check, Rule>();
  for (const { check, options } of checksOf(presetNamed(request.preset ?? 'recommended', where))) {
    rules.set(check, { check, severity: 'error', options });
  }
  for (const [name, entry] of Object.entries(request.rules ?? {})) {
    setEntry(rules, checkNamed(name, where), entry, `${where}: rules[${JSON.stringify(name)}]`);
  }
  setNamed(rules, request.only ?? []);
  if (request.throws !== undefined) setThrows(rules, request.throws);
  return checks.flatMap((check) => rules.get(check) ?? []);
}

function presetNamed(name: string, where: string): Preset {
  const found = presets.find((preset) => preset === name);
  if (found === undefined) {
    throw new Problem(
      `${where}: there is no preset ${JSON.stringify(name)}; known are ${listOf(presets)}`,
    );
  }
  return found;
}

function setEntry(rules: Map<Check, Rule>, check: Check, entry: unknown, where: string): void {
  const [level, options, ...more] = (Array.isArray(entry) ? entry : [entry]) as unknown[];
  const severity = severityOf(level, where);
  if (more.length > 0) throw new Problem(`${where}: one object of options is allowed`);
  if (options !== undefined) assertOptions(check, options, where);
  if (severity === 'off') {
    rules.delete(check);
    return;
  }
  // As in ESLint: who writes a severity alone keeps the options that were there.
  const kept = rules.get(check)?.options ?? {};
  rules.set(check, { check, severity, options: options ?? kept });
}

function severityOf(level: unknown, where: string): Severity | 'off' {
  switch (level) {
    case 'off':
    case 0:
      return 'off';
    case 'warn':
    case 1:
      return 'warn';
    case 'error':
    case 2:
      return 'error';
    default:
      throw new Problem(
        `${where}: a severity is off, warn or error, not ${(JSON.stringify(level) as string | undefined) ?? String(level)}`,
      );
  }
}

function setNamed(rules: Map<Check, Rule>, named: readonly string[]): void {
  const entries = named.map((text) => {
    const at = text.lastIndexOf(':');
    const name = at < 0 ? text : text.slice(0, at);
    return {
      check: checkNamed(name, '--rule'),
      level: at < 0 ? undefined : text.slice(at + 1),
      text,
    };
  });
  const chosen = entries.filter(({ level }) => level === undefined).map(({ check }) => check);
  if (chosen.length > 0) {
    const kept = chosen.map(
      (check): Rule => rules.get(check) ?? { check, severity: 'error', options: {} },
    );
    rules.clear();
    for (const rule of kept) rules.set(rule.check, rule);
  }
  for (const { check, level, text } of entries) {
    if (level !== undefined) setEntry(rules, check, level, `--rule ${text}`);
  }
}

/** `throws` is an option of whichever rules have it. */
function setThrows(rules: Map<Check, Rule>, throws: string): void {
  for (const rule of rules.values()) {
    if (!Object.hasOwn(rule.check.schema.properties, 'throws')) continue;
    assertOptions(rule.check, { throws }, '--throws');
    rules.set(rule.check, { ...rule, options: { ...rule.options, throws } });
  }
}
