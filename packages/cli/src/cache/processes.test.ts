/** The cache between processes: what a warm one does not load, and several at once. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lost, makeProjects, type Outcome } from '../testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const bin = join(import.meta.dirname, '../../dist/bin.js');

async function run(cwd: string): Promise<Outcome> {
  const child = spawn(process.execPath, [bin], { cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += String(data)));
  child.stderr.on('data', (data) => (stderr += String(data)));
  const code = await new Promise<number>((resolve) => child.on('close', resolve));
  return { code, stdout: stdout.replace(/\d+\.\d s/, '0.0 s'), stderr };
}

it('a warm run loads no compiler', async () => {
  const real = createRequire(import.meta.url).resolve('typescript');
  const cwd = projects.make({
    'a.ts': lost,
    'node_modules/typescript/package.json': '{"name":"typescript","version":"6.0.0"}',
    'node_modules/typescript/index.js': `console.error('loaded'); module.exports = require(${JSON.stringify(real)});`,
  });
  const cold = await run(cwd);
  expect(cold.stderr).toBe('loaded\n');
  expect(await run(cwd)).toEqual({ ...cold, stderr: '' });
});

it('runs at the same time do not disturb each other', async () => {
  const files = Array.from({ length: 40 }, (_, i) => [`f${String(i)}.ts`, lost] as const);
  const cwd = projects.make(Object.fromEntries(files));
  const [first, ...others] = await Promise.all([run(cwd), run(cwd), run(cwd)]);
  expect(first).toMatchObject({ code: 1, stderr: '' });
  for (const other of others) expect(other).toEqual(first);
  expect(await run(cwd)).toEqual(first);
  const names = readdirSync(join(cwd, 'node_modules/.cache/ctxvet'));
  expect(names.filter((name) => !/^[\da-f]{32}(\.files)?\.json$/.test(name))).toEqual([]);
});
