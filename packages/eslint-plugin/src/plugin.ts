/**
 * The plugin as ESLint loads it. Rules and presets are derived from the registry of checks: nothing here
 * names one.
 */
import { createRequire } from 'node:module';
import { checks, checksOf, type Preset } from '@ctxvet/analysis';
import type { ESLint, Linter } from 'eslint';
import { buildRule } from './rule.js';

const { name, version } = createRequire(import.meta.url)('../package.json') as {
  name: string;
  version: string;
};

/** What `@ctxvet/eslint-plugin` exports: rules under the namespace `ctxvet`, and flat configs. */
interface CtxvetPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: NonNullable<ESLint.Plugin['rules']>;
  /**
   * One flat config object a preset, complete with the plugin itself: `recommended` (faults that are
   * evident), `strict` (every call may throw, further options on) and `go` (what `go vet` would say).
   */
  readonly configs: Readonly<Record<Preset, Linter.Config>>;
}

const plugin: CtxvetPlugin = {
  meta: { name, version, namespace: 'ctxvet' },
  // ESLint and typescript-eslint describe the same rules in types that do not know each other.
  rules: Object.fromEntries(
    checks.map((check) => [check.name, buildRule(check)]),
  ) as object as CtxvetPlugin['rules'],
  configs: {
    recommended: buildConfig('recommended'),
    strict: buildConfig('strict'),
    go: buildConfig('go'),
  },
};

export default plugin;

function buildConfig(preset: Preset): Linter.Config {
  const rules: Linter.RulesRecord = {};
  for (const { check, options } of checksOf(preset)) {
    rules[`ctxvet/${check.name}`] =
      Object.keys(options).length === 0 ? 'error' : ['error', { ...options }];
  }
  return {
    name: `ctxvet/${preset}`,
    // The plugin holds this config: it must be read when ESLint asks, not when it is made.
    plugins: {
      get ctxvet() {
        return plugin;
      },
    },
    rules,
  };
}
