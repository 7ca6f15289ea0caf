/** The process around the command line. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeProjects } from './testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

// Elsewhere a folder in which somebody works is not removed.
it.skipIf(process.platform === 'win32')('says that the working directory is gone', () => {
  const cwd = projects.make({ 'gone/a.ts': '' });
  const bin = join(import.meta.dirname, '../dist/bin.js');
  const script = 'cd gone && rm -r ../gone && exec "$0" "$@"';
  const args = ['-c', script, process.execPath, bin, '--version'];
  const { status, stdout, stderr } = spawnSync('sh', args, { cwd, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'ctxvet: the working directory is no longer there\n',
  });
});
