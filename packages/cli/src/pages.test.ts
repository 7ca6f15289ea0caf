/** The page of a rule, for people. */
import { stripVTControlCharacters } from 'node:util';
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
