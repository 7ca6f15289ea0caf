/** What the README shows is what happens. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { lintBlock } from './pages.js';
import { sampleService } from './sample.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
// Below node_modules, so that the packages are found as they are by users.
const folder = join(root, 'node_modules/.cache/ctxvet-readme');

function blockWith(text: string): string {
  return readme
    .split(/^```\w*\n/m)
    .filter((_, i) => i % 2 === 1)
    .find((block) => block.includes(text))!;
}

beforeAll(() => void mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the README', () => {
  it('has the two lines that are enough on a fresh clone', () => {
    expect(readme).toContain('\nnpm ci && npm run demo\n');
    expect(readme).toContain('\nnpm ci && npm test\n');
  });

  it('shows a config of three lines that works', () => {
    const config = blockWith('ctxvet.configs.recommended];');
    expect(config.trim().split('\n')).toHaveLength(3);
    const file = join(folder, 'eslint.config.mjs');
    writeFileSync(file, config);
    const bin = join(root, 'node_modules/eslint/bin/eslint.js');
    const { stdout } = spawnSync(process.execPath, [bin, '-c', file, 'src/repository.ts'], {
      cwd: sampleService,
      encoding: 'utf8',
    });
    expect(stdout).toContain('ctxvet/lostcancel');
  });

  it('shows an example with its output', async () => {
    const code = blockWith('const hit = cache.get(id);');
    const { messages } = await lintBlock(ESLint, 'lostcancel', { language: 'ts', code });
    const lines = messages.map(
      ({ line, column, message, ruleId }) => `${line}:${column} error ${message} ${ruleId!}`,
    );
    const output = blockWith('  error  ').trim().replaceAll(/ {2,}/g, ' ');
    expect(lines).toEqual([output]);
  });

  it('shows the runtime in ten lines that print what they say', () => {
    const code = blockWith('context.afterFunc(child');
    expect(
      code
        .trim()
        .split('\n')
        .filter((line) => line !== ''),
    ).toHaveLength(9);
    const file = join(folder, 'runtime.mjs');
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    });
    writeFileSync(file, outputText);
    const { stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    const wanted = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map((match) => match[1]!);
    expect(stdout.trim().split('\n').sort()).toEqual(wanted.sort());
  });
});
