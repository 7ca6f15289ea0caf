/**
 * One typed ESLint run over a folder, in a process of its own: `node lint.mjs <folder> <run> [parser option]`.
 * Prints what it cost and what it found as JSON; `cost.mjs` and `editor.mjs` say how to read it.
 */
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
  theirs: [{ rules: { '@typescript-eslint/no-floating-promises': 'error' } }],
};

/** The config of a run; a host for `folder`. */
export function makeESLint(folder, run) {
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    stats: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        plugins: { probe: { rules: { probe } }, '@typescript-eslint': tseslint.plugin },
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { projectService: true, tsconfigRootDir: folder },
        },
        rules: { 'probe/probe': 'error' },
      },
      ...runs[run],
    ],
  });
}

/** The findings as `src/a.ts:3 rule`, in no order. */
export function findingsOf(folder, results) {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
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

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, run] = process.argv.slice(2);
  const results = await makeESLint(folder, run).lintFiles(['src']);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  const findings = findingsOf(folder, results);
  const times = timesOf(folder, results);
  console.log(JSON.stringify({ seconds, megabytes: maxRSS / 1024, findings, times }));
}
