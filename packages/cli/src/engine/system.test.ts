/** Our disk answers TypeScript as TypeScript's own does. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plainDisk } from '../disk.js';
import { makeProjects } from '../testing/kit.js';
import { ts } from '../typescript.js';
import { systemOf } from './system.js';

const projects = makeProjects();
afterAll(() => projects.remove());

const cwd = projects.make({
  'src/a.ts': 'a',
  'src/b.tsx': 'b',
  'src/deep/er/c.ts': 'c',
  'src/.hidden/d.ts': 'd',
  'src/node_modules/e/e.ts': 'e',
  'src/a.min.js': '',
});
symlinkSync('deep', join(cwd, 'src/link'), 'dir');
symlinkSync('..', join(cwd, 'src/deep/loop'), 'dir');
symlinkSync('nowhere.ts', join(cwd, 'src/broken.ts'));
symlinkSync('a.ts', join(cwd, 'src/linked.ts'));
mkdirSync(join(cwd, 'empty'));
const texts: Record<string, Buffer> = {
  utf8: Buffer.from('\uFEFFä€𝄞'),
  little: Buffer.from('\uFEFFä€𝄞', 'utf16le'),
  big: Buffer.from('\uFEFFä€𝄞', 'utf16le').swap16(),
  odd: Buffer.concat([Buffer.from('\uFEFFä', 'utf16le').swap16(), Buffer.from('x')]),
  broken: Buffer.from([0xff, 0x61, 0xc3]),
  none: Buffer.from(''),
  short: Buffer.from([0xef]),
};
for (const [name, bytes] of Object.entries(texts)) writeFileSync(join(cwd, name), bytes);

const ours = systemOf(plainDisk);

describe('the disk', () => {
  it.each(Object.keys(texts))('reads %s', (name) => {
    expect(ours.readFile(join(cwd, name))).toBe(ts().sys.readFile(join(cwd, name)));
  });

  it.each([
    '',
    'src',
    'src/a.ts',
    'src/link',
    'src/link/er',
    'src/broken.ts',
    'src/linked.ts',
    'no',
    'src/a.ts/no',
  ])('knows %j', (name) => {
    const path = join(cwd, name);
    expect(ours.fileExists(path)).toBe(ts().sys.fileExists(path));
    expect(ours.directoryExists(path)).toBe(ts().sys.directoryExists(path));
    expect(ours.getDirectories(path)).toEqual(ts().sys.getDirectories(path));
    expect(ours.realpath(path)).toBe(ts().sys.realpath!(path));
    expect(ours.readFile(path)).toBe(ts().sys.readFile(path));
  });

  it.each<[string[], string[]]>([
    [['**/*'], []],
    [['src'], ['src/deep']],
    [['src/*'], []],
    [['src/**/er/*', 'src/a.ts'], []],
    [['src/.hidden/*'], []],
    [['**/*'], ['**/node_modules', '**/l*']],
    [['src/node_modules/**/*'], []],
    [['no/**/*', '../*/src/deep/**/*'], []],
  ])('finds %j without %j', (includes, excludes) => {
    for (const extensions of [['.ts', '.tsx'], undefined]) {
      const args = [cwd, extensions, excludes, includes] as const;
      expect(ours.readDirectory(...args)).toEqual(ts().sys.readDirectory(...args));
    }
  });
});
