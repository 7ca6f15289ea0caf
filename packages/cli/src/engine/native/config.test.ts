/** TypeScript 7 reads good tsconfig files as the classic compiler does, and leaves the others to it. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { API } from '@typescript/native/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainDisk } from '../../disk.js';
import { makeProjects } from '../../testing/kit.js';
import { makeProjects as makeReader, type ReadConfig } from '../project.js';
import { readGoodConfig } from './config.js';
import { loadNative } from './load.js';

const projects = makeProjects();
let api: API;
beforeAll(async () => {
  const { sync } = await loadNative([import.meta.dirname]);
  api = new sync.API({});
});
afterAll(() => {
  api.close();
  projects.remove();
});

const sources = {
  'a.ts': '',
  'b.tsx': '',
  'c.js': '',
  'd.d.ts': '',
  'e.mts': '',
  'src/a.ts': '',
  'src/deep/b.ts': '',
  'src/.hidden/c.ts': '',
  'node_modules/p/index.ts': '',
  'node_modules/p/tsconfig.json': '{ "compilerOptions": { "allowJs": true } }',
  'dist/a.ts': '',
  'other/tsconfig.json': '{}',
  'bases/unclosed.json': '{ "include": [".."]',
  'bases/base.json': '{ "extends": "./deeper", "exclude": ["../b.tsx"] }',
  'bases/deeper.json': '{ "compilerOptions": { "allowJs": true }, "include": [".."] }',
};

function makeProject(config: object | string): { cwd: string; path: string } {
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  const cwd = projects.make({ ...sources, 'tsconfig.json': text });
  symlinkSync('deep', join(cwd, 'src/link'), 'dir');
  symlinkSync('a.ts', join(cwd, 'src/linked.ts'));
  return { cwd, path: `${cwd}/tsconfig.json` };
}

describe('reads the files and references', () => {
  it.each([
    {},
    { include: ['src'], exclude: ['src/deep'] },
    { include: ['src/**/*', '*.mts'] },
    { files: ['a.ts', 'node_modules/p/index.ts'] },
    { compilerOptions: { allowJs: true, outDir: 'dist' } },
    { extends: './bases/base' },
    { extends: ['./bases/base.json', './bases/deeper.json'], include: ['src'] },
    { references: [{ path: './other' }, { path: './other/tsconfig.json' }] },
    '{ // a comment\n "include": ["src"], }',
  ])('of %j', (config) => {
    const { cwd, path } = makeProject(config);
    const read = (readGood?: ReadConfig) => {
      const project = makeReader(cwd, plainDisk, expect.unreachable, readGood).read(path)!;
      return { files: project.config.fileNames.toSorted(), references: project.references };
    };
    let isRead = false;
    const own = read((path) => {
      const good = readGoodConfig(api, path, plainDisk);
      isRead = good !== undefined;
      return good;
    });
    expect(own).toEqual(read());
    expect(isRead).toBe(true);
  });
});

describe('leaves to the other compiler', () => {
  it.each([
    ['an option that is not known', { compilerOptions: { nosuch: true } }],
    ['a value that is not known', { compilerOptions: { target: 'es1' } }],
    ['what is no JSON', '{ "include": '],
    ['what is no JSON, but tells enough', '{ "include": ["src"]'],
    ['one that extends such a file', { extends: './bases/unclosed' }],
    ['what TypeScript 7 does not look at', { watchOptions: { nosuch: true } }],
    ['one that takes in nothing', { include: ['nowhere'] }],
    ['one that extends itself', { extends: './tsconfig.json' }],
    ['one that extends itself in a roundabout way', { extends: './bases/../tsconfig' }],
    ['one that extends itself by an escaped name', '{ "\\u0065xtends": "./tsconfig.json" }'],
    ['one that extends what is not there', { extends: './nowhere.json' }],
    ['one that extends a package', { extends: 'p/tsconfig.json' }],
  ])('%s', (_, config) => {
    const { path } = makeProject(config);
    expect(readGoodConfig(api, path, plainDisk)).toBeUndefined();
  });
});
