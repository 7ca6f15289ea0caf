/** What is said of projects on a disk that does not show everything; it is made up, for root may read all. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plainDisk, type Disk } from '../disk.js';
import { lost, makeProjects } from '../testing/kit.js';
import { makeProjects as readProjects } from './project.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** The lines for a project with `a.ts` and `src/locked/b.ts`, on a disk with some answers of its own. */
function saidOf(answers: Partial<Disk>): string[] {
  const cwd = projects.make({ 'a.ts': lost, 'src/locked/b.ts': lost });
  const said: string[] = [];
  const disk = { ...plainDisk, ...answers };
  readProjects(cwd, disk, (line) => said.push(line)).read(join(cwd, 'tsconfig.json'));
  return said;
}

describe('a project', () => {
  it('says which folder may not be read', () => {
    const list: Disk['list'] = (folder) =>
      folder.endsWith('/locked') ? 'locked' : plainDisk.list(folder);
    expect(saidOf({ list })).toEqual([
      'src/locked: you may not read this folder, but tsconfig.json takes it in',
    ]);
  });
});
