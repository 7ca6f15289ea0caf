/** The packages as npm packs them, installed into an empty project: the command and the plugin work there. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lost, root, tsconfig, type Outcome } from './kit.js';

const execute = promisify(execFile);
// Outside of this code base, so that nothing of it is found by accident.
const base = mkdtempSync(join(tmpdir(), 'ctxvet-install-'));
const project = join(base, 'project');
afterAll(() => rmSync(base, { recursive: true }));

const runtime = ['@ctxvet/context', '@ctxvet/analysis', '@ctxvet/eslint-plugin', 'ctxvet'];
const hosts = ['eslint', '@typescript-eslint/parser'];

beforeAll(async () => {
  const { stdout } = await execute(
    'npm',
    ['pack', '--json', '--pack-destination', base, ...runtime.flatMap((name) => ['-w', name])],
    { cwd: root, maxBuffer: 2 ** 26 },
  );
  const packed = JSON.parse(stdout) as { filename: string }[];
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}');
  const tarballs = packed.map(({ filename }) => join(base, filename));
  const versions = hosts.map((name) => `${name}@${installedVersion(name)}`);
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await execute('npm', ['install', ...options, ...tarballs, ...versions], { cwd: project });
  const files = {
    'tsconfig.json': tsconfig({ include: ['src'] }),
    'src/a.ts': lost,
    'ctxvet.config.ts': `import type { Config } from 'ctxvet';
export default { rules: { lostcancel: 'warn' } } satisfies Config;\n`,
    'eslint.config.mjs': `import ctxvet from '@ctxvet/eslint-plugin';
import * as parser from '@typescript-eslint/parser';
export default [
  { files: ['**/*.ts'], languageOptions: { parser, parserOptions: { projectService: true } } },
  ctxvet.configs.recommended,
];\n`,
    'check.mjs': `import { check } from 'ctxvet';
console.log((await check()).findings.length);\n`,
  };
  mkdirSync(join(project, 'src'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
}, 300_000);

function installedVersion(name: string): string {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  ) as { version: string };
  return version;
}

async function run(command: string, ...args: string[]): Promise<Outcome> {
  try {
    return { code: 0, ...(await execute(command, args, { cwd: project })) };
  } catch (err) {
    return err as Outcome;
  }
}

describe('an empty project', { timeout: 120_000 }, () => {
  it('has the command, with its configuration in TypeScript', async () => {
    const { code, stdout, stderr } = await run('npx', '--no-install', 'ctxvet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^src\/a\.ts:3:17 {2}warning {2}ctxvet\/lostcancel\n/);
  });

  it('has no TypeScript 7, which one engine needs', async () => {
    const { code, stderr } = await run('npx', '--no-install', 'ctxvet', '--engine', 'native');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^ctxvet: --engine native needs TypeScript 7, [^\n]+\n$/);
  });

  it('has the pages of the rules', async () => {
    const { stdout } = await run('npx', '--no-install', 'ctxvet', '--explain', 'lostcancel');
    expect(stdout).toMatch(/^# lostcancel\n/);
  });

  it('has the library', async () => {
    expect((await run('node', 'check.mjs')).stdout).toBe('1\n');
  });

  it('has the plugin', async () => {
    const { code, stdout } = await run('npx', '--no-install', 'eslint', 'src');
    expect(code).toBe(1);
    expect(stdout).toMatch(/3:17 {2}error .* {2}ctxvet\/lostcancel/);
  });
});
