/** Whose TypeScript is used. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lost, makeProjects, root, tsconfig } from './kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const bin = join(import.meta.dirname, '../../dist/bin.js');
const real = createRequire(import.meta.url).resolve('typescript');

/** Runs in a project with a TypeScript of its own, which says when it is loaded. */
function runWith(version: string, main: string) {
  const cwd = projects.make({
    'a.ts': lost,
    'node_modules/typescript/package.json': JSON.stringify({ name: 'typescript', version }),
    'node_modules/typescript/index.js': main,
  });
  const options = { cwd, encoding: 'utf8' } as const;
  const { stderr, stdout } = spawnSync(process.execPath, [bin], options);
  expect(stdout).toContain('a.ts:3:17');
  return stderr;
}

describe('TypeScript', () => {
  const speaking = `console.error('theirs'); module.exports = require(${JSON.stringify(real)});`;

  it.each([
    ["is the project's own", '5.4.0', speaking, 'theirs\n'],
    ['is ours where theirs is too old', '5.3.3', speaking, ''],
    ['is ours where theirs is too new', '7.0.0', speaking, ''],
    ['is ours where theirs does not load', '6.0.0', 'throw new Error("broken");', ''],
  ])('%s', (_, version, main, stderr) => {
    expect(runWith(version, main)).toBe(stderr);
  });

  it('takes our declarations without those of Node', () => {
    const cwd = projects.make({
      'tsconfig.json': tsconfig({}, { skipLibCheck: false }),
      'config.ts': `import type { Config } from 'ctxvet';\nexport default {} satisfies Config;`,
    });
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { stdout } = spawnSync(tsc, ['-p', cwd], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });

  it('6.0 compiles this code base, though 7 is installed beside it', () => {
    const tsc = join(root, 'node_modules/.bin/tsc');
    expect(execFileSync(tsc, ['--version'], { encoding: 'utf8' })).toMatch(/^Version 6\.0\./);
  });
});
