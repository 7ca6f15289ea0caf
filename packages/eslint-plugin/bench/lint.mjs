/**
 * One ESLint run over a folder, in a process of its own: `node lint.mjs <folder> <run> [typed|untyped [<settings>]]`, with
 * our settings as JSON.
 * Prints what it cost and what it found as JSON; who starts it says how to read it.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { relative } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import ctxvet from '@ctxvet/eslint-plugin';

/**
 * What every run starts with: it asks for one type in each file, as any typed rule does, so that the first rule under
 * test does not pay for making the checker.
 */
const probe = {
  meta: { type: 'problem', schema: [], messages: {} },
  create({ sourceCode }) {
    return {
      Program(program) {
        const [first] = program.body;
        if (first !== undefined) sourceCode.parserServices.getTypeAtLocation(first);
      },
    };
  },
};

/** The rules of a run beside the probe. */
const runs = {
  base: [],
  ours: [ctxvet.configs.recommended],
  strict: [ctxvet.configs.strict],
  theirs: [{ rules: { '@typescript-eslint/no-floating-promises': 'error' } }],
};

/** The config of a run; a host for `folder`. What files say to ESLint in comments does not count. */
export function makeESLint(folder, run, { typed = true, settings = {} } = {}) {
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    stats: true,
    overrideConfig: [
      {
        files: ['**/*.{ts,tsx,mts,cts}'],
        plugins: { probe: { rules: { probe } }, '@typescript-eslint': tseslint.plugin },
        linterOptions: { noInlineConfig: true },
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { projectService: typed, tsconfigRootDir: folder },
        },
        rules: typed ? { 'probe/probe': 'error' } : {},
        settings: { ctxvet: settings },
      },
      ...runs[run],
    ],
  });
}

/** The findings as `src/a.ts:3 rule`, in no order; what could not be parsed with its message. */
export function findingsOf(folder, results) {
  return results.flatMap(({ filePath, messages }) =>
    messages
      // ESLint also says that comments for it have no effect.
      .filter(({ ruleId, fatal }) => ruleId !== null || fatal)
      .map(
        ({ line, ruleId, message }) => `${relative(folder, filePath)}:${line} ${ruleId ?? message}`,
      ),
  );
}

/** Milliseconds by rule over all files, and the slowest file of each. */
export function timesOf(folder, results) {
  const times = {};
  for (const { filePath, stats } of results) {
    for (const { rules } of stats.times.passes) {
      for (const [rule, { total }] of Object.entries(rules ?? {})) {
        const time = (times[rule] ??= { total: 0, slowest: 0, file: '' });
        time.total += total;
        if (total > time.slowest)
          Object.assign(time, { slowest: total, file: relative(folder, filePath) });
      }
    }
  }
  return times;
}

/** What is still in use once everything is linted; 0 where the process was started without `--expose-gc`. */
function keptMegabytes() {
  if (globalThis.gc === undefined) return 0;
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function linesOf(path) {
  return readFileSync(path, 'utf8').split('\n').length;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, run, types, settings = '{}'] = process.argv.slice(2);
  const options = { typed: types !== 'untyped', settings: JSON.parse(settings) };
  const results = await makeESLint(folder, run, options).lintFiles(['src']);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  const kept = keptMegabytes();
  const findings = findingsOf(folder, results);
  const times = timesOf(folder, results);
  const lines = results.reduce((sum, { filePath }) => sum + linesOf(filePath), 0);
  console.log(JSON.stringify({ seconds, megabytes: maxRSS / 1024, kept, lines, findings, times }));
}
