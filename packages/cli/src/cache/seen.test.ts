/** What is remembered of the disk, and when it is read again. */
import {
  readdirSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeProjects } from '../testing/kit.js';
import { recordingDisk } from './record.js';
import { seeAgain } from './seen.js';
import { openFolder, readStored } from './store.js';
import { store } from './write.js';

const projects = makeProjects();
afterAll(() => projects.remove());

/** As if all files had been there for long, or had just been written. */
const settled = Infinity;
const unsettled = 0;

function never(): number {
  throw new Error('a file is read');
}

describe('what was seen', () => {
  const make = () => projects.make({ 'a.ts': 'one', 'b.ts': 'two' });

  it('is the same while times and sizes are, and nothing is read', () => {
    const cwd = make();
    const disk = recordingDisk(settled);
    disk.read(join(cwd, 'a.ts'));
    expect(seeAgain(disk.seen()!, never)).toEqual(disk.seen());
  });

  it('is the same with other times where the text is, and the times are kept', () => {
    const cwd = make();
    const disk = recordingDisk(settled);
    disk.read(join(cwd, 'a.ts'));
    utimesSync(join(cwd, 'a.ts'), 1, 1);
    const again = seeAgain(disk.seen()!, () => settled)!;
    expect(again).not.toEqual(disk.seen());
    expect(seeAgain(again, never)).toEqual(again);
  });

  it('is read each time where a file is as new as the run', () => {
    const cwd = make();
    const disk = recordingDisk(unsettled);
    disk.read(join(cwd, 'a.ts'));
    expect(() => seeAgain(disk.seen()!, never)).toThrow('a file is read');
    expect(seeAgain(disk.seen()!, () => unsettled)).toEqual(disk.seen());
  });

  it('is no one thing where a file changes under the run', () => {
    const cwd = make();
    const disk = recordingDisk(unsettled);
    disk.read(join(cwd, 'a.ts'));
    writeFileSync(join(cwd, 'a.ts'), 'eno');
    expect(disk.read(join(cwd, 'a.ts'))).toBe('eno');
    expect(disk.seen()).toBeUndefined();
  });

  it.each<[string, (cwd: string) => void]>([
    ['another text', (cwd) => writeFileSync(join(cwd, 'a.ts'), 'another')],
    ['a file that is gone', (cwd) => unlinkSync(join(cwd, 'a.ts'))],
    ['a file that was not there', (cwd) => writeFileSync(join(cwd, 'c.ts'), '')],
    ['a file with another name', (cwd) => renameSync(join(cwd, 'b.ts'), join(cwd, 'd.ts'))],
    [
      'another file behind a link',
      (cwd) => {
        unlinkSync(join(cwd, 'link.ts'));
        symlinkSync('b.ts', join(cwd, 'link.ts'));
      },
    ],
    [
      'a file for a link',
      (cwd) => {
        unlinkSync(join(cwd, 'link.ts'));
        writeFileSync(join(cwd, 'link.ts'), 'one');
      },
    ],
  ])('is not the same with %s', (_, change) => {
    const cwd = make();
    symlinkSync('a.ts', join(cwd, 'link.ts'));
    const disk = recordingDisk(settled);
    disk.read(join(cwd, 'a.ts'));
    disk.realpath(join(cwd, 'link.ts'));
    disk.list(cwd);
    disk.kindOf(join(cwd, 'c.ts'));
    expect(seeAgain(disk.seen()!, never)).toEqual(disk.seen());
    change(cwd);
    expect(seeAgain(disk.seen()!, () => settled)).toBeUndefined();
  });
});

describe('the store', () => {
  it('keeps the newest files', () => {
    const folder = join(projects.make({}), 'cache');
    openFolder(folder);
    for (let i = 0; i < 40; i++) {
      const name = `${String(i)}.json`;
      store(folder, name, i);
      utimesSync(join(folder, name), i, i);
    }
    expect(readdirSync(folder)).toHaveLength(32);
    expect(readStored(folder, '39.json')).toBe(39);
  });
});
