import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '@ctxvet/analysis';
import { ESLint } from 'eslint';
import * as eslint9 from 'eslint9';
import { describe, expect, it } from 'vitest';
import { lintSample, sampleService, sourcesOfSample } from './sample.js';
import { typecheck } from './typecheck.js';

describe('the sample service', () => {
  it('compiles', () => {
    expect(typecheck(join(sampleService, 'tsconfig.json'))).toEqual(new Map());
  });

  it('names published packages only', () => {
    const texts = [...sourcesOfSample(), join(sampleService, 'eslint.config.mjs')].map((path) =>
      readFileSync(path, 'utf8'),
    );
    const names = texts.flatMap((text) => [...text.matchAll(/from '([^']+)'/g)].map((m) => m[1]!));
    const outside = new Set(names.filter((name) => !/^\.\.?\/(?!.*packages)|^node:/.test(name)));
    expect([...outside].sort()).toEqual([
      '@ctxvet/context',
      '@ctxvet/eslint-plugin',
      '@typescript-eslint/parser',
    ]);
  });

  it.each([
    ['ESLint 10', ESLint],
    ['ESLint 9', eslint9.ESLint as unknown as typeof ESLint],
  ])('has exactly its findings on %s, at least two of each rule', async (_, ESLintClass) => {
    const { problems, results } = await lintSample(new ESLintClass({ cwd: sampleService }));
    expect(problems).toEqual([]);
    const rules = results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
    for (const { name } of checks) {
      expect(rules.filter((rule) => rule === `ctxvet/${name}`).length, name).toBeGreaterThan(1);
    }
  });
});
