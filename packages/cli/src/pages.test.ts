/** The page of a rule, for people. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { checks } from '@ctxvet/analysis';
import { expect, it } from 'vitest';
import { runCli } from './testing/kit.js';

it('is drawn on a terminal', async () => {
  const { stdout } = await runCli('/', ['--explain', 'lostcancel'], { terminal: 60 });
  expect(stdout).not.toContain('```');
  const lines = stripVTControlCharacters(stdout).split('\n');
  const prose = lines.filter((line) => /^\w|^ *\* /.test(line));
  expect(prose.some((line) => line.startsWith('    * '))).toBe(true);
  expect(prose.join()).not.toContain('`');
  expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
});

it.each(checks.map(({ name }) => name))('has lists that fit the terminal: %s', async (name) => {
  const { stdout } = await runCli('/', ['--explain', name], { terminal: 60 });
  const parts = stripVTControlCharacters(stdout).split(/\n\s*\n/);
  const lists = parts.filter((part) => /^ *\* /.test(part));
  expect(lists).not.toEqual([]);
  const lines = lists.flatMap((list) => list.split('\n'));
  // Addresses stay whole.
  expect(lines.filter((line) => line.length > 60 && !line.includes('://'))).toEqual([]);
});

it('paints code, but no message', () => {
  const bin = join(import.meta.dirname, '../dist/bin.js');
  const env = { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' };
  const args = [bin, '--explain', 'ctx-first-param'];
  const { stdout } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const linesWith = (text: string) => stdout.split('\n').filter((line) => line.includes(text));
  expect(linesWith('    `ctx` comes after `id` in `load`: a context is the first')).toHaveLength(1);
  expect(linesWith('\u001B[34mfunction\u001B[39m')).not.toEqual([]);
});
