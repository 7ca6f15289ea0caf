/** Files that reports are printed to, and those that they are not. */
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { complaintOf } from './testing/complaint.js';
import { lost, makeProjects, tsconfig } from './testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

describe('a file for the report', () => {
  const isOfProject = 'it is a file of the project; name another for the report';

  it.each([
    ['a symbolic link to code', 'link.txt', isOfProject],
    ['one to a tsconfig', 'link.json', isOfProject],
    ['a tsconfig of another name', 'build.json', isOfProject],
    ['a lock file', 'yarn.lock', isOfProject],
    ['a hard link', 'hard.txt', 'it is a hard link, maybe to code; name another for the report'],
    [
      'new code',
      'report.ts',
      'the next run would take it for a file of the project; name another for the report',
    ],
  ])('%s', async (_, name, why) => {
    const cwd = projects.make({ 'a.ts': lost, 'build.json': tsconfig(), 'yarn.lock': 'x' });
    symlinkSync('a.ts', join(cwd, 'link.txt'));
    symlinkSync('tsconfig.json', join(cwd, 'link.json'));
    linkSync(join(cwd, 'a.ts'), join(cwd, 'hard.txt'));
    expect(await complaintOf(cwd, ['-p', 'build.json', '-o', name])).toBe(
      `--output-file ${name} cannot be written: ${why}`,
    );
    expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe(lost);
    expect(existsSync(join(cwd, 'report.ts'))).toBe(false);
  });

  // Root may write everywhere.
  it.skipIf(process.getuid?.() === 0)('in a folder that may not be written', async () => {
    const cwd = projects.make({ 'a.ts': lost });
    mkdirSync(join(cwd, 'reports'), 0o555);
    expect(await complaintOf(cwd, ['-o', 'reports/a.txt'])).toBe(
      '--output-file reports/a.txt cannot be written: you may not write in its folder',
    );
  });

  it.skipIf(process.getuid?.() === 0)('one that may not be written', async () => {
    const cwd = projects.make({ 'a.ts': lost, 'a.txt': '' });
    chmodSync(join(cwd, 'a.txt'), 0o444);
    expect(await complaintOf(cwd, ['-o', 'a.txt'])).toBe(
      '--output-file a.txt cannot be written: you may not write this file',
    );
  });
});
