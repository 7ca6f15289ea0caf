/** What is said of projects. A disk that does not show everything is made up, for root may read all. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plainDisk, type Disk } from '../disk.js';
import { lost, makeProjects, tsconfig, type Files } from '../testing/kit.js';
import { makeProjects as readProjects } from './project.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** As the disk says that a file may not be read. */
function refuse(): never {
  throw Object.assign(new Error(), { code: 'EACCES' });
}

/** The lines for a project with `a.ts` and `src/locked/b.ts`, and what is given, on a disk with some answers of its own. */
function saidOf(answers: Partial<Disk>, files: Files = {}): string[] {
  const cwd = projects.make({ 'a.ts': lost, 'src/locked/b.ts': lost, ...files });
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

  it('says that its tsconfig may not be read', () => {
    expect(saidOf({ read: refuse })).toEqual(['tsconfig.json: you may not read this']);
  });

  it('says in one line that its tsconfig is no JSON', () => {
    const files = { 'tsconfig.json': 'compilerOptions:\n  strict: true\n  lib: [es5]\n' };
    expect(saidOf({}, files)).toEqual([
      expect.stringMatching(/^tsconfig\.json:1:1: '\{' expected, and \d+ more$/),
    ]);
  });

  it('says not all that a value may be, where that is much', () => {
    expect(saidOf({}, { 'tsconfig.json': tsconfig({}, { lib: ['es1999'] }) })).toEqual([
      expect.stringMatching(/: Argument for '--lib' option must be: 'es5', .{50,150}, …$/),
    ]);
  });
});
