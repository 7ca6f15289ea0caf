/** Folders that are made. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './disk.js';
import { makeProjects } from './testing/kit.js';

const projects = makeProjects();
afterAll(() => projects.remove());

describe('makeFolder', () => {
  it('makes those above it too, and may be asked again', () => {
    const folder = join(projects.make({}), 'a/b/c');
    makeFolder(folder);
    makeFolder(folder);
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it('throws where a file is in the way', () => {
    const cwd = projects.make({ 'a.ts': '' });
    expect(() => makeFolder(join(cwd, 'a.ts/b'))).toThrow(/EEXIST/);
  });

  it.skipIf(!existsSync('/proc'))('throws where nothing can be made', () => {
    expect(() => makeFolder('/proc/ctxvet/reports')).toThrow(/ENOENT|EACCES|EPERM|EROFS/);
  });
});
